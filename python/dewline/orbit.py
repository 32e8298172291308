"""Orbits: Lambert's problem, propagation, impact, satellites by SGP4.

SI units; gravity is 'two-body', 'j2' or 'j6'.
"""
from __future__ import annotations

import os
from collections.abc import Sequence
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


class Impacts(NamedTuple):
    """Where, when and how bodies come down, with their apogees; floats for one state, arrays of n for n."""

    lat_rad: np.ndarray
    lon_rad: np.ndarray
    tof_s: np.ndarray
    speed_m_s: np.ndarray
    angle_rad: np.ndarray
    apogee_m: np.ndarray
    apogee_tof_s: np.ndarray
    r_ITRF_m: np.ndarray
    v_ITRF_m_s: np.ndarray


def impacts(r_ITRF_m: ArrayLike, v_ITRF_m_s: ArrayLike, ballistic_coefficient_kg_m2: ArrayLike | None = None,
            gravity: str = "j2", height_m: float = 0.0, tolerance: float = 1e-8) -> Impacts:
    """First fall to a height from many Earth-fixed states at once, (n, 3) or (3,), with drag if asked.

    ballistic_coefficient_kg_m2: m / (Cd A), one for all or one for each state; None, 0 or infinity is vacuum; the
    air is the US Standard Atmosphere 1976 and turns with the Earth. tolerance is the error of a step as a part of
    8,389 km and 8.2 km/s: 1e-8 lands a 10,000 km arc within centimetres, 1e-7 within a metre. Speeds are relative to
    the Earth, angle_rad is above the local horizon, apogee_m above the ellipsoid. NaN for a state that does not come
    down within a day. Raises ValueError for other words, wrong shapes and numbers that are none.

        hits = dw.orbit.impacts(r_m, v_m_s, ballistic_coefficient_kg_m2=5000)
        lat_deg = np.degrees(hits.lat_rad)
    """
    r, v = _vector(r_ITRF_m), _vector(v_ITRF_m_s)
    rows = np.atleast_2d(r)
    b = np.zeros(0)
    if ballistic_coefficient_kg_m2 is not None:
        if np.any(_vector(ballistic_coefficient_kg_m2) < 0):
            raise ValueError("ballistic_coefficient_kg_m2 must not be negative")
        b = np.array(np.broadcast_to(_vector(ballistic_coefficient_kg_m2), rows.shape[:1]))
    c = _core.impacts(rows, np.atleast_2d(v), b, gravity.lower(), height_m, tolerance)
    columns = [*c[:7], c[7:10].T, c[10:13].T]
    return Impacts(*(x[0] if r.ndim == 1 else x for x in columns))


class SphereArc(NamedTuple):
    """Ballistic arcs on a sphere that does not turn; floats for one range, arrays for many."""

    angle_rad: np.ndarray
    speed_m_s: np.ndarray
    tof_s: np.ndarray
    apogee_m: np.ndarray
    semi_major_m: np.ndarray
    eccentricity: np.ndarray
    q: np.ndarray


def minimum_energy(range_m: ArrayLike, angle_rad: ArrayLike | None = None, height_m: float = 0.0,
                   radius_m: float = 6371e3, mu: float = MU_M3_S2) -> SphereArc:
    """The arc of least speed over a range on a sphere in vacuum, or the one that begins at angle_rad.

    Floats, or an array of them, in and out. range_m along the ground, below half way round; height_m that of
    burnout and re-entry. angle_rad is the flight-path angle, speed_m_s that at both ends, q = speed^2 r / mu. To
    the digits of the published closed forms; air, boost and the turning Earth are left out. NaN where no ellipse of
    that angle reaches the range. Raises ValueError for a range outside (0, pi radius) and an angle outside [0, pi/2).

        dw.orbit.minimum_energy(10e6).tof_s / 60  # 32 minutes
    """
    ranges = _vector(range_m)
    angles = np.full(ranges.shape, np.nan) if angle_rad is None else _vector(angle_rad)
    ranges, angles = np.broadcast_arrays(ranges, angles)
    if not np.all((ranges > 0) & (ranges < np.pi * radius_m)):
        raise ValueError(f"range_m must lie above 0 and below {np.pi * radius_m:.0f} m, half way round")
    rows = _core.sphere_arcs(ranges.ravel(), angles.ravel(), height_m, radius_m, mu)
    return SphereArc(*(row[0] if ranges.ndim == 0 else row.reshape(ranges.shape) for row in rows))


SGP4_ERRORS = {0: "none", 1: "eccentricity", 2: "mean-motion", 3: "perturbed-eccentricity", 4: "semilatus-rectum",
               6: "decayed"}
"""What the error codes of SGP4 mean; the numbers are those of the published code."""


class Sgp4States(NamedTuple):
    """Positions and velocities in TEME with error codes; see `sgp4`."""

    r_m: np.ndarray
    v_m_s: np.ndarray
    error: np.ndarray


def sgp4(lines: str | Sequence[str], minutes: ArrayLike, threads: int = 1) -> Sgp4States:
    """Satellites from two-line element sets by SGP4, `minutes` after the epoch of each (either sign).

    lines: the two lines of one set, or a text or list with the lines of several; names before them are allowed.
    One set gives r_m (n, 3) [m], v_m_s (n, 3) [m/s] in TEME and error (n,); m of them (m, n, 3), (m, n, 3),
    (m, n). Where error is not 0 the state is NaN, except that 6, decayed (below the surface), has one; the words
    are in SGP4_ERRORS. Within 1 mm of the published verification set; an element set itself is good to about
    1 km. Raises ScenarioError, a ValueError, naming line and column of every defect.

        lines = ["1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753",
                 "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667"]
        r_m, v_m_s, error = dw.orbit.sgp4(lines, [0, 360])
    """
    text = lines if isinstance(lines, str) else "\n".join(line.rstrip("\r\n") for line in lines)
    found = _core.sgp4(text, np.atleast_1d(_vector(minutes)).ravel(), threads)
    columns = [found[key] for key in Sgp4States._fields]
    return Sgp4States(*(c[0] if len(c) == 1 else c for c in columns))


class CatalogStates(NamedTuple):
    """Satellites of a file at UTC instants; see `sgp4_catalog`."""

    names: list[str]
    numbers: np.ndarray
    r_m: np.ndarray
    v_m_s: np.ndarray
    error: np.ndarray


def sgp4_catalog(path: str | os.PathLike, times_utc: str | Sequence[str], frame: str = "teme",
                 threads: int = 1) -> CatalogStates:
    """The satellites of a file of element sets (two-line sets; OMM as CSV or JSON) at UTC instants, by SGP4.

    frame 'teme', 'gcrf' (inertial) or 'itrf' (Earth-fixed, velocity relative to the rotating Earth; Earth
    orientation parameters are zero). names, numbers (s,); arrays r_m (s, t, 3) [m], v_m_s (s, t, 3) [m/s],
    error (s, t) as in `sgp4`. Raises ScenarioError naming file, line and column of every defect, and ValueError for another
    frame or a text that is no UTC instant.

        now = dw.orbit.sgp4_catalog("stations.tle", "2026-11-22T06:00:00Z", frame="itrf")
        height_km = dw.earth.ecef_to_geodetic(now.r_m[:, 0])[:, 2] / 1e3
    """
    times = [times_utc] if isinstance(times_utc, str) else list(times_utc)
    return CatalogStates(**_core.sgp4_catalog(os.fspath(path), times, frame.lower(), threads))
