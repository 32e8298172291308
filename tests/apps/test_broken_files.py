"""Every broken scenario of tests/io/broken through the real program: exit code 2, the text in git, nothing written."""
import os
import subprocess
import tempfile
import unittest
from itertools import takewhile
from pathlib import Path

PROGRAM = os.environ["DEWLINE_PROGRAM"]
ROOT = Path(os.environ["DEWLINE_SOURCE_DIR"])
BROKEN = ROOT / "tests/io/broken"
SET = b"# --set "


def options(file: Path) -> list[bytes]:
    """Lines `# --set PATH=VALUE` at the top of a file stand for options, as in tests/io/test_broken.cpp."""
    lines = takewhile(lambda line: line.startswith(SET), file.read_bytes().splitlines())
    return [word for line in lines for word in (b"--set", line[len(SET):])]


def run(file: Path, cwd: str) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, "run", file, "--repeat", "0", *options(file)], cwd=cwd, capture_output=True, timeout=120)


class BrokenFiles(unittest.TestCase):
    def test_each_exits_2_says_what_git_expects_and_writes_nothing(self) -> None:
        files = sorted(BROKEN.glob("*.yaml"))
        self.assertGreaterEqual(len(files), 106)
        self.assertEqual({f.stem for f in files}, {f.stem for f in BROKEN.glob("*.expected")})
        for file in files:
            with self.subTest(file.stem), tempfile.TemporaryDirectory() as cwd:
                done = run(file, cwd)
                said = done.stderr.replace(f"{BROKEN}/".encode(), b"").replace(f"{ROOT}/".encode(), b"")
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn(file.with_suffix(".expected").read_bytes().strip(), said)
                self.assertEqual(done.stdout, b"")
                self.assertEqual(os.listdir(cwd), [])

    def test_the_file_that_they_were_broken_from_runs(self) -> None:
        with tempfile.TemporaryDirectory() as cwd:
            done = run(ROOT / "tests/io/base.yaml", cwd)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(os.listdir(cwd), ["out"])


if __name__ == "__main__":
    unittest.main()
