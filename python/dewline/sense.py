"""Radar detection: exact Marcum and Swerling probabilities."""
from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from . import _core


def _together(*arrays: ArrayLike) -> list[np.ndarray]:
    return [a.ravel() for a in np.broadcast_arrays(*[np.asarray(a, dtype=float) for a in arrays])]


def prob_detect(snr_db: ArrayLike, prob_fa: ArrayLike, num_pulses: int = 1, swerling: int = 1) -> np.ndarray:
    """Probability that num_pulses pulses added without phase cross the threshold of prob_fa.

    snr_db: mean single-pulse SNR [dB], scalar or array of n; swerling 0 (steady) to 4. Returns (n,). Error < 1e-9.
    """
    return _core.prob_detect(*_together(snr_db, prob_fa), num_pulses, swerling)


def required_snr_db(prob_detect: ArrayLike, prob_fa: ArrayLike, num_pulses: int = 1, swerling: int = 1) -> np.ndarray:
    """The mean single-pulse SNR [dB] that gives prob_detect; the inverse of `prob_detect`. Returns (n,)."""
    return _core.required_snr_db(*_together(prob_detect, prob_fa), num_pulses, swerling)
