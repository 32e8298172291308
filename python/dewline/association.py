"""Which detection belongs to which track: the best assignment, the k best, and probabilities over all of
them.

A pairing is a track, a detection and a gain: the log-likelihood ratio of "this track's detection" against
"the track was missed and the detection is false". What is not listed is forbidden.
docs/models/association.md
"""
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from . import _core
from ._arrays import together


def _problem(track: ArrayLike, detection: ArrayLike, gain: ArrayLike, num_tracks: int | None,
             num_detections: int | None) -> tuple[int, int, np.ndarray]:
    rows = np.stack(together(track, detection, gain), axis=1) if np.size(gain) else np.empty((0, 3))
    counts = [int(rows[:, i].max()) + 1 if n is None and len(rows) else int(n or 0)
              for i, n in enumerate((num_tracks, num_detections))]
    return counts[0], counts[1], rows


def assign(track: ArrayLike, detection: ArrayLike, gain: ArrayLike, num_tracks: int | None = None,
           num_detections: int | None = None) -> np.ndarray:
    """By track, the index of the pairing that it takes, or -1: an integer array of `num_tracks` (by
    default, the greatest number in the list and one). Each detection is taken once at most; the sum of
    gains (no unit: `gain` [nat]) is the greatest possible; a gain <= 0 is never taken. Raises ValueError
    for numbers out of range and gains that are NaN or +infinity."""
    return _core.assign(*_problem(track, detection, gain, num_tracks, num_detections)).astype(int)


def assign_dense(cost: ArrayLike) -> np.ndarray:
    """By row of the matrix (n, m), the column that it takes: an integer array, -1 where there are fewer
    columns than rows. The sum of costs is the least possible. Raises ValueError for other shapes and costs
    that are not finite."""
    return _core.assign_dense(np.asarray(cost, dtype=float)).astype(int)


class Ranked(NamedTuple):
    """Joint assignments, the best first: total gains (h,) [nat], and by track the index of the pairing or
    -1 (h, tracks)."""

    gain: np.ndarray
    taken: np.ndarray


def k_best(track: ArrayLike, detection: ArrayLike, gain: ArrayLike, k: int, num_tracks: int | None = None,
           num_detections: int | None = None) -> Ranked:
    """The k joint assignments of greatest total gain [nat], or all if there are fewer, from arrays of n
    pairings. Negative gains are allowed choices. Raises ValueError as `assign` does, and if a track has
    the same detection twice."""
    gains, taken = _core.k_best(*_problem(track, detection, gain, num_tracks, num_detections), k)
    return Ranked(gains, taken.astype(int))


class Probabilities(NamedTuple):
    """Probability of each pairing; of each track that it takes none; of each detection that nobody takes
    it. Clusters summed exactly, approximated, and of those not settled."""

    pairing: np.ndarray
    missed: np.ndarray
    nobody: np.ndarray
    num_exact: int
    num_approximate: int
    num_unsettled: int


def joint_probabilities(track: ArrayLike, detection: ArrayLike, gain: ArrayLike,
                        num_tracks: int | None = None,
                        num_detections: int | None = None, *, max_states: int = 4096) -> Probabilities:
    """Probability of each of n pairings over all joint events, an event weighing the product of exp(gain
    [nat]): arrays. Exact in clusters of up to `max_states` sets of detections (1e-12), else by belief
    propagation. Raises ValueError as `k_best` does."""
    problem = _problem(track, detection, gain, num_tracks, num_detections)
    return Probabilities(**_core.joint_probabilities(*problem, max_states))


def single_probabilities(track: ArrayLike, detection: ArrayLike, gain: ArrayLike,
                         num_tracks: int | None = None,
                         num_detections: int | None = None) -> Probabilities:
    """Probability of each of n pairings with each track alone, as if the others were not there (PDA):
    arrays; `gain` [nat]. Raises ValueError as `assign` does."""
    problem = _problem(track, detection, gain, num_tracks, num_detections)
    return Probabilities(**_core.single_probabilities(*problem))
