"""Infrared satellites: what they see of the Earth, glint, and a place from two lines of sight.

Axes S of a satellite: z towards what it looks at, x to the east, y to the south; u and v are direction cosines
along x and y.
"""
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from . import _core
from ._arrays import together

_RE_M = 6378137.0


def sun(times_utc: str | list[str], frame: str = "itrf") -> np.ndarray:
    """From the Earth's centre to the Sun (n, 3) [m] at UTC instants (`1983-09-25T20:15:00`), geometric, Earth-fixed
    ("itrf", Earth orientation 0) or inertial ("gcrf"). 0.001 deg (known_earth Sun). Raises ValueError for text
    that is no instant, or another frame."""
    return _core.sun([times_utc] if isinstance(times_utc, str) else list(times_utc), frame)


class Glint(NamedTuple):
    """Sun, cloud and satellite, arrays of n [rad]: elevations of Sun and satellite at the cloud, how far the light is
    turned, and how far from level a mirror would have to lie."""

    sun_el_rad: np.ndarray
    view_el_rad: np.ndarray
    scattering_rad: np.ndarray
    tilt_rad: np.ndarray


def glint_geometry(cloud_ITRF_m: ArrayLike, satellite_ITRF_m: ArrayLike, sun_ITRF_m: ArrayLike) -> Glint:
    """The angles of sunlight that a cloud throws at a satellite, all three Earth-fixed, (3,) or (n, 3) [m].
    Raises ValueError for other shapes. docs/models/glint.md"""
    three = np.broadcast_arrays(*(np.atleast_2d(np.asarray(x, dtype=float))
                                  for x in (cloud_ITRF_m, satellite_ITRF_m, sun_ITRF_m)))
    return Glint(*_core.glint_geometry(*three))


def glint_intensity(sun_el_rad: ArrayLike, view_el_rad: ArrayLike, scattering_rad: ArrayLike,
                    area_m2: ArrayLike = 1e6, *, sun_W_m2: float = 6.0, optical_depth: float = 0.5,
                    asymmetry: float = 0.85, albedo: float = 0.6) -> np.ndarray:
    """Intensity [W/sr] of a level patch of cloud towards the satellite: light scattered once, Henyey and Greenstein's
    function, without the air above. Scalars or arrays of n; returns (n,); 0 where Sun or satellite are
    below the cloud's level. Raises ValueError for values that cannot be."""
    layer = np.array([sun_W_m2, optical_depth, asymmetry, albedo], dtype=float)
    return _core.glint_intensity(*together(sun_el_rad, view_el_rad, scattering_rad, area_m2), layer)


class GlintMap(NamedTuple):
    """Which orbits meet glint, arrays of the shape asked for: sees (the elevation is within the rule at some instant
    of the span), fits (and the scattering angle), both angles at the best moment and at the instant itself."""

    sees: np.ndarray
    fits: np.ndarray
    view_el_rad: np.ndarray
    scattering_rad: np.ndarray
    now_view_el_rad: np.ndarray
    now_scattering_rad: np.ndarray


def glint_map(utc: str, cloud: ArrayLike, raan_rad: ArrayLike, phase_rad: ArrayLike, *, perigee_m: float = 600e3,
              apogee_m: float = 39.7e6, inclination_rad: float = 1.0995574, arg_perigee_rad: float = 5.5152404,
              view_el_rad: tuple[float, float] = (0.0, 0.17453292519943295), scattering_max_rad: float = 0.8726646259971648,
              span_s: float = 900.0, step_s: float = 30.0) -> GlintMap:
    """Over planes and phases of one class of orbit: who looks at a cloud at a grazing angle and meets sunlight that it
    scatters forward, within span_s [s] of an instant?

    cloud: latitude, longitude [rad], height [m]; raan_rad and phase_rad: right ascension of the node and mean anomaly
    at the instant, any shapes that fit together, (n,) or (n, m). The orbit: perigee and apogee over the equator's
    radius [m]; the defaults are those of 1983 (docs/models/glint.md). Raises ValueError for an orbit or text that
    cannot be.
    """
    raan, phase = np.broadcast_arrays(np.asarray(raan_rad, dtype=float), np.asarray(phase_rad, dtype=float))
    low, high = _RE_M + perigee_m, _RE_M + apogee_m
    shape = np.array([(low + high) / 2, (high - low) / (high + low), inclination_rad, arg_perigee_rad])
    lat, lon, h = np.asarray(cloud, dtype=float)
    rule = np.array([*view_el_rad, scattering_max_rad, span_s, step_s])
    rows = _core.glint_map(utc, _core.geodetic_to_ecef(*together(lat, lon, h))[0], shape, np.ravel(raan), np.ravel(phase), rule)
    rows = rows.reshape(6, *raan.shape)
    return GlintMap(rows[0] > 0, rows[1] > 0, *rows[2:])


