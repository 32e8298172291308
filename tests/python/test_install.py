"""`pip install .` as a researcher types it: offline, in a fresh environment, used from another folder."""
import csv
import io
import os
import re
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path

ROOT = Path(os.environ.get("DEWLINE_SOURCE_DIR", Path(__file__).parents[2]))
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def clean() -> dict[str, str]:
    """The environment without anything that could lead to the source tree's package."""
    left_out = {"PYTHONPATH", "DEWLINE_DATA", "DEWLINE_SOURCE_DIR"}
    if os.environ.get("DEWLINE_BUILD_DIR") == str(ROOT / "build/release"):
        left_out.add("DEWLINE_BUILD_DIR")  # what a user types goes through ./dw, which finds nothing to build
    return {k: v for k, v in os.environ.items() if k not in left_out} | OFFLINE


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.temp = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temp.cleanup)
        cls.folder = Path(cls.temp.name)
        cls.bin = cls.folder / "venv/bin"
        cls.call(["/usr/bin/python3", "-m", "venv", "--system-site-packages", cls.folder / "venv"])
        cls.call([cls.bin / "pip", "install", "."], cwd=ROOT)

    @classmethod
    def call(cls, command: list[str | Path], cwd: Path | None = None, **variables: str) -> str:
        done = subprocess.run(command, cwd=cwd or cls.folder, env=clean() | variables, capture_output=True, text=True)
        if done.returncode:
            raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        return done.stdout

    def python(self, program: str) -> str:
        return self.call([self.bin / "python", "-c", program])

    def test_the_case_of_1995_runs_from_the_package_alone(self) -> None:
        out = self.python("import dewline as dw; print(dw.__file__, dw.data_dir(), *dw.scenarios())\n"
                          "r = dw.load('norwegian-rocket-1995').run(seed=1); print(r.headline, r.ledger.num_rows)")
        self.assertIn("Moscow declares launch-alert", out)
        self.assertEqual(out.count(str(self.folder / "venv")), 2)
        self.assertNotIn(str(ROOT), out)

    def test_the_command_line_program_comes_with_it(self) -> None:
        told = self.call([self.bin / "dewline", "run", "--repeat", "0", "--out", "made"])
        self.assertIn("simulation, not real-world data", told)
        self.assertIn("dewline why", told)
        self.assertTrue((self.folder / "made/run.duckdb").is_file())
        listed = self.call([self.bin / "python", "-m", "dewline", "list", "scenarios"])
        self.assertIn("norwegian-rocket-1995", listed)

    def test_libraries_and_data_are_found_inside(self) -> None:
        site = next(self.folder.glob("venv/lib/python3*/site-packages")) / "dewline"
        for name in ("py.typed", "_core.pyi", "libduckdb.so", "libduckdb.LICENSE", "bin/dewline", "share/data/sources.bib",
                     "share/scenarios/norwegian-rocket-1995.yaml"):
            self.assertTrue((site / name).is_file(), name)
        self.assertIn("Stichting DuckDB Foundation", (site / "libduckdb.LICENSE").read_text())  # MIT: the notice goes along
        self.assertEqual((site / "share/web/report.html").is_file(), (ROOT / "build/web/report.html").is_file())
        for binary in (next(site.glob("_core.*.so")), site / "bin/dewline"):
            duckdb = re.search(r"libduckdb\.so => (\S+)", self.call(["ldd", binary])).group(1)
            self.assertEqual(Path(duckdb).resolve(), (site / "libduckdb.so").resolve())

    def test_metadata_says_what_it_is(self) -> None:
        shown = self.call([self.bin / "pip", "show", "--files", "dewline"])
        version = re.search(r"^version: (\S+)", (ROOT / "CITATION.cff").read_text(), re.M).group(1)
        for line in (f"Version: {version}", "Requires: numpy", "License: Apache-2.0"):
            self.assertIn(line, shown)

    def test_the_wheel_is_the_same_without_isolation_and_its_record_is_complete(self) -> None:
        for name, flags in (("one", ["--no-build-isolation"]), ("two", [])):
            self.call([self.bin / "pip", "wheel", "--no-deps", *flags, "--wheel-dir", self.folder / name, "."], cwd=ROOT)
        wheels = [next((self.folder / name).glob("dewline-*-cp3*-linux_*.whl")) for name in ("one", "two")]
        self.assertEqual(wheels[0].read_bytes(), wheels[1].read_bytes())
        with zipfile.ZipFile(wheels[0]) as wheel:
            record = next(n for n in wheel.namelist() if n.endswith(".dist-info/RECORD"))
            listed = {row[0] for row in csv.reader(io.StringIO(wheel.read(record).decode()))}
            self.assertEqual(listed, set(wheel.namelist()))

    def test_a_source_package_holds_what_a_build_needs(self) -> None:
        self.call(["/usr/bin/python3", "-c", "import dewline_build as b; b.build_sdist('.')"],
                  PYTHONPATH=str(ROOT / "python/packaging"))
        listed = self.call(["tar", "-tzf", next(self.folder.glob("dewline-*.tar.gz"))]).split()
        for name in ("dw", "pyproject.toml", "CMakeLists.txt", "PKG-INFO", "python/session.cpp", "scenarios/falcon9-ses11.yaml"):
            self.assertTrue(any(path.split("/", 1)[1:] == [name] for path in listed), name)
        self.assertFalse([path for path in listed if "/build/" in path or "node_modules" in path])

    def test_editable_install_uses_the_build_folder(self) -> None:
        self.call(["/usr/bin/python3", "-m", "venv", "--system-site-packages", self.folder / "editable"])
        python = self.folder / "editable/bin/python"
        self.call([python, "-m", "pip", "install", "-e", "."], cwd=ROOT)
        self.assertIn("norwegian-rocket-1995", self.call([python, "-c", "import dewline; print(dewline.scenarios())"]))


if __name__ == "__main__":
    unittest.main()
