#!/usr/bin/python3
"""What the papers and data files say is true of this tree.

usage: check_papers.py CHECK BUILD_DIR        CHECK: one of the functions named check_... below, without `check_`
Each check prints one line per fault and fails if there is one.
"""
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = {".md", ".cpp", ".hpp", ".py", ".pyi", ".yaml", ".yml", ".txt", ".cmake", ".bib", ".sh", ".cff", ".json", ""}
MACHINE = re.compile(r"(?<![\w.])(/wo" r"rk/|/tmp/(bui" r"ld|brief|fresh)|/home/\w|/roo" r"t/)")
MARKS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK|TB" r"D)\b|\bplace" r"holder\b(?! *=)|\blorem ip" r"sum\b|\bnot implemented\b",
                   re.IGNORECASE)


def files(*suffixes):
    """The files of the project: what git knows or would take."""
    done = subprocess.run(["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard"], cwd=ROOT,
                          capture_output=True, text=True)
    if done.returncode == 0:
        names = [ROOT / name for name in done.stdout.splitlines()]
    else:
        names = [p for p in ROOT.rglob("*") if not {"build", "out", ".git"} & set(p.relative_to(ROOT).parts)]
    return sorted(p for p in names if p.is_file() and (not suffixes or p.suffix in suffixes))


def shown(path):
    return str(path.relative_to(ROOT))


def hand_written():
    return [p for p in files() if p.suffix in TEXT and p.name != "LICENSE" and "data" not in p.relative_to(ROOT).parts[:-1]]


def tests(build):
    done = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], check=True, capture_output=True, text=True)
    return [t["name"] for t in json.loads(done.stdout)["tests"]]


def blocks(path, *languages):
    """The fenced code blocks of a Markdown file in these languages."""
    found = re.findall(r"^```([\w-]*)\n(.*?)^```", path.read_text(), re.M | re.S)
    return [body for language, body in found if language in languages]


def check_commands(build):
    """Every command of README and CONTRIBUTING exists; those of README for the program, and its Python, run as typed."""
    faults = []
    dw_help = subprocess.run([ROOT / "dw", "help"], check=True, capture_output=True, text=True).stdout
    own = set(re.findall(r"^  (\w+) ", dw_help, re.M))
    program = pathlib.Path(build) / "apps" / "dewline"
    program_help = subprocess.run([program, "--help"], check=True, capture_output=True, text=True).stdout
    verbs = set(re.findall(r"^  ([a-z-]+)", program_help, re.M))
    for paper in files(".md"):
        for verb in re.findall(r"\./dw ([a-z-]+)", paper.read_text()):
            if verb not in own | verbs:
                faults.append(f"{shown(paper)}: ./dw {verb} does not exist")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("scenarios", "data"):
            (pathlib.Path(folder) / name).symlink_to(ROOT / name)
        python = {"PYTHONPATH": f"{build}/python", "PATH": "/usr/bin:/bin", "HOME": folder}
        readme = ROOT / "README.md"
        for line in "\n".join(blocks(readme, "sh", "bash", "console")).splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] != ["./dw"] or words[1] in own - {"run", "python"}:
                continue
            command = ["/usr/bin/python3", *words[2:]] if words[1] == "python" else [program, *words[1:]]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=python)
            if done.returncode:
                faults.append(f"README.md: `{line}` ends with {done.returncode}: {done.stderr[-400:]}")
        for body in blocks(readme, "python"):
            done = subprocess.run(["/usr/bin/python3", "-c", body], cwd=folder, capture_output=True, text=True, env=python)
            if done.returncode:
                faults.append(f"README.md: the Python block fails: {done.stderr[-600:]}")
    return faults


def check_links(_):
    """Links between the papers point at files and headings that are there."""
    faults = []
    for paper in files(".md"):
        text = re.sub(r"```.*?```|`[^`\n]*`", "", paper.read_text(), flags=re.S)
        for target in re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|href)="([^"]+)"', text):
            if re.match(r"(https?|mailto):", target):
                continue
            name, _, heading = target.partition("#")
            where = paper.parent / name if name else paper
            if not where.exists():
                faults.append(f"{shown(paper)}: no such file: {target}")
            elif heading and heading not in headings(where):
                faults.append(f"{shown(paper)}: no such heading: {target}")
    return faults


def headings(paper):
    names = re.findall(r"^#+ +(.*?)\s*$", paper.read_text(), re.M)
    return {re.sub(r"[^\w\- ]", "", name.lower()).replace(" ", "-") for name in names}


def grep(pattern, paths):
    faults = []
    for path in paths:
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if pattern.search(line):
                faults.append(f"{shown(path)}:{number}: {line.strip()[:120]}")
    return faults


