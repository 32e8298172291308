"""The command line as a user meets it: answers, exit codes, files, and the same bytes from two processes."""
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


def dewline(*args: str, cwd: str | Path) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, *args], cwd=cwd, capture_output=True, text=True, timeout=240)


def cpu_s(pid: int) -> float:
    """Processor time of a process so far, all threads."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class CommandLine(unittest.TestCase):
    def setUp(self) -> None:
        self.dir = tempfile.TemporaryDirectory()
        self.addCleanup(self.dir.cleanup)
        self.cwd = Path(self.dir.name)

    def run_default(self, *args: str) -> subprocess.CompletedProcess:
        return dewline("run", "--repeat", "50", *args, cwd=self.cwd)

    def test_run_without_arguments_tells_the_story_of_1995(self) -> None:
        done = self.run_default()
        self.assertEqual(done.returncode, 0, done.stderr)
        for word in ("Moscow declares launch-alert", "withdraws it", "excluded an impact", "waited for", "middle 90 %",
                     "model beside record", "weakest inputs", "check by hand", "simulation, not real-world data",
                     "50 repeats", "next"):
            self.assertIn(word, done.stdout)
        folder = self.cwd / "out/latest"
        for name in ("run.duckdb", "summary.json", "scenario.resolved.yaml"):
            self.assertTrue((folder / name).is_file(), name)

    def test_two_processes_and_any_threads_give_one_hash(self) -> None:
        hashes, texts = set(), set()
        for k, threads in enumerate(("1", "2", "2")):
            self.run_default("--threads", threads, "--out", f"run{k}")
            text = (self.cwd / f"run{k}/summary.json").read_text()
            texts.add(text)
            hashes.add(json.loads(text)["tables_hash"])
        self.assertEqual(len(hashes), 1)
        self.assertEqual(len(texts), 1)

    def test_same_run_again_writes_nothing_new_and_nothing_is_overwritten(self) -> None:
        self.run_default()
        before = {f: f.stat().st_mtime_ns for f in self.cwd.rglob("*") if f.is_file()}
        self.run_default()
        self.assertEqual(before, {f: f.stat().st_mtime_ns for f in self.cwd.rglob("*") if f.is_file()})
        self.run_default("--repeat", "60")
        for file, stamp in before.items():
            self.assertEqual(file.stat().st_mtime_ns, stamp)

    def test_set_moves_the_step_it_names_and_compare_shows_it(self) -> None:
        self.run_default()
        self.run_default("--set", "centres.moscow.stand_down=1 min")
        done = dewline("compare", "out/previous", "out/latest", cwd=self.cwd)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("centres.moscow.stand_down", done.stdout)
        moved = json.loads(dewline("compare", "out/previous", "out/latest", "--json", cwd=self.cwd).stdout)
        keys = [k["path"] for k in moved["keys"]]
        self.assertTrue(all(k.startswith("centres.moscow.stand_down") for k in keys), keys)
        steps = {s["step"] for s in moved["steps"] if s["a_s"] != s["b_s"]}
        self.assertEqual(steps, {"withdrawn"})

    def test_why_opens_a_step_down_to_its_detections(self) -> None:
        self.run_default()
        done = dewline("why", "out/latest", "moscow", "declared", cwd=self.cwd)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("olenegorsk/", done.stdout)
        self.assertIn("radar.launch_call", done.stdout)

    def test_wrong_use_exits_2_and_says_what_is_near(self) -> None:
        self.run_default()
        for args, words in ((["rum"], "--help"), (["run", "norwegian-rocket-1996"], "did you mean norwegian-rocket-1995"),
                            (["why", "out/latest", "moskow", "declared"], "moscow"),
                            (["why", "out/latest", "moscow", "declare"], "declared"),
                            (["why", "nowhere", "moscow", "declared"], "no run folder"),
                            (["run", "--set", "sensors.olenegorsk.revisit=12"], "needs a unit"),
                            (["run", "--set", "sensors.olenegorsk.revist=12 s"], "did you mean"),
                            (["list", "thing"], "steps"), (["run", "--seed", "x"], "seed"), ([], "--help")):
            done = dewline(*args, cwd=self.cwd)
            self.assertEqual(done.returncode, 2, args)
            self.assertIn(words, done.stderr, args)

    def test_bad_scenario_writes_nothing(self) -> None:
        (self.cwd / "bad.yaml").write_text("dewline: 1\ntitle: x\nepoch: tomorrow\n")
        done = dewline("run", "bad.yaml", cwd=self.cwd)
        self.assertEqual(done.returncode, 2)
        self.assertIn("bad.yaml:3:", done.stderr)
        self.assertEqual([f.name for f in self.cwd.iterdir()], ["bad.yaml"])
        problems = json.loads(dewline("check", "bad.yaml", "--json", cwd=self.cwd).stdout)
        self.assertFalse(problems["ok"])

    def test_new_scenario_is_checked_and_ready_to_run(self) -> None:
        for args in (["new", "mine"], ["new", "copy", "--from", "falcon9-ses11"]):
            done = dewline(*args, cwd=self.cwd)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(dewline("check", f"{args[1]}.yaml", cwd=self.cwd).returncode, 0)
            done = dewline("run", f"{args[1]}.yaml", "--repeat", "0", cwd=self.cwd)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(dewline("new", "mine", cwd=self.cwd).returncode, 2, "never overwritten")
        self.assertTrue((self.cwd / "scenario.schema.json").is_file())

    def test_check_prints_what_a_reader_can_verify_by_hand(self) -> None:
        done = dewline("check", "norwegian-rocket-1995", cwd=self.cwd)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Kepler arc", done.stdout)
        self.assertIn("can first see black-brant-xii", done.stdout)
        resolved = dewline("check", "norwegian-rocket-1995", "--resolved", cwd=self.cwd).stdout
        self.assertIn("sources:", resolved)
        json.loads(dewline("check", "--schema", cwd=self.cwd).stdout)

    def test_list_and_help(self) -> None:
        self.assertIn("withdraw-met", dewline("list", "steps", cwd=self.cwd).stdout)
        self.assertIn("norwegian-rocket-1995", dewline("list", cwd=self.cwd).stdout)
        self.assertGreater(len(json.loads(dewline("list", "sources", "--json", cwd=self.cwd).stdout)["sources"]), 3)
        for verb in ("run", "new", "why", "compare", "check", "list"):
            self.assertIn("Example", dewline(verb, "--help", cwd=self.cwd).stdout, verb)

    def interrupted(self, after_s: float, folder: Path) -> tuple[int, str]:
        """Exit code and stderr of an endless run that is interrupted this long after it began to simulate."""
        folder.mkdir()
        process = subprocess.Popen([PROGRAM, "run", "--repeat", "1000000"], cwd=folder, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        stop = time.monotonic() + 120
        while cpu_s(process.pid) < after_s and process.poll() is None and time.monotonic() < stop:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        errors = process.communicate(timeout=120)[1]
        return process.returncode, errors

    def test_interrupt_keeps_what_there_is(self) -> None:
        for k, after_s in enumerate((0.5, 1, 2, 4, 8)):  # of processor time: a loaded machine takes longer to get there
            folder = self.cwd / str(k)
            code, errors = self.interrupted(after_s, folder)
            self.assertIn(code, (130, -signal.SIGINT), errors)  # the signal itself: it came before the program listened
            if code == 130 and (folder / "out/latest/summary.json").exists():
                break
        self.assertEqual(code, 130, errors)
        self.assertIn("interrupted", errors)
        summary = json.loads((folder / "out/latest/summary.json").read_text())
        self.assertLess(summary["repeats"], 1000000)


if __name__ == "__main__":
    unittest.main()
