"""Radar detection: exact Marcum and Swerling probabilities."""
from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from . import _core
from ._arrays import together


def prob_detect(snr_db: ArrayLike, prob_fa: ArrayLike, num_pulses: ArrayLike = 1, swerling: ArrayLike = 1) -> np.ndarray:
    """Probability that num_pulses pulses added without phase cross the threshold of prob_fa.

    snr_db: mean single-pulse SNR [dB]; swerling 0 (steady) to 4. Scalars or arrays of n; returns (n,). Error < 1e-9.
    Raises ValueError outside prob_fa [1e-15, 0.9], num_pulses 1 to 10000, or on NaN.
    """
    return _core.prob_detect(*together(snr_db, prob_fa, num_pulses, swerling))


def required_snr_db(prob_detect: ArrayLike, prob_fa: ArrayLike, num_pulses: ArrayLike = 1,
                    swerling: ArrayLike = 1) -> np.ndarray:
    """The mean single-pulse SNR [dB] that gives prob_detect; the inverse of `prob_detect`. Returns (n,)."""
    return _core.required_snr_db(*together(prob_detect, prob_fa, num_pulses, swerling))
