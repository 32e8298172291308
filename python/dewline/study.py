"""What an architecture's warning costs: false alerts a year, misses and delay of every rule set.

    r = dw.study.false_alarms("false-alarm-1980", episodes=200)
    pd.DataFrame(r.rows)                  # one row for each rule set, centre and state
    r.causes, r.counts

Episodes are conditional on a cause, so that one false alert in a million years can be counted. docs/models/false-alarms.md
"""
from __future__ import annotations

import os
from typing import Any, Union

import numpy as np

from . import _core
from ._paths import data_dir
from ._scenario import Scenario, load

Column = Union[np.ndarray, list]
"""Numbers as an array, words as a list."""


class FalseAlarms:
    """The answer of `false_alarms`."""

    def __init__(self, made: dict[str, Any]) -> None:
        """Not for users: `false_alarms` makes it."""
        self._made = made

    @property
    def rows(self) -> dict[str, Column]:
        """Columns, each (n,): rules, centre, state (words); false_per_year with its 95 % interval from counting (low,
        high) and its range over disputed rates (disputed_low, disputed_high); alerts_per_year (every manifestation);
        tree_per_year (the fault tree; NaN: no tree); miss (share of attacks never declared) and delay_s (median; NaN:
        never, or no attack)."""
        return self._made["rows"]

    @property
    def causes(self) -> list[dict[str, Any]]:
        """name, kind, per_year, disputed (least, greatest), num_manifestations of each cause."""
        return self._made["causes"]

    @property
    def counts(self) -> list[dict[str, Any]]:
        """Published counts with the model's mean (expected) and its middle 90 % (low, high)."""
        return self._made["counts"]

    @property
    def pairs(self) -> list[list[str]]:
        """The causes that were simulated two at once."""
        return self._made["pairs"]

    @property
    def window_s(self) -> float:
        """How long an episode lasts [s]."""
        return self._made["window_s"]


def false_alarms(scenario: Scenario | str | os.PathLike[str], *, episodes: int = 40, seed: int = 1,
                 threads: int = 0) -> FalseAlarms:
    """False alerts a year, misses and delay under the scenario's own rules and every rule set of the library.

    episodes: of each cause, of each pair of causes, and runs with the attack. threads: 0 takes all; the result does not
    depend on it. Raises ValueError if nothing in the scenario could raise a false alarm.
    """
    given = scenario if isinstance(scenario, Scenario) else load(scenario)
    return FalseAlarms(_core.false_alarms(given.resolved, episodes, seed, threads, os.fspath(data_dir())))
