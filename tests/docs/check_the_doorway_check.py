#!/usr/bin/python3
"""The doorway check itself, tested: a small project is compiled by ninja and the compiler, once as the rule wants it and
once for each kind of cheat; each cheat must be found, by its name, also where the include is indirect.

usage: check_the_doorway_check.py CXX NINJA
"""
import pathlib
import subprocess
import sys
import tempfile

HONEST = {
    "base/time.hpp": "#pragma once\nstruct Time {};\n",
    "earth/frames.hpp": '#pragma once\n#include "dewline/base/time.hpp"\n',
    "truth/view.hpp": '#pragma once\n#include "dewline/base/time.hpp"\n',
    "truth/model.hpp": "#pragma once\nstruct Truth {};\n",
    "sense/scan.hpp": '#pragma once\n#include "dewline/base/time.hpp"\n',
    "sense/labels.hpp": "#pragma once\nstruct Label {};\n",
    "sense/radar/radar.hpp": '#pragma once\n#include "dewline/truth/view.hpp"\n#include "dewline/sense/labels.hpp"\n',
    "sense/radar/radar.cpp": '#include "dewline/sense/radar/radar.hpp"\n#include "dewline/sense/scan.hpp"\n',
    "net/agenda.hpp": "#pragma once\n",
    "track/tracker.cpp": '#include "dewline/sense/scan.hpp"\n#include "dewline/net/agenda.hpp"\n#include "dewline/track/gate.hpp"\n',
    "track/gate.hpp": '#pragma once\n#include "dewline/earth/frames.hpp"\n',
    "track/picture.hpp": "#pragma once\n",
    "warn/model.cpp": '#include "dewline/track/picture.hpp"\n',
    "record/writer.cpp": '#include "dewline/sense/labels.hpp"\n#include "dewline/sense/radar/radar.hpp"\n',
    "run/world.cpp": '#include "dewline/truth/model.hpp"\n#include "dewline/sense/radar/radar.hpp"\n',
}
CHEATS = [  # file, a line added to it, what must be reported
    ("track/tracker.cpp", "dewline/truth/model.hpp", "track/tracker.cpp sees truth/model.hpp"),
    ("track/tracker.cpp", "dewline/truth/view.hpp", "track/tracker.cpp sees truth/view.hpp"),
    ("track/gate.hpp", "dewline/truth/view.hpp", "track/tracker.cpp sees truth/view.hpp"),        # indirect
    ("track/tracker.cpp", "dewline/sense/radar/radar.hpp", "track/tracker.cpp sees sense/radar/radar.hpp"),   # a model, no doorway
    ("track/tracker.cpp", "dewline/sense/labels.hpp", "track/tracker.cpp sees sense/labels.hpp"),
    ("warn/model.cpp", "dewline/sense/labels.hpp", "warn/model.cpp sees sense/labels.hpp"),
    ("warn/model.cpp", "dewline/track/gate.hpp", "warn/model.cpp sees track/gate.hpp"),
    ("sense/radar/radar.cpp", "dewline/truth/model.hpp", "sense/radar/radar.cpp sees truth/model.hpp"),
    ("sense/radar/radar.cpp", "dewline/track/picture.hpp", "sense/radar/radar.cpp sees track/picture.hpp"),   # a later room
    ("earth/frames.hpp", "dewline/net/agenda.hpp", "track/tracker.cpp sees net/agenda.hpp"),      # allowed: net is earlier
    ("base/time.hpp", "dewline/net/agenda.hpp", "sense/radar/radar.cpp sees net/agenda.hpp"),
]
HARMLESS = {"earth/frames.hpp"}


def build(folder, files, cxx, ninja):
    rules = [f"rule cxx\n  command = {cxx} -MD -MF $out.d -Isrc -c $in -o $out\n  deps = gcc\n  depfile = $out.d\n"]
    for name, text in files.items():
        path = folder / "src/dewline" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"// {name}\n{text}")  # GCC's #pragma once takes equal files for one file
        if name.endswith(".cpp"):
            rules.append(f"build {name.replace('/', '_')}.o: cxx src/dewline/{name}\n")
    (folder / "build.ninja").write_text("\n".join(rules))
    subprocess.run([ninja, "-C", folder], check=True, capture_output=True)


def check(folder, ninja):
    script = pathlib.Path(__file__).with_name("check_doorways.py")
    done = subprocess.run([sys.executable, script, folder, "--ninja", ninja], capture_output=True, text=True)
    return done.returncode, done.stdout


def main():
    cxx, ninja = sys.argv[1], sys.argv[2]
    wrong = []

    def expect(good, what):
        if not good:
            wrong.append(what)

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        build(folder, HONEST, cxx, ninja)
        code, out = check(folder, ninja)
        expect(code == 0 and "5 files checked" in out, f"an honest project must pass: {out}")
    for file, header, report in CHEATS:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            build(folder, {**HONEST, file: HONEST[file] + f'#include "{header}"\n'}, cxx, ninja)
            code, out = check(folder, ninja)
            if file in HARMLESS:
                expect(code == 0, f"{file} including {header} must pass: {out}")
            else:
                expect(code == 1 and f"forbidden include: {report}\n" in out, f"must be found: {report}; got: {out}")
    with tempfile.TemporaryDirectory() as name:
        code, out = check(pathlib.Path(name), ninja)
        expect(code != 0, "an empty build must not pass")
    print("\n".join(wrong) or f"{len(CHEATS)} variants judged rightly")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
