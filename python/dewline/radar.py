"""How a radar spends its time, and ranges of a transmitter that stands elsewhere. docs/models/radar-budget.md.

Scalars or arrays of n, returns arrays; ValueError outside the stated ranges.
"""
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from . import _core
from ._arrays import together


class Pulses(NamedTuple):
    """The pulse of one dwell: its width, how long the radar then listens, and how many pulses in as many directions
    share that."""

    width_s: float
    listen_s: float
    num_shared: int = 1

    @property
    def dwell_s(self) -> float:
        """The time of one dwell."""
        return self.width_s + self.listen_s / self.num_shared


class Spent(NamedTuple):
    """Frames by kind of work (search, confirm, track, idle): dwells wanted and done, time, and the part of it in
    which the face transmits; arrays of (frames, 4)."""

    num_wanted: np.ndarray
    num_done: np.ndarray
    time_s: np.ndarray
    transmit_s: np.ndarray


def spent(search: Pulses, confirm: Pulses, track: Pulses, num_positions: float, num_false: float = 0.0,
          num_background: float = 0.0, revisit_s: float = 10.0, duty: float = 1.0, num_frames: int = 100,
          seed: int = 1) -> Spent:
    """The ledger of one face that meets nothing but noise: num_false crossings of a whole search (mean), and
    num_background satellites that it follows. Confirmation comes first, then track, then search."""
    rows = _core.radar_spent(*(np.array(w, dtype=float) for w in (search, confirm, track)), num_positions,
                             num_false, num_background, revisit_s, duty, num_frames, seed)
    return Spent(*np.moveaxis(rows, 2, 0))


def receiver_range(range_sum_m: ArrayLike, baseline_m: float, cos_angle: ArrayLike) -> np.ndarray:
    """Range from the receiver of a target whose ways to transmitter and receiver add up to range_sum_m [m];
    cos_angle: of the angle at the receiver between transmitter and target."""
    sums, cosines = together(range_sum_m, cos_angle)
    return _core.receiver_range(sums, baseline_m, cosines)
