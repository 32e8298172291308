#!/usr/bin/python3
"""The script dw: its help, its exit codes for wrong use, what CI calls, and that each package it installs,
from Debian or from npm, is documented."""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
WRONG_USE = [["help", "me"], ["test", "--fast"], ["test", "-R"], ["bench", "a", "b"], ["docs", "here"], ["page", "now"]]


def pins(what):
    lines = (ROOT / "cmake" / what / "pins.txt").read_text().splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def main():
    faults = []

    def dw(*words):
        return subprocess.run([ROOT / "dw", *words], capture_output=True, text=True, cwd="/")

    shown = dw("help")
    if shown.returncode or dw().stdout != shown.stdout:
        faults.append("./dw and ./dw help must both print the help")
    for words in WRONG_USE:
        done = dw(*words)
        if done.returncode != 2 or "./dw help" not in done.stderr or done.stdout:
            faults.append(f"./dw {' '.join(words)}: exit code {done.returncode}, wanted 2 with a hint: {done.stderr}")
    if not re.search(r"^exec \./dw test$", (ROOT / ".ci/run").read_text(), re.M):
        faults.append(".ci/run must call ./dw test")
    script, papers = (ROOT / "dw").read_text(), (ROOT / "docs/dependencies.md").read_text().lower()
    packages = " ".join(re.findall(r"^\w+_packages=\((.*?)\)", script, re.M | re.S)).split()
    for package in packages:
        word = re.sub(r"^(ninja)-build$|^(python3)-dev$|^python3-(numpy)$|^(python)3$", r"\1\2\3\4", package)
        if word.lower() not in papers:
            faults.append(f"docs/dependencies.md does not name {package}")
    web = json.loads((ROOT / "web/package.json").read_text())
    for package, version in {**web["dependencies"], **web["devDependencies"]}.items():
        if not any(package in line and version in line for line in papers.splitlines()):
            faults.append(f"docs/dependencies.md does not name {package} {version}")
    for what, column in (("node", 3), ("duckdb", 2)):
        for version in {pin[column].partition("-")[0] for pin in pins(what)}:
            if version not in papers:
                faults.append(f"docs/dependencies.md does not name version {version} of cmake/{what}/pins.txt")
    print("\n".join(faults) or f"{len(packages)} packages, {len(WRONG_USE)} wrong uses")
    return 1 if faults or len(packages) < 10 else 0


if __name__ == "__main__":
    sys.exit(main())
