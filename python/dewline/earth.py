"""Earth: ellipsoid, frames, atmosphere. Angles in radians, lengths in metres, WGS84."""
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from . import _core
from ._arrays import together


def geodetic_to_ecef(lat_rad: ArrayLike, lon_rad: ArrayLike, h_m: ArrayLike) -> np.ndarray:
    """Geodetic latitude, longitude (east positive) and height above the ellipsoid to Earth-fixed (ITRF)
    position.

    Scalars or arrays of n; returns (n, 3) [m]. Accuracy 1e-6 m (known_earth tests).
    """
    return _core.geodetic_to_ecef(*together(lat_rad, lon_rad, h_m))


def ecef_to_geodetic(r_m: ArrayLike) -> np.ndarray:
    """Earth-fixed (ITRF) position, (3,) or (n, 3) [m], to (n, 3) of lat_rad, lon_rad, h_m above WGS84.
    Raises ValueError for other shapes. The inverse of `geodetic_to_ecef` to 1e-13 rad and 1e-6 m."""
    return _core.ecef_to_geodetic(np.asarray(r_m, dtype=float))


def gcrf_to_itrf(utc: str, ut1_utc_s: float = 0.0, xp_rad: float = 0.0, yp_rad: float = 0.0,
                 dx_rad: float = 0.0, dy_rad: float = 0.0) -> np.ndarray:
    """The rotation matrix (3, 3) that turns inertial (GCRF) components into Earth-fixed (ITRF) ones at a
    UTC instant (`1995-01-25T06:24:00`), IAU 2006/2000A by ERFA with the given Earth orientation [s, rad].
    Accuracy 1e-10. Raises ValueError for text that is no instant."""
    return _core.gcrf_to_itrf(utc, ut1_utc_s, xp_rad, yp_rad, dx_rad, dy_rad)


class Air(NamedTuple):
    """Columns of the standard atmosphere; also by name: air["density_kg_m3"]."""

    temperature_K: np.ndarray
    pressure_Pa: np.ndarray
    density_kg_m3: np.ndarray
    sound_speed_m_s: np.ndarray

    def __getitem__(self, key: int | slice | str) -> np.ndarray:  # type: ignore[override]
        return getattr(self, key) if isinstance(key, str) else tuple.__getitem__(self, key)


def ussa76(h_m: ArrayLike) -> Air:
    """US Standard Atmosphere 1976 at geometric heights [m], 0 to 1000 km: temperature [K], pressure [Pa],
    density [kg/m3], speed of sound [m/s], arrays of n each. Higher there is no air: pressure and density
    are 0."""
    return Air(*_core.ussa76(*together(h_m)))
