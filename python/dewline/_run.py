"""Recorded runs."""
from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import ArrayLike

from . import _core
from ._figure import Figure
from ._paths import data_dir, page
from ._table import Table


class Run:
    """One recorded run, from `Scenario.run` or `read_run`. Every table of the run file is an attribute:
    `run.ledger`, `run.tracks`, `run.scans` ...; `run.tables` names them, docs/record.md explains each column.

    Tables of truth (`truth_samples`, `labels`, `windows`, `milestones`) are kept apart: no other table holds
    truth but the ledger, which marks such rows in its column `truth`. Times are seconds since the scenario's
    epoch.
    """

    put_back: dict[str, object]
    """What became of the tracks of `with_tracks`; empty for other runs."""

    def __init__(self, core: _core.Run) -> None:
        """Not for users: `Scenario.run` and `read_run` make runs."""
        self._core = core
        self._tables: dict[str, Table] = {}
        self.put_back = {}

    @property
    def tables(self) -> list[str]:
        """Names of all tables."""
        return self._core.names()

    def table(self, name: str) -> Table:
        """A table by name. Raises RecordError if the run has none of that name."""
        if name not in self._tables:
            self._tables[name] = Table(name, self._core.table(name))
        return self._tables[name]

    def __getattr__(self, name: str) -> Table:
        if name.startswith("_") or name not in self._core.names():
            raise AttributeError(f"a run has no table {name!r}; it has {', '.join(self._core.names())}")
        return self.table(name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._core.names()]

    @property
    def info(self) -> dict[str, str]:
        """What the run was made from: seed, epoch_utc, version, scenario_hash, compiler and so on."""
        table = self.table("run_info")
        return dict(zip(table["key"], table["value"], strict=True))

    @property
    def ledger(self) -> Table:
        """The warning ledger: when each step came at each centre [s since the epoch], and what it waited
        for."""
        return self.table("ledger")

    @property
    def truth(self) -> Table:
        """Where each object really was: position [m] and velocity relative to the Earth [m/s] in the
        Earth-fixed frame (ITRF), and lat_rad, lon_rad, h_m above WGS84, every `truth_step` of the
        scenario."""
        return self.table("truth_samples")

    @property
    def headline(self) -> str:
        """The answer in one sentence."""
        return self._core.headline

    @property
    def hash(self) -> str:
        """Content hash of all tables, 16 hexadecimal digits: equal hash, equal rows."""
        return self._core.hash

    def detections(self, centre: str) -> Table:
        """What reached a centre, in the order in which it became known. No truth in it: range_m, direction
        cosines u and v of a face, az_rad and el_rad at the site, each with the sigma that the sensor
        reports, and snr_db. A satellite's line of sight has neither range nor azimuth nor elevation (NaN):
        it runs from site_lat_rad, site_lon_rad, site_h_m towards line_lat_rad, line_lon_rad, line_h_m."""
        table = self.table("detections")
        mine = table.where((table["centre"] == centre) & np.isfinite(table["known_s"]))
        return mine.where(np.argsort(mine["known_s"], kind="stable"))

    def why(self, centre: str, step: str, object: str = "") -> str:  # noqa: A002 - the ledger's word
        """The evidence behind a step of the ledger, for and against, and what it waited for, as text.
        Without `object`: the first that the ledger has. Raises RecordError if the ledger has no such step."""
        return self._core.why(centre, step, object)

    def ledger_text(self, centre: str, object: str) -> str:  # noqa: A002 - the ledger's word
        """What a centre knew of an object and when, in one sentence: first detection, launch call, second kind
        of sensor, declaration, decision time left. Empty if the ledger has no such pair."""
        return self._core.ledger_text(centre, object)

    @property
    def figures(self) -> list[str]:
        """Names of the figures that `figure` makes of this run. Raises RecordError for a bare run.duckdb."""
        return self._core.figures()

    def figure(self, name: str) -> Figure:
        """A figure by name, made by the engine: `run.figure("ledger").save("fig1.svg")`. The first one also
        makes the repeats behind its bands, unless the run folder has them.

        Raises ValueError that names the figures there are; RecordError if the run was read from a bare
        run.duckdb: a figure needs the scenario, which a run folder keeps beside it.
        """
        return Figure(name, *self._core.figure(name))

    def report(self, path: str | os.PathLike[str]) -> None:
        """Writes the report as one HTML file that opens from disk, without a network. An existing file is
        an error (RecordError), as is a run that was read from a bare run.duckdb; FileNotFoundError if the
        page was not built."""
        self._core.report(os.fspath(page()), os.fspath(path))

    def save(self, file: str | os.PathLike[str]) -> None:
        """Writes all tables as a DuckDB file. Raises RecordError if the file exists or cannot be written."""
        self._core.save(os.fspath(file))

    def with_tracks(self, centre: str, tracks: str | os.PathLike[str] | Mapping[str, ArrayLike], *,
                    frame: str = "earth-fixed", end_after_s: float = 60) -> Run:
        """The same run, seed and scenario with another tracker's tracks in the place of a centre's own: what
        a tracker is worth is the difference of the two ledgers.

        `tracks` is a CSV file (`.gz` too) or its columns: time_s, track_id, x_m y_m z_m, vx_m_s vy_m_s
        vz_m_s, and optionally the 21 columns cov_x_x_m2 ... of a covariance, known_s, num_updates, motion
        (docs/track.md). `frame` is `earth-fixed`, `inertial` (G, as `run.tracks`) or a sensor's id: east,
        north, up at its site. A track whose last row is older than `end_after_s` has ended. The result has
        tables, no figures; its `put_back` says how many rows, tracks, updates there were and how many updates
        lie at a detection of the run.

        Raises ScenarioError for what is wrong in the file, ValueError for an unknown centre or frame,
        RecordError for a run without its scenario."""
        is_file = isinstance(tracks, (str, os.PathLike))
        file, text = (os.fspath(tracks), "") if is_file else ("tracks", _csv_of(tracks))
        core, news = self._core.with_tracks(centre, file, text, frame, end_after_s)
        out = Run(core)
        out.put_back = news
        return out

    def __repr__(self) -> str:
        return f"<Run {self.hash}: {self.headline}>"


def _csv_of(columns: Mapping[str, ArrayLike]) -> str:
    """Columns as the text of a CSV; a number that is not there (NaN) as an empty cell."""
    def cells(values: ArrayLike) -> Iterable[str]:
        return ("" if v != v else str(v) for v in np.asarray(values).tolist())  # noqa: PLR0124 - NaN
    rows = zip(*(cells(columns[name]) for name in columns), strict=True)
    return "\n".join([",".join(columns), *(",".join(row) for row in rows)]) + "\n"


def read_run(path: str | os.PathLike[str]) -> Run:
    """Reads a run folder back, or a bare run.duckdb (then without figures and report). Raises RecordError
    naming what is wrong with the file."""
    return Run(_core.read_run(os.fspath(path), os.fspath(data_dir())))
