"""The shipped scenarios for the site: each is run by the program, its report and figures copied beside the
pages."""
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

PICTURES = ["map", "ledger"]  # figures that make a good cover, the best first


def shipped(root):
    """Files of the shipped scenarios, the incident first."""
    files = sorted((root / "scenarios").glob("*.yaml"))
    return sorted(files, key=lambda f: "1995" not in f.stem)


def purpose_of(file):
    """The line `purpose:` of a scenario file: what it is for, without its answer."""
    found = re.search(r"^purpose: (.+)$", file.read_text(), re.M)
    return found.group(1).strip("\"'") if found else ""


def run(program, file, out, repeats=None):
    """Runs one scenario (with as many repeats as the program thinks right, or as asked); its report.html and figures go into `out`. Returns what the card needs."""
    with tempfile.TemporaryDirectory() as temp:
        made = pathlib.Path(temp) / "run"
        command = [program, "run", file, "--out", made] + (["--repeat", repeats] if repeats else [])
        done = subprocess.run(command, cwd=temp, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{file.name}: the run failed:\n{done.stderr}")
        summary = json.loads((made / "summary.json").read_text())
        out.mkdir(parents=True)
        for name in ("report.html", "cite.txt"):
            if (made / name).is_file():
                shutil.copy(made / name, out / name)
        if (made / "figures").is_dir():
            shutil.copytree(made / "figures", out / "figures")
    return {"name": file.stem, "title": summary["title"], "question": summary["question"],
            "purpose": purpose_of(file), "picture": cover(out)}


def cover(out):
    """The picture of a card, relative to the scenario's folder; empty if the run made none."""
    names = [p.stem for p in sorted((out / "figures").glob("*.svg"))]
    best = [n for n in PICTURES if n in names] + names
    return f"figures/{best[0]}.svg" if best else ""
