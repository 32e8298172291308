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
