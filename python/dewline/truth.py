"""What flies, as functions of time: one flight from a few words. SI units; times count from the epoch.

    f = dw.truth.fly("generic-solid-icbm", (48, -105), (40, 116), loft="lofted")
    f.sample([0, 60, 600])                # (3, 6) [m, m/s], Earth-fixed
    [(e.name, e.t_s, e.height_m) for e in f.events]
    f.parts["stage-1"].events[-1]         # where the first stage falls
"""
from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Union

import numpy as np
from numpy.typing import ArrayLike

from . import _core
from ._paths import data_dir

Place = Union[str, Sequence[float], Mapping[str, str]]
"""(lat_deg, lon_deg[, height_m]); or words: '48 deg, -105 deg', {'lat': '48 deg', 'lon': '-105 deg'}."""


class Event(NamedTuple):
    """A moment of a flight: launch, burnout 1, ignition 2, ..., burnout (the last), apogee, impact."""

    name: str
    t_s: float
    lat_rad: float
    lon_rad: float
    height_m: float


class Trajectory:
    """One body of a flight, from `fly`: the object itself, or a part that flies on its own."""

    def __init__(self, body: _core.Body, parts: Sequence[_core.Body] = ()) -> None:
        """Not for users: `fly` makes trajectories."""
        self._body = body
        self._parts = {p.name.partition("/")[2]: Trajectory(p) for p in parts}

    @property
    def name(self) -> str:
        """`flight`, or `flight/stage-1` for a part."""
        return self._body.name

    @property
    def epoch(self) -> str:
        """The UTC instant that times count from."""
        return self._body.epoch

    @property
    def t_s(self) -> tuple[float, float]:
        """From when to when it exists [s]."""
        return self._body.span

    @property
    def events(self) -> list[Event]:
        """Its milestones in order of time; latitude and longitude in radians, height above the ellipsoid."""
        return [Event(*e) for e in self._body.events]

    @property
    def parts(self) -> dict[str, Trajectory]:
        """Spent stages and released objects by name: `stage-1`, `decoy-2`; of a part: empty."""
        return dict(self._parts)

    def event(self, name: str) -> Event:
        """The event of that name; KeyError, with the names there are, if there is none."""
        events = self.events
        for e in events:
            if e.name == name:
                return e
        raise KeyError(f"no event {name!r}; there are: {', '.join(e.name for e in events)}")

    def sample(self, t_s: ArrayLike, frame: str = "itrf") -> np.ndarray:
        """States (n, 6) [m, m/s] at times t_s. frame 'itrf': Earth-fixed axes, velocity relative to the
        turning Earth; 'gcrf': inertial. Raises ValueError for a time at which the body does not exist."""
        return self._body.sample(np.atleast_1d(np.asarray(t_s, dtype=float)), frame.lower())

    def plume_W_sr(self, t_s: ArrayLike) -> np.ndarray:
        """Infrared intensity of its plume (n,) [W/sr] in the sensors' band; 0 when nothing burns."""
        return self._body.plume_W_sr(np.atleast_1d(np.asarray(t_s, dtype=float)))

    def __repr__(self) -> str:
        first, last = self.t_s
        return f"<Trajectory {self.name}, {first:g} s to {last:g} s, {len(self._parts)} parts>"


def _place(place: Place) -> str:
    """A place as the command line takes it."""
    if isinstance(place, str):
        return place
    if isinstance(place, Mapping):
        unknown = set(place) - {"lat", "lon", "height"}
        if unknown or not {"lat", "lon"} <= set(place):
            keys = ", ".join(map(repr, place)) or "nothing"
            raise ValueError(f"a place has lat, lon and perhaps height, not {keys}")
        return ", ".join(str(place[key]) for key in ("lat", "lon", "height") if key in place)
    numbers = [float(x) for x in place]
    if len(numbers) not in (2, 3):
        raise ValueError("a place is (lat_deg, lon_deg) or (lat_deg, lon_deg, height_m), "
                         f"not {len(numbers)} numbers")
    return ", ".join(f"{x!r} {unit}" for x, unit in zip(numbers, ("deg", "deg", "m")))


def fly(type: str | None = None, launch: Place | None = None, aim: Place | None = None,
        loft: str | None = None, *, apogee: str | None = None, burnout: str | None = None,
        way: Sequence[Place] = (), elements: str | os.PathLike[str] | None = None, number: int | None = None,
        epoch: str | None = None, duration: str | None = None,
        set: Mapping[str, str] | None = None) -> Trajectory:
    """One flight. The same words as `dewline trajectory`, the same checks, the same trajectory as in a scenario.

    type: of the library (`dewline list types`); without one, the least-energy shot from launch to aim, or
    the one to `apogee` ('1300 km'). launch, aim: (lat_deg, lon_deg[, height_m]), or words: '48 deg, -105 deg',
    {'lat': '48 deg', 'lon': '-105 deg'}. loft: 'minimum_energy', 'lofted', 'depressed'. burnout: an arc from
    'lat, lon, height, speed, azimuth, angle'. way: waypoints 'lat, lon, height[, speed]' of a type that keeps
    to a route. elements: a file of element sets, `number` the satellite. epoch: UTC at time 0; it decides only
    where the inertial axes and the satellites are. duration: how long what does not fall is followed ('2 h').
    set: other values by path below the object, with units: {"boost.azimuth": "90 deg",
    "boost.stages[0].burn": "62 s"}.

    The aim is met within 1 km in the same model, else ScenarioError (a ValueError) says by how much it is out
    of range. ScenarioError names every bad option and how to write it.
    """
    words: dict[str, object] = {"sets": [f"{path}={value}" for path, value in (set or {}).items()],
                                "way": [_place(w) for w in way]}
    given = {"type": type, "from": None if launch is None else _place(launch),
             "to": None if aim is None else _place(aim), "loft": loft, "apogee": apogee, "burnout": burnout,
             "elements": None if elements is None else os.fspath(elements), "number": number, "epoch": epoch,
             "duration": duration}
    words.update({key: value for key, value in given.items() if value is not None})
    bodies = _core.fly(words, os.fspath(data_dir()))
    return Trajectory(bodies[0], bodies[1:])
