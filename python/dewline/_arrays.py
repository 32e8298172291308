"""Scalars or arrays in, arrays out."""
from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def together(*arrays: ArrayLike) -> list[np.ndarray]:
    """One-dimensional float arrays of one length: scalars are repeated. Raises ValueError if lengths
    differ."""
    return [a.ravel() for a in np.broadcast_arrays(*[np.asarray(a, dtype=float) for a in arrays])]
