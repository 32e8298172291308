#!/usr/bin/python3
"""Writes docs/validation.md to standard output: the published cases, the tests that hold them, and how closely.

Everything is read from tests/known/*.cpp (test names, tables read, bounds stated) and from the headers of tests/known/data.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
KNOWN = ROOT / "tests" / "known"
HEAD = """# Validation

Published cases, the tests that hold the models to them, and the bounds that those tests state. Written by `docs/make_validation.py`
from the tests themselves; the test `docs.validation` fails when this page is not current (`./dw test --update` rewrites it). Units are
those of the names: metres, seconds, radians, decibels. What is compared with a table that we computed ourselves, from published equations
and by other means, says so under [Tables](#tables).
"""


def split_arguments(text):
    """The top-level arguments of a call whose opening parenthesis was just read."""
    depth, start, arguments = 0, 0, []
    in_string = False
    for i, c in enumerate(text):
        if c == '"' and text[i - 1] != "\\":
            in_string = not in_string
        elif in_string:
            continue
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth < 0:
                return [*arguments, text[start:i].strip()]
        elif c == "," and depth == 0:
            arguments.append(text[start:i].strip())
            start = i + 1
    return arguments


def shown(code, width=44):
    code = re.sub(r"\s+", " ", code).replace("|", "\\|")
    return code if len(code) <= width else code[: width - 3] + "..."


def bounds(body):
    found = []
    for match in re.finditer(r"(?:EXPECT|ASSERT)_(NEAR|LE|LT)\(", body):
        arguments = split_arguments(body[match.end():])
        if match.group(1) == "NEAR" and len(arguments) == 3:
            found.append(f"`{shown(arguments[0])}` ± {shown(arguments[2])}")
        elif len(arguments) == 2 and re.search(r"\d|bound|tol", arguments[1]):
            found.append(f"`{shown(arguments[0])}` {'≤' if match.group(1) == 'LE' else '<'} {shown(arguments[1])}")
    return list(dict.fromkeys(found))


def cases(path):
    """(suite, name, body) of each test in a file."""
    text = path.read_text()
    starts = list(re.finditer(r"^\s*TEST(?:_F)?\((\w+), (\w+)\)", text, re.M))
    for i, match in enumerate(starts):
        end = starts[i + 1].start() if i + 1 < len(starts) else len(text)
        yield match.group(1), match.group(2), text[match.end():end]


def header(path):
    lines = path.read_text(errors="replace").splitlines()
    find = lambda key: next((l.split(":", 1)[1].strip() for l in lines if l.startswith(f"# {key}:")), "")  # noqa: E731
    rows = sum(1 for l in lines if l and not l.startswith("#")) - 1 if path.suffix == ".csv" else None
    return find("SOURCE"), find("HOW"), rows


def cell(text):
    return re.sub(r"\s+", " ", text).replace("|", "\\|")


def main():
    out, used, count = [HEAD], set(), 0
    for path in sorted(KNOWN.glob("*.cpp")):
        room = path.stem.split("_")[0]
        lines = []
        for suite, name, body in cases(path):
            tables = [t for t in re.findall(r'"([\w.-]+\.(?:csv|json))"', body) if (KNOWN / "data" / t).exists()]
            used.update(tables)
            words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name).lower()
            against = ", ".join(f"[{t}](#{re.sub('[^a-z0-9_-]', '', t.lower())})" for t in dict.fromkeys(tables)) or "in the test"
            lines.append(f"| {words} | `known_{room}` `{suite}.{name}` | {against} | {'; '.join(bounds(body)) or 'see the test'} |")
        if lines:
            count += len(lines)
            out.append(f"## {path.stem.replace('_', ': ', 1).replace('_', ' ')}\n\n| what | test | against | bounds |\n|---|---|---|---|\n"
                       + "\n".join(lines) + "\n")
    out.append("## Tables\n\nEach is a file of `tests/known/data` and opens with its source, licence and how it came about.\n")
    for name in sorted(used):
        source, how, rows = header(KNOWN / "data" / name)
        size = f" ({rows} rows)" if rows else ""
        out.append(f"### {name}\n\n{cell(source) or 'See the folder.'}{size}\n" + (f"\nHow: {cell(how)}\n" if how else ""))
    sys.stdout.write("\n".join(out))
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
