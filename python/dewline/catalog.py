"""Known space objects from element sets: which tracks they are, when two of them meet, when they fall.

    [found] = dw.catalog.correlate("gp.csv", "2026-11-22T06:00:00Z", x_G, covariance)
    found[0]["number"], found[0]["prob"]  # the most probable object, if any is in the gate
    dw.catalog.approaches("gp.csv", "2026-11-22T06:00:00Z", pairs=[(25544, 48274)], within_m=50e3)
    dw.catalog.reentry("gp.csv", days=14)

Files are two-line sets, or OMM as CSV or JSON. Models and their assumptions: docs/models/catalogue.md
"""
from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from . import _core


def correlate(path: str | os.PathLike[str], time_utc: str, states_G: ArrayLike,
              covariances: ArrayLike) -> list[list[dict[str, Any]]]:
    """The catalogued objects that each state may be, most probable first; an empty list where none is in the gate.

    states_G (n, 6) or (6,): position [m] and velocity [m/s] in GCRF at time_utc; covariances (n, 6, 6) or (6, 6) in
    the same units. Each object is a dict: number, name, prob (against the others and an unknown object) and
    mahalanobis2 (squared distance in sigmas). Raises ScenarioError for a bad file, ValueError for wrong shapes.
    """
    states = np.atleast_2d(np.asarray(states_G, dtype=float))
    P = np.asarray(covariances, dtype=float)
    return _core.catalog_correlate(os.fspath(path), time_utc, states, P[None] if P.ndim == 2 else P)


def approaches(path: str | os.PathLike[str], from_utc: str, pairs: Sequence[tuple[int, int]] = (), hours: float = 24,
               within_m: float = 5000) -> list[dict[str, Any]]:
    """Least distances up to within_m [m] of pairs of catalogue numbers (default: every pair of the file), by time.

    Each is a dict of floats and words: utc, number_a, name_a, number_b, name_b, miss_m, relative_speed_m_s, radial_m,
    in_track_m, cross_track_m (of b from a, along a's axes), age_days (of the older set). Element sets are good to a
    kilometre at best. Raises ValueError for a number that the file does not hold.
    """
    return _core.catalog_approaches(os.fspath(path), [(int(a), int(b)) for a, b in pairs], from_utc, hours * 3600, within_m)


def reentry(path: str | os.PathLike[str], days: float = 60, spread: float = 0.2) -> list[dict[str, Any]]:
    """Objects that drag brings down within so many days of their epochs, in order of number.

    Each is a dict: number, name, earliest_utc, nominal_utc, latest_utc, days (float, from the epoch to the middle);
    the ends are those of `spread` more and less drag. High eccentric orbits, whose
    perigees Sun and Moon move, are not modelled.
    """
    return _core.catalog_reentry(os.fspath(path), days * 86400, spread)
