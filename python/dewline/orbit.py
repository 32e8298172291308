"""Orbits: Lambert's problem, propagation, impact. SI units; gravity is 'two-body', 'j2' or 'j6'."""
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from . import _core

MU_M3_S2 = 398600.4418e9
"""WGS84 gravitational parameter [m^3/s^2]."""


def _vector(a: ArrayLike) -> np.ndarray:
    return np.asarray(a, dtype=float)


def lambert(r1_m: ArrayLike, r2_m: ArrayLike, tof_s: float, mu: float = MU_M3_S2, num_revs: int = 0,
            prograde: bool = True, branch: str | int = "low") -> tuple[np.ndarray, np.ndarray]:
    """The two-body arc from r1 to r2 (inertial, (3,) [m]) in tof_s: velocities (v1, v2), (3,) each [m/s].

    With whole revolutions there are two arcs: branch 'low' (or 0) and 'high' (or 1). Raises ValueError if no
    such arc exists. The method known as Izzo's (2015), from general knowledge, held against the published
    tables (known_orbit).
    """
    path = branch if isinstance(branch, str) else {0: "low", 1: "high"}.get(branch, str(branch))
    return _core.lambert(_vector(r1_m), _vector(r2_m), tof_s, mu, num_revs, prograde, path)


def propagate(r_m: ArrayLike, v_m_s: ArrayLike, t_s: ArrayLike, gravity: str = "j2", frame: str = "gcrf",
              mu: float = MU_M3_S2) -> np.ndarray:
    """States (n, 6) [m, m/s] at times t_s after the given state (3,), (3,).

    frame 'gcrf': inertial axes with z along the pole; 'itrf': Earth-fixed state in and out, velocity relative
    to the rotating Earth. gravity 'two-body', 'j2' or 'j6'; no drag. Raises ValueError for other words and
    wrong shapes.
    """
    times = np.atleast_1d(_vector(t_s))
    return _core.propagate(_vector(r_m), _vector(v_m_s), times, gravity.lower(), frame.lower(), mu)


class Impact(NamedTuple):
    """Where, when and how bodies reach the ellipsoid; floats for one state, arrays of n for n."""

    lat_rad: np.ndarray
    lon_rad: np.ndarray
    tof_s: np.ndarray
    speed_m_s: np.ndarray
    angle_rad: np.ndarray


def impact(r_ITRF_m: ArrayLike, v_ITRF_m_s: ArrayLike, gravity: str = "j2") -> Impact:
    """First fall to height 0 from Earth-fixed states, (3,) or (n, 3), without drag: lat_rad, lon_rad,
    tof_s, speed_m_s (relative to the Earth) and angle_rad above the local horizon (negative: downwards).
    Within 2 m and 2 ms of the reference table. A state that does not come down within a day gives NaN."""
    r, v = _vector(r_ITRF_m), _vector(v_ITRF_m_s)
    columns = _core.impact(r, v, gravity.lower())
    return Impact(*(columns[:, 0] if r.ndim == 1 else columns))
