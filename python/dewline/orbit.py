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
            prograde: bool = True, branch: str = "low") -> tuple[np.ndarray, np.ndarray]:
    """The two-body arc from r1 to r2 (inertial, (3,) [m]) in tof_s: velocities (v1, v2), (3,) each [m/s].

    With whole revolutions there are two arcs: branch 'low' or 'high'. Raises ValueError if no such arc exists.
    Source: D. Izzo, "Revisiting Lambert's problem" (2015).
    """
    return _core.lambert(_vector(r1_m), _vector(r2_m), tof_s, mu, num_revs, prograde, branch)


def propagate(r_m: ArrayLike, v_m_s: ArrayLike, t_s: ArrayLike, gravity: str = "j2", frame: str = "gcrf",
              mu: float = MU_M3_S2) -> np.ndarray:
    """States (n, 6) [m, m/s] at times t_s after the given state (3,), (3,).

    frame 'gcrf': inertial axes with z along the pole; 'itrf': Earth-fixed state in and out, velocity relative to the
    rotating Earth.
    """
    return _core.propagate(_vector(r_m), _vector(v_m_s), np.atleast_1d(_vector(t_s)), gravity, frame, mu)


class Impact(NamedTuple):
    """Where, when and how a body reaches the ellipsoid."""

    lat_rad: float
    lon_rad: float
    tof_s: float
    speed_m_s: float
    angle_rad: float


def impact(r_ITRF_m: ArrayLike, v_ITRF_m_s: ArrayLike, gravity: str = "j2") -> Impact:
    """First fall to height 0 from an Earth-fixed state (3,), (3,), without drag: lat_rad, lon_rad, tof_s, speed_m_s
    (relative to the Earth) and angle_rad above the local horizon (negative: downwards). Within 2 m and 2 ms of the
    reference table. Raises ValueError if it does not come down within a day."""
    return Impact(*_core.impact(_vector(r_ITRF_m), _vector(v_ITRF_m_s), gravity))
