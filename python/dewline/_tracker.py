"""The tracker on recorded detections, scan by scan."""
from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from . import _core
from ._table import Table

_POLAR = ("range_m", "az_rad", "el_rad", "range_rate_m_s")
_PLANE = ("x_m", "y_m", "z_m")


class Tracker:
    """Recorded detections in, confirmed tracks out; the engine of `dewline track`.

        tracker = dw.track.Tracker({"target": "aircraft", "sensors": {"radar": {"sigma_position": "20 m"}}})
        for time_s, xy in scans:
            tracks = tracker.feed(time_s, xy)

    Scans come in order of time; an older one than the newest is left out and counted. A scan without
    detections counts as a miss. The tracker is never told where a detection came from.
    """

    def __init__(self, config: Mapping[str, Any] | str | os.PathLike[str] | None = None,
                 columns: Sequence[str] | None = None) -> None:
        """`config`: the keys of docs/track.md as a dict, as YAML text, or as the path of a file; values
        with a dimension are texts with their unit (`"20 m"`). `columns`: what a row of detections holds, as
        a CSV would name it (`x_m, y_m[, z_m]`, or `range_m, az_rad | az_deg[, el_rad | el_deg[,
        range_rate_m_s]]`); default: by the first scan's width, polar if the configuration says how azimuths
        count. Raises ScenarioError for a configuration that is wrong, at once or, without `columns`, at
        the first scan."""
        self._config = _text_of({} if config is None else config)
        self._core: _core.Tracker | None = None
        self._associations = Table("associations", {})
        if columns is not None:
            self._core = _core.Tracker(self._config, ",".join(columns))

    def feed(self, time_s: float, detections: ArrayLike, sigma: ArrayLike = (), sensor: str = "") -> Table:
        """Takes in one scan: time [s, any epoch], detections (n, k) in the units of the columns, their
        standard deviations (n, k; default: the sensor's), and which sensor looked, if there are several.

        Returns the confirmed tracks as known now: track_id, x_m ... vz_m_s in the tracker's axes, their
        covariance, prob_exists, num_updates, num_misses. Raises ValueError for another shape or an unknown
        sensor.
        """
        rows = np.asarray(detections, dtype=float)
        if self._core is None:
            self._core = self._start(rows)
        out = self._core.feed(time_s, rows, np.asarray(sigma, dtype=float), sensor)
        self._associations = Table("associations", out["associations"])
        return Table("tracks", out["tracks"])

    @property
    def associations(self) -> Table:
        """What the last scan did: track_id, detection_row (the row of the array), probability, nis."""
        return self._associations

    @property
    def counters(self) -> dict[str, int]:
        """Scans, detections, and what was left out and why."""
        return {} if self._core is None else self._core.counters()

    @property
    def picks(self) -> list[str]:
        """What was picked where the configuration is silent, in words."""
        return [] if self._core is None else [*self._core.picks, *self._core.warnings]

    def _start(self, rows: np.ndarray) -> _core.Tracker:
        """The tracker for rows of this width."""
        if rows.ndim != 2 or not 2 <= rows.shape[1] <= 4:
            raise ValueError("detections must have shape (n, 2), (n, 3) or (n, 4); say `columns` for an empty first scan")
        names = _POLAR if "azimuth" in self._config else _PLANE
        if rows.shape[1] > len(names):
            raise ValueError("four values are range, azimuth, elevation, range rate: the configuration needs `azimuth`")
        return _core.Tracker(self._config, ",".join(names[: rows.shape[1]]))


def _text_of(config: Mapping[str, Any] | str | os.PathLike[str]) -> str:
    """A configuration as YAML text; JSON is YAML."""
    if isinstance(config, Mapping):
        return json.dumps(config)
    if isinstance(config, os.PathLike) or (":" not in config and "{" not in config):
        return Path(config).read_text(encoding="utf-8")
    return config


def config_schema() -> dict[str, Any]:
    """The JSON Schema of configurations (docs/track.md)."""
    return json.loads(_core.track_schema())