def transmission(height_m: ArrayLike, el_rad: ArrayLike, *, depth: float = 2.0,
                 scale_height_m: float = 4e3) -> np.ndarray:
    """Share of a plume's light that leaves clear air from height_m [m] along a line of elevation el_rad, also below
    the level: an exponential layer of optical depth `depth` straight up from sea level. Scalars or arrays of n;
    returns (n,). 0.2 % in the column (test_sense Band). Raises ValueError for a negative depth or scale height."""
    return _core.transmission(depth, scale_height_m, *together(height_m, el_rad))


def footprint(satellite_ITRF_m: ArrayLike, half_angle_rad: float, towards_ITRF_m: ArrayLike = (0.0, 0.0, 0.0),
              num_points: int = 180) -> np.ndarray:
    """The edge of what a cone sees of the Earth's ellipsoid, (n, 2) of latitude and longitude [rad] in order: the
    cone's edge where it meets the Earth, elsewhere the limb. satellite_ITRF_m (3,) [m]; the cone's middle points
    towards_ITRF_m (3,) [m], by default at the Earth's centre. Empty if it misses the Earth. Raises ValueError
    unless 0 < half_angle_rad < pi / 2 and num_points >= 3."""
    return _core.footprint(np.asarray(satellite_ITRF_m, dtype=float), np.asarray(towards_ITRF_m, dtype=float),
                           half_angle_rad, num_points)


def axes(z_ITRF: ArrayLike) -> np.ndarray:
    """The rotation matrix (3, 3) that turns Earth-fixed components into those of a sensor that looks along z_ITRF
    (3,): x to the east, y to the south."""
    return _core.infrared_axes(np.asarray(z_ITRF, dtype=float))


class StereoFix(NamedTuple):
    """Where two lines of sight put a source: r_ITRF_m (n, 3) [m], cov_ITRF_m2 (n, 3, 3) [m2], how far the lines miss
    each other [m], chi-square of the residual (one degree of freedom), the angle between the lines [rad]."""

    r_ITRF_m: np.ndarray
    cov_ITRF_m2: np.ndarray
    miss_m: np.ndarray
    chi_square: np.ndarray
    angle_rad: np.ndarray


def triangulate(r_a_ITRF_m: ArrayLike, axes_a: ArrayLike, seen_a: ArrayLike, r_b_ITRF_m: ArrayLike, axes_b: ArrayLike,
                seen_b: ArrayLike) -> StereoFix:
    """Places from the lines of sight of two satellites a and b, by least squares, with covariance.

    r: where each is (3,) [m]; axes: (3, 3) as `axes` gives them; seen: (n, 4) rows of u, v, sigma_u, sigma_v,
    row for row of one source. NaN where the lines are parallel or meet behind a satellite. Raises ValueError for
    other shapes, or directions with u^2 + v^2 >= 1. test_track Stereo: consistent.
    """
    a, b = (np.atleast_2d(np.asarray(x, dtype=float)) for x in (seen_a, seen_b))
    rows = _core.triangulate(*(np.asarray(x, dtype=float) for x in (r_a_ITRF_m, axes_a)), a,
                             *(np.asarray(x, dtype=float) for x in (r_b_ITRF_m, axes_b)), b)
    return StereoFix(rows[:, :3], rows[:, 3:12].reshape(-1, 3, 3), rows[:, 12], rows[:, 13], rows[:, 14])
