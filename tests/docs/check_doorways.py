#!/usr/bin/python3
"""The doorway rule, checked on what the compiler really read.

usage: check_doorways.py BUILD_DIR [--ninja NINJA] [--sources DIR]

The list is that of `ninja -t deps`: transitive, and of the flags that were used. Every object made from a file of
src/dewline/<room>/ is checked, and every header by an object of its own (headers_alone/<room>/) or by the source of its name. With --sources every file of
that folder must have been checked. Exit code 1 and one line per forbidden include.
"""
import argparse
import pathlib
import re
import subprocess
import sys

SUPPORT = {"base": set(), "earth": {"base"}, "orbit": {"base", "earth"}}
FLOW = ["truth", "sense", "net", "track", "catalog", "warn"]  # in the order of the way through
LATER = ["record", "run", "survey", "study", "io", "report"] # may include any header of an earlier room
DOORWAYS = {"truth/view.hpp", "sense/scan.hpp", "track/picture.hpp", "catalog/notice.hpp", "warn/alert.hpp"}
LABELS = "sense/labels.hpp"
BLIND = {"net", "track", "catalog", "warn"}        # these never see truth, by any way
INSIDE = re.compile(r"(?:^|/)(?:src/dewline|headers_alone)/([a-z]+)/([^\s:]+)$")


def allowed(room, other, header):
    """May a file of `room` see `header` (a path like "sense/scan.hpp") of the room `other`?"""
    if other == room:
        return True
    if room in SUPPORT:
        return other in SUPPORT[room]
    if other in SUPPORT:
        return True
    if room in FLOW:
        if room in BLIND and other == "truth":
            return False
        earlier = other in FLOW and FLOW.index(other) < FLOW.index(room)
        return earlier and (other == "net" or header in DOORWAYS)
    if room in LATER:
        return other in FLOW or (other in LATER and LATER.index(other) < LATER.index(room))
    return False  # a room that this file does not know: add it above


def read_deps(text):
    """Yields (object, [dependency, ...]); ninja names the source first."""
    target, deps = None, []
    for line in text.splitlines() + [""]:
        if line.startswith("    "):
            deps.append(line.strip())
        elif line and not line[0].isspace():
            target = line.split(":")[0]
        elif not line and target:
            yield target, deps
            target, deps = None, []


def offences(text, build):
    checked, bad = set(), set()
    for _, deps in read_deps(text):
        source = INSIDE.search(deps[0]) if deps else None
        if not source or not (build / deps[0]).exists():  # an object whose source is gone stays in ninja's list
            continue
        room, name = source.groups()
        checked.add(f"{room}/{name}")
        for dep in deps[1:]:
            match = INSIDE.search(dep)
            if match and not allowed(room, match.group(1), f"{match.group(1)}/{match.group(2)}"):
                bad.add(f"{room}/{name} sees {match.group(1)}/{match.group(2)}")
    return checked, sorted(bad)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--ninja", default="ninja")
    parser.add_argument("--sources", type=pathlib.Path)
    args = parser.parse_args()
    text = subprocess.run([args.ninja, "-C", args.build, "-t", "deps"], check=True, capture_output=True, text=True).stdout
    checked, bad = offences(text, args.build)
    for line in bad:
        print(f"forbidden include: {line}")
    there = {p.relative_to(args.sources).with_suffix(".cpp").as_posix() for p in args.sources.rglob("*.[ch]pp")} \
        if args.sources else set()
    for name in sorted(there - checked):
        print(f"not checked: {name} has no object in this build")
    print(f"{len(checked)} files checked, {len(bad)} forbidden includes")
    return 1 if bad or not checked or there - checked else 0


if __name__ == "__main__":
    sys.exit(main())
