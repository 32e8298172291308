"""Scenarios: read, checked, run."""
from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from . import _core
from ._paths import data_dir, scenario_file
from ._run import Run


class Scenario:
    """A checked scenario, from `load`."""

    def __init__(self, core: _core.Scenario) -> None:
        """Not for users: `load` makes scenarios."""
        self._core = core

    @property
    def name(self) -> str:
        """Short name: the file's, unless the file gives one."""
        return self._core.name

    @property
    def title(self) -> str:
        """What it is, in one line."""
        return self._core.title

    @property
    def question(self) -> str:
        """The question that a run answers; may be empty."""
        return self._core.question

    @property
    def purpose(self) -> str:
        """Why the scenario exists; may be empty."""
        return self._core.purpose

    @property
    def epoch(self) -> str:
        """The UTC instant that times count from, as `1995-01-25T06:24:00Z`."""
        return self._core.epoch

    @property
    def eop(self) -> dict[str, float]:
        """Earth orientation at the epoch, as keywords of `earth.gcrf_to_itrf`: ut1_utc_s, xp_rad, yp_rad,
        dx_rad, dy_rad."""
        return self._core.eop

    @property
    def hash(self) -> str:
        """Hash of the resolved file, 16 hexadecimal digits."""
        return self._core.hash

    @property
    def resolved(self) -> str:
        """The file with all defaults, types and sources, as YAML."""
        return self._core.resolved

    def run(self, seed: int = 1, run: int = 0) -> Run:
        """Runs it and records everything. Same seed and run number, same rows, on any number of threads;
        the repeats of `bands` are the runs 1, 2, 3 ... of their seed. Ctrl-C stops it (KeyboardInterrupt)."""
        return Run(self._core.run(seed, run))

    def bands(self, repeats: int = 200, seed: int = 1, threads: int = 0) -> list[dict[str, Any]]:
        """Ledger statistics over quick repeats, a dict for each centre, object, step and state: it happened
        in `happened` of `runs`; exact 95 % interval of that share prob_low, prob_high; and, where it
        happened, the time at which the centre knew it [s]: known_median_s, and known_low_s, known_high_s, the
        middle 90 %.

        threads 0: all cores. The result does not depend on threads.
        """
        return self._core.bands(seed, repeats, threads)

    def compare(self, repeats: int = 50, seed: int = 1, threads: int = 0) -> list[dict[str, Any]]:
        """What each variant of the file's `study.compare` is worth, under the same seeds; empty without one.

        A dict for each variant, centre, step and state: it happened in `happened` of `runs` (exact 95 %
        interval of that share prob_low, prob_high); when the centre knew it, impact less that, and impact
        less the decision of those who are warned (known_, warning_, time_left_ with median_s, low_s, high_s
        [s]: median and middle 90 %, NaN if there is none); how much sooner than in the variant compared
        against (gained_median_s ..., over num_pairs seeds in which both have it; num_only_here,
        num_only_there: seeds in which one alone has it); num_false: declarations about nothing that comes
        down on the centre's assets. `pandas.DataFrame(s.compare())` works.

        threads 0: all cores. The result does not depend on threads. Raises ScenarioError if a variant's
        changes are wrong.
        """
        return self._core.compare(seed, repeats, threads)

    def __repr__(self) -> str:
        return f"<Scenario {self.name} {self.hash[:8]}: {self.title}>"


def load(path: str | os.PathLike[str], **overrides: str) -> Scenario:
    """Reads and checks a scenario file, or a shipped scenario by name (`scenarios()`).

    Keyword arguments change values by path with `__` for dots: `load(f, centres__moscow__stand_down="1
    min")`; paths with other signs go in as `load(f, **{"sensors.olenegorsk.revisit": "5 s"})`. Values carry
    their unit. Raises ScenarioError with file, line, key, value, bound and hint of everything that is wrong.
    """
    file = Path(path)
    if not file.is_file() and (shipped := scenario_file(os.fspath(path))).is_file():
        file = shipped
    sets = [f"{key.replace('__', '.')}={value}" for key, value in overrides.items()]
    return Scenario(_core.load(os.fspath(file), sets, os.fspath(data_dir())))
