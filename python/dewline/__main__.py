"""The command line program, `dewline` or `python -m dewline`: hands over to the compiled program."""
from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from . import _core
from ._paths import data_dir


def program() -> Path:
    """The compiled program: the package's own, else the one built beside the module, else the source
    tree's."""
    here, source = Path(__file__).parent, Path(_core.source_dir)
    places = [here / "bin/dewline", here.parents[1] / "apps/dewline", source / "build/release/apps/dewline"]
    found = next((p for p in places if p.is_file()), None)
    if found is None:
        looked = ", ".join(map(str, places))
        raise FileNotFoundError(f"the program dewline is in none of {looked}; `./dw run` builds it")
    return found


def main() -> NoReturn:
    """Runs it in place of this process, with this process's arguments."""
    os.environ.setdefault("DEWLINE_DATA", os.fspath(data_dir()))
    os.environ.setdefault("DEWLINE_PROGRAM_NAME", "dewline")
    os.execv(program(), ["dewline", *sys.argv[1:]])


if __name__ == "__main__":
    main()
