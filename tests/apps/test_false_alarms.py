"""`dewline false-alarms` as a user meets it: the table, the files, the exit codes, and the same answer on any threads."""
import json
import os
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

PROGRAM = os.environ["DEWLINE_PROGRAM"]
ROOT = Path(os.environ["DEWLINE_SOURCE_DIR"])
FEW = ("--episodes", "3")


def dewline(*args: str, cwd: str | Path) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, "false-alarms", *args], cwd=cwd, capture_output=True, text=True, timeout=240)


class FalseAlarms(unittest.TestCase):
    def setUp(self) -> None:
        self.dir = tempfile.TemporaryDirectory()
        self.addCleanup(self.dir.cleanup)
        self.cwd = Path(self.dir.name)

    def names(self) -> list[str]:
        return sorted(f.name for f in self.cwd.rglob("*"))

    def test_table_files_and_json_say_the_same(self) -> None:
        done = dewline("false-alarm-1979", *FEW, "--years", "10", "--json", "--out", "study", cwd=self.cwd)
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual(answer.pop("folder"), "study")
        self.assertEqual(answer, json.loads((self.cwd / "study/false_alarms.json").read_text()))
        for name in ("false_alarms.txt", "roc.svg", "roc.csv", "roc.txt"):
            self.assertGreater((self.cwd / "study" / name).stat().st_size, 100, name)
        words = (self.cwd / "study/false_alarms.txt").read_text()
        self.assertIn("in 10 years", words)
        self.assertEqual({r["rule_set"] for r in answer["rows"]},
                         {"dual-phenomenology", "infrared-only", "radar-only", "two-of-three"})
        table = [line.split() for line in words.splitlines()]
        for row in answer["rows"]:
            key = [row["rule_set"], row["centre"], row["state"]]
            line = next(" ".join(cells) for cells in table if cells[:3] == key)
            rate = row["false_per_year"]
            shown = "none counted" if rate == 0 else f"{rate:.3g} a year" if rate >= 1 else "1 in "
            self.assertIn(shown, line)
            self.assertLessEqual(row["low"], rate)
            self.assertLessEqual(rate, row["high"])
            self.assertTrue(row["tree_agrees"], key)

    def test_threads_change_nothing(self) -> None:
        for threads in ("1", "2"):
            done = dewline("false-alarm-1979", *FEW, "--threads", threads, "--out", f"on{threads}", cwd=self.cwd)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(*((self.cwd / f"on{n}/false_alarms.json").read_bytes() for n in "12"))

    def test_bad_input_exits_2_names_the_place_and_writes_nothing(self) -> None:
        text = (ROOT / "scenarios/false-alarm-1979.yaml").read_text()
        (self.cwd / "bad.yaml").write_text(text.replace("rate_per_year:", "rate_per_yaer:", 1))
        line = next(n for n, t in enumerate((self.cwd / "bad.yaml").read_text().splitlines(), 1) if "rate_per_yaer" in t)
        done = dewline("bad.yaml", *FEW, cwd=self.cwd)
        self.assertEqual(done.returncode, 2, done.stderr)
        for words in (f"bad.yaml:{line}:", "rate_per_yaer", "rate_per_year"):
            self.assertIn(words, done.stderr)
        for args, words in ((["false-alarm-1978"], "did you mean"), (["false-alarm-1979", "--episodes", "0"], "episodes"),
                            (["false-alarm-1979", "--years", "0"], "--years")):
            done = dewline(*args, cwd=self.cwd)
            self.assertEqual(done.returncode, 2, args)
            self.assertIn(words, done.stderr, args)
        self.assertEqual(self.names(), ["bad.yaml"])

    def test_nothing_is_overwritten(self) -> None:
        (self.cwd / "there").mkdir()
        done = dewline("false-alarm-1979", "--episodes", "1", "--out", "there", cwd=self.cwd)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("never overwritten", done.stderr.replace("nothing is ever", "never"))
        self.assertEqual(self.names(), ["there"])

    def test_interrupt_exits_130_and_leaves_whole_files_only(self) -> None:
        process = subprocess.Popen([PROGRAM, "false-alarms", "false-alarm-1979", "--episodes", "100000", "--out", "cut"],
                                   cwd=self.cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        time.sleep(4)
        process.send_signal(signal.SIGINT)
        errors = process.communicate(timeout=120)[1]
        self.assertEqual(process.returncode, 130, errors)
        self.assertIn("interrupted", errors)
        self.assertEqual([f.name for f in self.cwd.iterdir()], ["cut"])
        self.assertFalse(json.loads((self.cwd / "cut/false_alarms.json").read_text())["complete"])
        self.assertFalse([n for n in self.names() if "partial" in n])


if __name__ == "__main__":
    unittest.main()
