"""What the sensors of a scenario cover: reach of radars, maps at a height, gaps of satellites, minutes of warning.

    m = dw.survey.warning_map("mine", (41, -105), "generic-solid-icbm", region=(30, 70, -20, 60), grid="2 deg")
    m["warning_s"]                        # (rows, columns) [s], NaN: no arc leads there, or no warning
    m.lat_rad, m.lon_rad                  # middles of the cells
    c = dw.survey.coverage("mine", height="200 km", rcs="0.1 m2")
    c["num_sensors"]

Every function takes a scenario (from `load`, or a shipped name or file) and, as `sensors`, names of those to ask
(default: all). No luck is drawn: the numbers are probabilities and times. docs/models/coverage.md
"""
from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, Union

import numpy as np

from . import _core
from ._paths import data_dir
from ._scenario import Scenario, load

Angle = Union[str, float]
"""Words with a unit, or a number of degrees."""


class Map(Mapping[str, np.ndarray]):
    """Columns of a survey by name, each (rows, columns) of the grid from the south-west corner; rows go north."""

    def __init__(self, made: dict[str, Any]) -> None:
        """Not for users: the functions of this module make maps."""
        self._columns: dict[str, np.ndarray] = made["columns"]
        self._made = made

    def __getitem__(self, name: str) -> np.ndarray:
        """A column; KeyError names those that there are."""
        if name not in self._columns:
            raise KeyError(f"no column {name!r}; there are: {', '.join(self._columns)}")
        return self._columns[name]

    def __iter__(self):  # type: ignore[no-untyped-def]
        """The names of the columns."""
        return iter(self._columns)

    def __len__(self) -> int:
        """How many columns there are."""
        return len(self._columns)

    @property
    def lat_rad(self) -> np.ndarray:
        """Latitudes of the rows' middles [rad]."""
        return self._made["lat_rad"]

    @property
    def lon_rad(self) -> np.ndarray:
        """Longitudes of the columns' middles [rad], eastwards from the western edge."""
        return self._made["lon_rad"]

    @property
    def sensors(self) -> list[str]:
        """The sensors that were asked."""
        return self._made["sensors"]

    @property
    def check(self) -> list[dict[str, float]]:
        """Of a warning map: the cells (one in a hundred) that were flown in full, with the differences."""
        return self._made.get("check", [])

    @property
    def mean_uncovered(self) -> np.ndarray:
        """Of gaps: by hour of the day, the share without a satellite, mean over the region's area."""
        return self._made["mean_uncovered"]


def _words(value: Any) -> str:
    return value if isinstance(value, str) else repr(float(value))


def _made(scenario: Scenario | str | os.PathLike[str], words: dict[str, Any]) -> dict[str, Any]:
    given = scenario if isinstance(scenario, Scenario) else load(scenario)
    request = {key: value for key, value in words.items() if value is not None}
    if "region" in request and not isinstance(request["region"], str):
        request["region"] = ",".join(_words(edge) for edge in request["region"])
    for key in ("grid", "step"):
        if key in request:
            request[key] = _words(request[key])
    if "sensors" in request:
        request["sensors"] = [request["sensors"]] if isinstance(request["sensors"], str) else list(request["sensors"])
    return _core.survey(given.resolved, request, os.fspath(data_dir()))


def reach(scenario: Scenario | str | os.PathLike[str], rcs: str = "1 m2", *, type: str | None = None, pd: float = 0.5,
          step: Angle = "2 deg", sensors: str | Sequence[str] | None = None) -> dict[str, Any]:
    """How far each radar detects a cross-section (or a library type, nose-on) with Pd `pd` in one look, by direction.

    A dict of columns: radar and end (lists of words), az_deg, el_deg (apparent), range_m (0 outside of the field of
    regard), height_m, searched (1 inside the search). Raises ValueError for bad words.
    """
    return _made(scenario, {"rcs": rcs, "type": type, "pd": pd, "step": step, "sensors": sensors})["columns"]


def coverage(scenario: Scenario | str | os.PathLike[str], height: str, rcs: str = "1 m2", *, type: str | None = None,
             plume: str | None = None, pd: float = 0.5, cumulative: float = 0.9, exposure: str = "60 s", at: str = "0 s",
             grid: Angle = "1 deg", region: str | Sequence[float] | None = None,
             sensors: str | Sequence[str] | None = None, threads: int = 0) -> Map:
    """Who sees a target that stands at a height over each cell.

    Columns: num_sensors with at least `pd` in one look, num_satellites of these, cumulative (Pd of all over the
    exposure), first_s (when it reaches `cumulative`; NaN: not within the exposure), pd.NAME of each sensor. Satellites
    see by line of sight, or with `plume` ('100 kW/sr') by its intensity. region: (south, north, west, east) in degrees,
    west > east crosses the date line. Raises ValueError for bad words.
    """
    return Map(_made(scenario, {"height": height, "rcs": rcs, "type": type, "plume": plume, "pd": pd,
                                "cumulative": cumulative, "exposure": exposure, "at": at, "grid": grid,
                                "region": region, "sensors": sensors, "threads": threads}))


def gaps(scenario: Scenario | str | os.PathLike[str], *, days: int = 1, at: str = "0 s", grid: Angle = "1 deg",
         region: str | Sequence[float] | None = None, sensors: str | Sequence[str] | None = None,
         threads: int = 0) -> Map:
    """Share of each hour of the day (UTC) in which no satellite has a line of sight to a plume 10 km over the cell.

    Columns uncovered.00 to uncovered.23; `mean_uncovered` is their mean over the region's area. Days count from the
    first midnight at or after `at`. Raises ValueError without a satellite or for bad words.
    """
    return Map(_made(scenario, {"gaps": True, "days": days, "at": at, "grid": grid, "region": region,
                                "sensors": sensors, "threads": threads}))


def warning_map(scenario: Scenario | str | os.PathLike[str], launch: str | Sequence[float], type: str | None = None, *,
                loft: str | None = None, apogee: str | None = None, pd: float = 0.5, cumulative: float = 0.9,
                count: int = 2, cloud: float = 0.5, rcs: str = "1 m2", at: str = "0 s", grid: Angle = "1 deg",
                region: str | Sequence[float] | None = None, sensors: str | Sequence[str] | None = None,
                threads: int = 0) -> Map:
    """Minutes of warning at every cell, of launches from a place to all of them.

    launch: (lat_deg, lon_deg) or (lat_deg, lon_deg, radius_m), words of the same, or an object or asset of the scenario;
    of a circle every cell has the launch that warns least. type: a ballistic type of the library; without one a
    least-energy shot with cross-section `rcs`. Columns [s], NaN for none: tof_s, warning_s (impact less the first
    detection), joint_warning_s (less that of the `count`-th sensor), most_warning_s (of the launch that warns most),
    first_s.NAME (first look with `pd`) and detected_s.NAME (cumulative Pd reaches `cumulative`) since the launch;
    apogee_m, launch (its number). `check` holds the cells that were flown in full. Raises ValueError for bad words.
    """
    if not isinstance(launch, str):
        place = [_words(x) for x in launch]
        launch = ",".join([*place[:2], *(f"{p} m" for p in place[2:])])
    return Map(_made(scenario, {"from": launch, "type": type, "loft": loft, "apogee": apogee, "pd": pd,
                                "cumulative": cumulative, "count": count, "cloud": cloud, "rcs": rcs, "at": at,
                                "grid": grid, "region": region, "sensors": sensors, "threads": threads}))
