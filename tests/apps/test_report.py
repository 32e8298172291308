"""dewline report: the page of a run folder, its data as files, and what it says when something is wrong."""
import base64
import gzip
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

PROGRAM = os.environ["DEWLINE_PROGRAM"]
PAGE = "<!doctype html><title>x</title><body><!--DEWLINE-DATA--></body>"


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.temp = tempfile.TemporaryDirectory()
        cls.cwd = Path(cls.temp.name)
        cls.page = cls.cwd / "page.html"
        cls.page.write_text(PAGE)
        cls.call("run", "norwegian-rocket-1995", "--repeat", "50", "--out", "run")

    @classmethod
    def tearDownClass(cls) -> None:
        cls.temp.cleanup()

    @classmethod
    def call(cls, *args: str | Path, page: Path | None = None) -> subprocess.CompletedProcess:
        environment = os.environ | {"DEWLINE_PAGE": str(page or cls.page)}
        return subprocess.run([PROGRAM, *args], cwd=cls.cwd, env=environment, capture_output=True, text=True, timeout=120)

    @staticmethod
    def inside(html: str) -> dict[str, bytes]:
        found = re.findall(r'<script type="application/x-dewline" data-name="([^"]+)">([^<]*)</script>', html)
        return {name: gzip.decompress(base64.b64decode(text)) for name, text in found}

    def copy(self, name: str) -> Path:
        shutil.copytree(self.cwd / "run", self.cwd / name)
        return self.cwd / name

    def test_a_run_folder_holds_page_figures_and_citation(self) -> None:
        run = self.cwd / "run"
        names = {p.name for p in run.iterdir()}
        self.assertLessEqual({"report.html", "figures", "cite.txt", "run.duckdb", "summary.json"}, names)
        self.assertEqual([n for n in names if n.startswith(".") or "partial" in n], [])
        stems = {p.stem for p in (run / "figures").iterdir()}
        self.assertIn("ledger", stems)
        for stem in stems:
            for ending in ("svg", "csv", "txt"):
                self.assertGreater((run / "figures" / f"{stem}.{ending}").stat().st_size, 100, stem)

    def test_the_page_holds_the_same_data_as_the_files(self) -> None:
        done = self.call("report", "run", "--data", "data", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["data"], "data")
        page = self.inside((self.cwd / "run/report.html").read_text())
        files = {p.name.split(".dw")[0]: p.read_bytes() for p in (self.cwd / "data").iterdir()}
        self.assertEqual(page, files)
        self.assertEqual({c["name"] for c in json.loads(page["run.json"])["chunks"]} | {"run.json"}, set(page))

    def test_made_again_it_is_the_same_file_and_another_page_gets_another_name(self) -> None:
        run = self.copy("again")
        before = (run / "report.html").read_bytes()
        self.assertEqual(self.call("report", run).returncode, 0)
        self.assertEqual([p.name for p in run.glob("report*")], ["report.html"])
        other = self.cwd / "other.html"
        other.write_text(PAGE.replace("x", "y"))
        done = self.call("report", run, page=other)
        self.assertIn("report-2.html", done.stdout)
        self.assertEqual((run / "report.html").read_bytes(), before)

    def test_an_older_folder_gets_what_it_lacks(self) -> None:
        run = self.copy("older")
        shutil.rmtree(run / "figures")
        (run / "cite.txt").unlink()
        (run / "report.html").unlink()
        self.assertEqual(self.call("report", run).returncode, 0)
        self.assertTrue((run / "figures/ledger.svg").exists() and (run / "cite.txt").exists() and (run / "report.html").exists())
        self.assertEqual((run / "report.html").read_bytes(), (self.cwd / "run/report.html").read_bytes())

    def test_out_puts_it_elsewhere_in_a_new_folder(self) -> None:
        self.assertEqual(self.call("report", "run", "--out", "class/1995.html").returncode, 0)
        self.assertIn("run.json", self.inside((self.cwd / "class/1995.html").read_text()))

    def test_a_run_in_which_nothing_happens_has_its_report(self) -> None:
        done = self.call("run", "norwegian-rocket-1995", "--set", "duration=30 s", "--repeat", "0", "--out", "quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.call("report", "quiet").returncode, 0)  # 30 s is 30.000000000000004 s elsewhere

    def refuses(self, what: str, *args: str | Path, page: Path | None = None, code: int = 2) -> None:
        done = self.call("report", *args, page=page)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(what, done.stderr)
        self.assertEqual(done.stdout, "")

    def test_what_is_wrong_is_named(self) -> None:
        self.refuses("no run folder", "nowhere")
        self.refuses("nothing is ever overwritten", "run", "--data", "run")
        lacks = self.copy("lacks")
        (lacks / "summary.json").unlink()
        self.refuses("summary.json", lacks)
        broken = self.copy("broken")
        (broken / "summary.json").write_text('{"headline": 3}')
        self.refuses("is no summary of this version", broken)
        changed = self.copy("changed")
        file = changed / "scenario.resolved.yaml"
        file.write_text(file.read_text().replace("stand_down: {value: 4 min", "stand_down: {value: 3 min"))
        self.refuses("is not the scenario of this run", changed)
        cut = self.copy("cut")
        (cut / "run.duckdb").write_bytes((cut / "run.duckdb").read_bytes()[:5000])
        self.refuses("run.duckdb", cut)

    def test_a_summary_that_does_not_go_with_the_tables_is_named(self) -> None:
        for key, value, what in (("tables_hash", "0123456789abcdef", "its tables are not those of summary.json"),
                                 ("tables_hash", "0x23", "is no summary of this version"),
                                 ("scenario_hash", "0123456789abcdef", "is not the scenario of this run"),
                                 ("until_s", 1e300, "is after the scenario's end"),
                                 ("repeats", 1.5, "is no summary of this version")):
            run = self.copy(f"{key}-{value}")
            summary = json.loads((run / "summary.json").read_text())
            (run / "summary.json").write_text(json.dumps(summary | {key: value}))
            self.refuses(what, run)

    def test_without_the_built_page_a_run_is_kept_and_a_report_says_so(self) -> None:
        done = self.call("run", "norwegian-rocket-1995", "--repeat", "0", "--out", "bare", page=self.cwd / "no.html")
        self.assertEqual(done.returncode, 0)
        self.assertIn("the page is not built", done.stderr)
        self.assertTrue((self.cwd / "bare/cite.txt").exists())
        self.refuses("the page is not built", "bare", page=self.cwd / "no.html", code=1)
        unmarked = self.cwd / "unmarked.html"
        unmarked.write_text("<p></p>")
        self.refuses("build web/ again", "bare", page=unmarked, code=1)


if __name__ == "__main__":
    unittest.main()
