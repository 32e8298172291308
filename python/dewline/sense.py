"""Radar: exact Marcum and Swerling detection probabilities, and what the air does to a ray."""
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from . import _core
from ._arrays import together


def prob_detect(snr_db: ArrayLike, prob_fa: ArrayLike, num_pulses: ArrayLike = 1,
                swerling: ArrayLike = 1) -> np.ndarray:
    """Probability that num_pulses pulses added without phase cross the threshold of prob_fa.

    snr_db: mean single-pulse SNR [dB]; swerling 0 (steady) to 4. Scalars or arrays of n; returns (n,). Error
    < 1e-9. Raises ValueError outside prob_fa [1e-15, 0.9], num_pulses 1 to 10000, or on NaN.
    """
    return _core.prob_detect(*together(snr_db, prob_fa, num_pulses, swerling))


def prob_detect_by_table(snr_db: ArrayLike, prob_fa: float, num_pulses: int = 1, swerling: int = 1) -> np.ndarray:
    """The Pd of one detector at many SNR: as `prob_detect`, by a table made for the call, so that a million values
    take milliseconds.

    snr_db: scalar or array of n [dB]; prob_fa, num_pulses and swerling are one number each. Returns (n,).
    Absolute error < 1e-8 (laws_sense PdTable): a Pd as small as that keeps no digit. Raises as `prob_detect`.
    """
    return _core.prob_detect_by_table(*together(snr_db), prob_fa, num_pulses, swerling)


class Looks(NamedTuple):
    """One look at each target, arrays of n."""

    range_m: np.ndarray
    u: np.ndarray
    v: np.ndarray
    w: np.ndarray
    snr: np.ndarray
    prob_detect: np.ndarray
    inside: np.ndarray


def looks(r_ITRF_m: ArrayLike, rcs_m2: ArrayLike, *, site: ArrayLike, boresight_rad: float, tilt_rad: float,
          width_rad: float, elevation_rad: ArrayLike, reference_range_m: float, reference_snr_db: float,
          max_range_m: float, min_range_m: float = 0.0, scan_loss_exponent: float = 2.0, prob_fa: float = 1e-6,
          num_pulses: int = 1, swerling: int = 1, target_h_m: float = 1e6) -> Looks:
    """What one radar face sees of many targets: range, direction cosines in the face's axes (x to the left from
    behind, z along the boresight), mean single-pulse SNR (linear), Pd of one look, and whether the target is inside the
    sector, elevations and ranges; outside, snr and prob_detect are 0.

    r_ITRF_m: (3,) or (n, 3) [m]; rcs_m2: one number or (n,); site: latitude, longitude [rad], height [m]; boresight
    azimuth and tilt, width of the sector [rad]; elevation_rad: lowest and highest apparent elevation, made geometric
    by refraction for targets at target_h_m [m]. 1 m2 at reference_range_m [m] on boresight has reference_snr_db [dB].
    Raises ValueError for values outside their bounds. docs/models/radar-detection.md, test_sense Looks.
    """
    face = [boresight_rad, tilt_rad, width_rad, *np.asarray(elevation_rad, dtype=float)]
    reach = [reference_range_m, reference_snr_db, min_range_m, max_range_m]
    rows = _core.looks(np.asarray(r_ITRF_m, dtype=float), np.asarray(rcs_m2, dtype=float), np.asarray(site, dtype=float),
                       np.asarray(face), np.asarray(reach), scan_loss_exponent, prob_fa, num_pulses, swerling, target_h_m)
    return Looks(*rows[:6], rows[6] != 0)


def required_snr_db(prob_detect: ArrayLike, prob_fa: ArrayLike, num_pulses: ArrayLike = 1,
                    swerling: ArrayLike = 1) -> np.ndarray:
    """The mean single-pulse SNR [dB] that gives prob_detect; the inverse of `prob_detect`. Returns (n,).

    Same arguments, shapes and errors; the digits of the published table (known_sense).
    """
    return _core.required_snr_db(*together(prob_detect, prob_fa, num_pulses, swerling))


class Rays(NamedTuple):
    """What a radar measures against what is there, arrays of n."""

    true_el_rad: np.ndarray
    el_error_rad: np.ndarray
    true_range_m: np.ndarray
    range_error_m: np.ndarray


def refraction(apparent_el_rad: ArrayLike, target_h_m: ArrayLike, site_h_m: float = 0.0,
               earth_radius_m: float = 6371e3) -> Rays:
    """Rays that leave a site at an apparent elevation, traced to a height through the CRPL exponential
    atmosphere over a sphere: the straight line's true_el_rad and true_range_m; apparent minus true elevation,
    el_error_rad; and the excess of the path over the straight range, range_error_m.

    apparent_el_rad from the horizon of an elevated site (`propagation.horizon_el_rad`) to pi/2; below 0 the ray
    dips and rises again to target_h_m, which lies above site_h_m otherwise [m]; scalars or arrays of n, returns
    arrays of n. Within 0.01 microradian and 2 mm of the reference table (known_sense). Raises ValueError
    outside. docs/models/refraction.md.
    """
    return Rays(*_core.refraction(*together(apparent_el_rad, target_h_m), site_h_m, earth_radius_m))
