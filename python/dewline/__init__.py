"""Dewline: what would a missile-warning network see, when, how sure could it be, and why?

A simulation from the open literature, not real-world data.

    import dewline as dw, pandas as pd
    s = dw.load("norwegian-rocket-1995")
    run = s.run(seed=1)
    print(run.headline)
    ledger = pd.DataFrame(run.ledger)
    print(run.why("moscow", "declared"))
    det = run.detections(centre="moscow")     # no truth in it

Units are SI and in the names: `_m`, `_s`, `_m_s`, `_rad`, `_db`. Times count seconds from the scenario's epoch.
"""
from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from . import _core, earth, orbit, sense
from ._core import RecordError, ScenarioError

__version__: str = _core.version
__all__ = ["Run", "Scenario", "Table", "RecordError", "ScenarioError", "data_dir", "earth", "load", "orbit",
           "read_run", "scenarios", "sense"]


def data_dir() -> Path:
    """The library of types and sources: $DEWLINE_DATA, else that of the source tree."""
    return Path(os.environ.get("DEWLINE_DATA") or Path(_core.source_dir) / "data")


def scenarios() -> list[str]:
    """Names of the shipped scenarios, for `load`."""
    return sorted(f.stem for f in (data_dir().parent / "scenarios").glob("*.yaml"))


class Table(dict):
    """Columns by name, a dict of numpy arrays of one length; `pandas.DataFrame(table)` works. Times that never come
    are infinity, absent numbers NaN."""

    def __init__(self, name: str, columns: Mapping[str, np.ndarray]) -> None:
        super().__init__(columns)
        self.name = name

    def __missing__(self, column: str) -> np.ndarray:
        raise KeyError(f"{self.name} has no column {column!r}; it has {', '.join(self)}")

    @property
    def num_rows(self) -> int:
        return len(next(iter(self.values()))) if self else 0

    def where(self, keep: np.ndarray) -> Table:
        """The rows that `keep` picks: truth values or indices."""
        return Table(self.name, {k: v[keep] for k, v in self.items()})

    def without(self, *columns: str) -> Table:
        """The same without some columns."""
        return Table(self.name, {k: v for k, v in self.items() if k not in columns})

    def __repr__(self) -> str:
        return f"<{self.name}: {self.num_rows} rows of {', '.join(self)}>"


class Run:
    """One recorded run. Every table of the run file is an attribute: `run.ledger`, `run.tracks`, `run.scans` ...

    Tables of truth (`truth_samples`, `labels`, `windows`, `milestones`) are kept apart: no other table holds truth
    but the ledger, which marks such rows in its column `truth`.
    """

    def __init__(self, core: Any) -> None:
        self._core = core
        self._tables: dict[str, Table] = {}

    @property
    def tables(self) -> list[str]:
        """Names of all tables."""
        return self._core.names()

    def table(self, name: str) -> Table:
        """A table by name. Raises RecordError if the run has none of that name."""
        if name not in self._tables:
            self._tables[name] = Table(name, self._core.table(name))
        return self._tables[name]

    def __getattr__(self, name: str) -> Table:
        if name.startswith("_") or name not in self._core.names():
            raise AttributeError(f"a run has no table {name!r}; it has {', '.join(self._core.names())}")
        return self.table(name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._core.names()]

    @property
    def ledger(self) -> Table:
        """The warning ledger: when each step came at each centre, and what it waited for."""
        return self.table("ledger")

    @property
    def truth(self) -> Table:
        """Where each object really was (Earth-fixed, ITRF)."""
        return self.table("truth_samples")

    @property
    def headline(self) -> str:
        """The answer in one sentence."""
        return self._core.headline

    @property
    def hash(self) -> str:
        """Content hash of all tables: equal hash, equal rows."""
        return self._core.hash

    def detections(self, centre: str) -> Table:
        """What reached a centre, in the order in which it became known. No truth in it."""
        table = self.table("detections")
        mine = table.where((table["centre"] == centre) & np.isfinite(table["known_s"]))
        return mine.where(np.argsort(mine["known_s"], kind="stable"))

    def why(self, centre: str, step: str, object: str = "") -> str:  # noqa: A002 - the ledger's word
        """The evidence behind a step of the ledger, for and against, and what it waited for."""
        return self._core.why(centre, step, object)

    def save(self, file: str | os.PathLike[str]) -> None:
        """Writes all tables as a DuckDB file; an existing file is an error."""
        self._core.save(os.fspath(file))

    def __repr__(self) -> str:
        return f"<Run {self.hash}: {self.headline}>"


class Scenario:
    """A checked scenario."""

    def __init__(self, core: Any) -> None:
        self._core = core

    @property
    def name(self) -> str:
        return self._core.name

    @property
    def title(self) -> str:
        return self._core.title

    @property
    def hash(self) -> str:
        """Hash of the resolved file."""
        return self._core.hash

    @property
    def resolved(self) -> str:
        """The file with all defaults, types and sources, as YAML."""
        return self._core.resolved

    def run(self, seed: int = 1, run: int = 0) -> Run:
        """Runs it and records everything. Same seed and run, same rows, on any number of threads."""
        return Run(self._core.run(seed, run))

    def bands(self, repeats: int = 200, seed: int = 1, threads: int = 0) -> list[dict[str, Any]]:
        """Ledger statistics over quick repeats: how often each step happened (exact 95 % interval) and, if it did,
        median and middle 90 % of the time at which the centre knew it [s]."""
        return self._core.bands(seed, repeats, threads)

    def __repr__(self) -> str:
        return f"<Scenario {self.name} {self.hash[:8]}: {self.title}>"


def load(path: str | os.PathLike[str], **overrides: str) -> Scenario:
    """Reads and checks a scenario file, or a shipped scenario by name.

    Keyword arguments change values by path with `__` for dots: `load(f, centres__moscow__stand_down="1 min")`;
    paths with other signs go in as `load(f, **{"sensors.olenegorsk.revisit": "5 s"})`.
    Raises ScenarioError with file, line, key, value, bound and hint of everything that is wrong.
    """
    file = Path(path)
    if not file.is_file() and (shipped := data_dir().parent / "scenarios" / f"{file}.yaml").is_file():
        file = shipped
    sets = [f"{key.replace('__', '.')}={value}" for key, value in overrides.items()]
    return Scenario(_core.load(os.fspath(file), sets, os.fspath(data_dir())))


def read_run(path: str | os.PathLike[str]) -> Run:
    """Reads a run folder (or its run.duckdb) back."""
    return Run(_core.read_run(os.fspath(path)))
