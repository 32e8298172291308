"""Where the library, the shipped scenarios and the page of the report lie."""
from __future__ import annotations

import os
from pathlib import Path

from . import _core


def share_dir() -> Path:
    """The folder that holds `data` and `scenarios`: the package's own, else the source tree."""
    own = Path(__file__).parent / "share"
    return own if (own / "data").is_dir() else Path(_core.source_dir)


def data_dir() -> Path:
    """The library of types and sources: $DEWLINE_DATA, else the one that came with this package.

    Raises FileNotFoundError if it is not there (a source tree that has moved: set DEWLINE_DATA).
    """
    folder = Path(os.environ.get("DEWLINE_DATA") or share_dir() / "data")
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: no such folder; DEWLINE_DATA names the folder `data` of Dewline")
    return folder


def scenario_file(name: str) -> Path:
    """The file of a shipped scenario; it need not exist."""
    return data_dir().parent / "scenarios" / f"{name}.yaml"


def scenarios() -> list[str]:
    """Names of the shipped scenarios, for `load`, in alphabetical order."""
    return sorted(f.stem for f in scenario_file("x").parent.glob("*.yaml"))


def page() -> Path:
    """The empty page that a report is made from: $DEWLINE_PAGE, else the package's, else the source
    tree's. Raises FileNotFoundError if it was never built."""
    places = [share_dir() / "web/report.html", Path(_core.source_dir) / "build/web/report.html"]
    if given := os.environ.get("DEWLINE_PAGE"):
        places = [Path(given)]
    found = next((p for p in places if p.is_file()), None)
    if found is None:
        raise FileNotFoundError(f"{places[0]}: the report's page is not built; `./dw run` in the source tree builds it")
    return found
