"""Tables of a run: columns by name."""
from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

import numpy as np


class Table(dict[str, np.ndarray]):
    """Columns by name, a dict of numpy arrays of one length; `pandas.DataFrame(table)` works.

    Columns end in their unit. Times [s] that never come are infinity, absent numbers NaN. Text is dtype
    object.
    """

    def __init__(self, name: str, columns: Mapping[str, np.ndarray]) -> None:
        """A table called `name` of columns of one length."""
        super().__init__(columns)
        self.name = name

    def __missing__(self, column: str) -> NoReturn:
        raise KeyError(f"{self.name} has no column {column!r}; it has {', '.join(self)}")

    @property
    def num_rows(self) -> int:
        """How many rows it has."""
        return len(next(iter(self.values()))) if self else 0

    def where(self, keep: np.ndarray) -> Table:
        """The rows that `keep` picks: n truth values, or indices in the order wanted."""
        return Table(self.name, {k: v[keep] for k, v in self.items()})

    def without(self, *columns: str) -> Table:
        """The same without some columns."""
        return Table(self.name, {k: v for k, v in self.items() if k not in columns})

    def __repr__(self) -> str:
        return f"<{self.name}: {self.num_rows} rows of {', '.join(self)}>"