def check_machine_paths(_):
    """No file names a folder of one machine."""
    return grep(MACHINE, hand_written())


def check_unfinished_marks(_):
    """Nothing says that it is not finished."""
    return grep(MARKS, hand_written())


def check_sizes(_):
    """A figure to look at, not a gate: hand-written files of 600 lines or more."""
    sizes = {shown(p): len(p.read_text(errors="replace").splitlines()) for p in hand_written()}
    large = [f"{name}: {size} lines" for name, size in sizes.items() if size >= 600]
    print(f"{len(sizes)} files, {sum(sizes.values())} lines; of 600 lines and more:", ", ".join(large) or "none")
    return []


TEST_NAME = re.compile(r"\b((?:test|known|laws|stats|golden)_[a-z]+)(?:[ .`]+([A-Z]\w+(?:\.[A-Z]\w+)?))?")


def known_tests(build):
    """All names by which a test may be called: program, program.Suite, program.Suite.Case, Suite, Suite.Case."""
    names = set()
    for name in tests(build):
        parts = re.sub(r"[^.]*/(?=\w+\.)|/\w+ *(#.*)?$| *#.*$", "", name).split(".")
        names |= {".".join(parts[i:j]) for i in (0, 1) for j in range(i + 1, len(parts) + 1)}
    return names


def check_models(build):
    """Every model page is labelled; after **Verified** tests are named that exist; no page names a test that does not."""
    known, faults = known_tests(build), []
    pages = sorted((ROOT / "docs" / "models").glob("*.md"))
    for page in pages:
        text = page.read_text()
        label = re.search(r"\*\*Verified\b", text)
        if not label and "**Unverified" not in text:
            faults.append(f"{shown(page)}: neither **Verified** nor **Unverified**")
        named = [f"{target}.{rest}" if rest else target for target, rest in TEST_NAME.findall(text)]
        faults += [f"{shown(page)}: no such test: {name}" for name in named
                   if name not in known and not (ROOT / "tests" / name.replace("_", "/", 1)).exists()]
        quoted = [q.rstrip(".*") for q in re.findall(r"`([^`\s]+)`", text[label.end():] if label else "")]
        if label and not any(q in known or (q.startswith("tests/") and (ROOT / q).exists()) for q in named + quoted):
            faults.append(f"{shown(page)}: Verified, but no test is named")
    print(f"{len(pages)} pages")
    return faults if pages else ["docs/models has no page"]


def yaml_files(*folders):
    import yaml  # Debian's python3-yaml
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.yaml")):
            yield path, yaml.safe_load(path.read_text())


def walk(node, path=()):
    yield path, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, (*path, str(key)))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from walk(value, (*path, str(index)))


def check_sources(_):
    """Every source that a data file or scenario names is in data/sources.bib, once; every entry has a title and a where."""
    bib = (ROOT / "data" / "sources.bib").read_text()
    keys = re.findall(r"^@\w+\{\s*([^,\s]+)\s*,", bib, re.M)
    faults = [f"data/sources.bib: {key} is there twice" for key in sorted({k for k in keys if keys.count(k) > 1})]
    for entry in re.split(r"^(?=@)", bib, flags=re.M)[1:]:
        if not re.search(r"^\s*title\s*=", entry, re.M | re.I):
            faults.append(f"data/sources.bib: no title: {entry.splitlines()[0]}")
    used = 0
    for path, document in yaml_files("data", "scenarios"):
        for where, node in walk(document):
            if where and where[-1] in ("source", "sources"):
                for key in node if isinstance(node, list) else [node]:
                    used += 1
                    if key not in keys:
                        faults.append(f"{shown(path)}: {'.'.join(where)}: {key} is not in data/sources.bib")
    print(f"{len(keys)} sources, named {used} times")
    return faults


NUMBER = re.compile(r"^[-+]?[\d.]+(e[-+]?\d+)?( .*)?$", re.I)
CONDITION = re.compile(r"(?<![\w-])[\d.]+")  # a number inside a rule's condition: `impact_in_asset < 0.01 for 60 s`
# Numbers that say nothing about the world, so that no grade fits.
UNGRADED_KEYS = {"dewline": "version of the format", "format": "version of the format", "between": "graded by its value",
                 "source": "a key", "grade": "a word", "note": "words", "title": "words", "question": "words",
                 "purpose": "words", "text": "words", "doc": "words", "fitted_to": "words", "epoch": "a date chosen with the question",
                 "states": "words", "aspect": "where a table is read: a choice, no fact", "path": "a name",
                 "reports_to": "a name", "from": "a name", "to": "a name", "of": "a name",
                 "study": "what if: a choice of the study, no fact"}
