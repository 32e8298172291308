#!/usr/bin/python3
"""net, track and warn cannot reach truth: a program that asks truth::View something does not link with their libraries,
and no object in them asks for a symbol of truth.

usage: check_blind.py CXX INCLUDE_DIR LIBRARY...
"""
import pathlib
import re
import subprocess
import sys
import tempfile

CHEAT = """#include "dewline/truth/view.hpp"
unsigned peek(const dewline::truth::View& view) { return view.num_objects(); }
int main(int n, char** words) { return static_cast<int>(peek(*reinterpret_cast<dewline::truth::View*>(words[n - 1]))); }
"""


def main():
    cxx, include, *libraries = sys.argv[1:]
    wrong = [] if libraries else ["no libraries given: nothing was checked"]
    with tempfile.TemporaryDirectory() as name:
        source, obj = pathlib.Path(name) / "cheat.cpp", pathlib.Path(name) / "cheat.o"
        source.write_text(CHEAT)
        subprocess.run([cxx, "-std=c++20", "-I", include, "-c", source, "-o", obj], check=True)
        for library in libraries:
            link = subprocess.run([cxx, obj, library, "-o", obj.with_suffix("")], capture_output=True, text=True)
            if link.returncode == 0 or "undefined reference to `dewline::truth::View::num_objects" not in link.stderr:
                wrong.append(f"{pathlib.Path(library).name} brings truth along: {link.stderr or 'it linked'}")
    for library in libraries:
        symbols = subprocess.run(["nm", "-C", library], check=True, capture_output=True, text=True).stdout
        for line in sorted(set(re.findall(r"dewline::truth::\w+.*", symbols))):
            wrong.append(f"{pathlib.Path(library).name} names {line}")
    print("\n".join(wrong) or f"{len(libraries)} libraries, none reaches truth")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