UNGRADED_PATHS = {"duration": "how long to simulate: a choice of the study, not a fact", "truth_step": "spacing of recorded samples"}


def is_number(node, where):
    if isinstance(node, bool) or not isinstance(node, (int, float, str)):
        return False
    if not isinstance(node, str) or NUMBER.match(node):
        return True
    return where[0] == "rules" and len(where) > 2 and where[2] in ("raise", "withdraw") and CONDITION.search(node) is not None


def ungraded(node, where=(), graded=False):
    """Every number below a node: its place, the number, and whether it has a grade, its own or that of a block above."""
    if isinstance(node, dict):
        graded = graded or "grade" in node
        for key, value in node.items():
            if key not in UNGRADED_KEYS and ".".join((*where, str(key))) not in UNGRADED_PATHS:
                yield from ungraded(value, (*where, str(key)), graded)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from ungraded(value, (*where, str(index)), graded)
    elif where and is_number(node, where):
        yield where, node, graded


def check_grades(_):
    """Every number of a type in data/types and of a scenario, its regions and the template included, has a grade: its
    own, or that of a block above it. A number under no grade is there to be found: the check tries itself first."""
    trial = {"rules": {"r": {"hold": "30 s", "raise": {"a": "impact_in_asset < 0.01"}, "states": {"a": "3 am"}}},
             "duration": "3 min", "sensors": {"s": {"revisit": {"value": "1 s", "grade": "press"}, "faces": [{"tilt": "2 deg"}]}}}
    tried = [".".join(where) for where, _, graded in ungraded(trial) if not graded]
    if tried != ["rules.r.hold", "rules.r.raise.a", "sensors.s.faces.0.tilt"]:
        return [f"check_grades is blind: {tried}"]
    faults, counts = [], {}
    for folder in ("data/types", "scenarios"):
        for path, document in yaml_files(folder):
            for where, number, graded in ungraded(document):
                counts[folder] = counts.get(folder, 0) + 1
                if not graded:
                    faults.append(f"{shown(path)}: {'.'.join(where)}: {number} has no grade")
    print(f"{counts} numbers")
    return faults if len(counts) == 2 else ["data/types or scenarios holds no number"]


def without_ground(node, where=()):
    """The long-form values below a node that stand on nothing: no source, and no range although they have a size."""
    if isinstance(node, dict) and "value" in node:
        if is_number(node["value"], where) and "source" not in node and "between" not in node and "no range" not in node.get("note", ""):
            yield where
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from without_ground(value, (*where, str(key)))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from without_ground(value, (*where, str(index)))


def check_types(_):
    """Every number of a library type is written long and stands on a source or a range (or its note says that it has no
    range); a claim names who claims it; the sources that neither data nor a model's page cites are gone. The check tries itself first."""
    if list(without_ground({"a": {"b": [{"value": "1 m", "grade": "press"}, {"value": 2, "between": [1, 3]}]}})) != [("a", "b", "0")]:
        return ["check_types is blind"]
    faults = []
    for path, document in yaml_files("data/types"):
        for name, type_ in document.items():
            at = f"{shown(path)}: {name}"
            faults += [f"{at}.{'.'.join(where)}: neither a source nor a range" for where in without_ground(type_)]
            faults += [f"{at}.{'.'.join(where)}: {number} is not written `{{value: ...}}`"
                       for where, number, _ in ungraded(type_) if "value" not in where]
            if "claimed_range" in type_ and "source" not in type_["claimed_range"]:
                faults.append(f"{at}: nobody claims this range")
    citing = [p.read_text() for folder in ("data", "scenarios", "docs/models")
              for p in (ROOT / folder).rglob("*") if p.suffix in (".yaml", ".json", ".md")]
    for key in re.findall(r"^@\w+\{\s*([^,\s]+)\s*,", (ROOT / "data" / "sources.bib").read_text(), re.M):
        if not any(re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", text) for text in citing):
            faults.append(f"data/sources.bib: nothing cites {key}")
    return faults


def check_validation(_):
    """docs/validation.md is what docs/make_validation.py makes now."""
    made = subprocess.run([sys.executable, ROOT / "docs" / "make_validation.py"], check=True, capture_output=True, text=True).stdout
    page = ROOT / "docs" / "validation.md"
    if os.environ.get("DEWLINE_UPDATE"):
        page.write_text(made)
    return [] if page.exists() and page.read_text() == made else ["docs/validation.md is not current: ./dw test --update"]


def main():
    check = globals().get(f"check_{sys.argv[1]}") if len(sys.argv) == 3 else None
    if not check:
        print(__doc__)
        return 2
    faults = check(os.path.abspath(sys.argv[2]))
    print("\n".join(faults) or f"{sys.argv[1]}: no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
