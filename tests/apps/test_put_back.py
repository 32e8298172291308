"""dewline track RUN --tracks: another tracker in the place of a centre's own, and both ledgers."""
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

PROGRAM = os.environ["DEWLINE_PROGRAM"]
HEAD = "time_s,track_id,x_m,y_m,z_m,vx_m_s,vy_m_s,vz_m_s\n"


class PutBack(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.cwd = Path(cls.folder.name)
        cls.call("run", "norwegian-rocket-1995", "--repeat", "0", "--out", "run", "--json")
        (cls.cwd / "none.csv").write_text(HEAD)

    @classmethod
    def call(cls, *args: str, code: int = 0) -> subprocess.CompletedProcess:
        done = subprocess.run([PROGRAM, *args], cwd=cls.cwd, capture_output=True, text=True, timeout=240)
        assert done.returncode == code, done.stdout + done.stderr
        return done

    def steps(self, *args: str) -> dict[str, dict]:
        out = json.loads(self.call("track", "run", "--centre", "moscow", *args, "--json").stdout)
        return {row["step"]: row for row in out["steps"] if row["object"] == "black-brant-xii"}

    def test_no_tracks_never_declare(self) -> None:
        steps = self.steps("--tracks", "none.csv")
        self.assertIsNotNone(steps["declared"]["a_s"])
        self.assertIsNone(steps["declared"]["b_s"])
        self.assertEqual(steps["first-detection"]["a_s"], steps["first-detection"]["b_s"])
        words = self.call("track", "run", "--centre", "moscow", "--tracks", "none.csv").stdout
        self.assertIn("no longer happens", words)
        self.assertIn("0 rows of 0 tracks", words)

    def test_what_the_tracker_of_recorded_detections_is_worth(self) -> None:
        self.call("track", "run", "--centre", "moscow", "--out", "again")
        steps = self.steps("--tracks", "again/tracks.csv", "--frame", "olenegorsk", "--out", "with")
        self.assertLess(abs(steps["track"]["b_s"] - steps["track"]["a_s"]), 60)
        self.assertIsNotNone(steps["declared"]["b_s"])
        self.assertIn("moved", self.call("compare", "run", "with").stdout)
        kept, given = ((self.cwd / folder / "tracks.csv").read_bytes() for folder in ("with", "again"))
        self.assertEqual(kept, given)

    def test_mistakes_are_named(self) -> None:
        for args, word in (([], "--centre"), (["--centre", "mars"], "moscow"),
                           (["--centre", "moscow", "--frame", "mars"], "olenegorsk")):
            self.assertIn(word, self.call("track", "run", "--tracks", "none.csv", *args, code=2).stderr)
        (self.cwd / "ground.csv").write_text(HEAD + "300,1,0,0,1e6,0,0,0\n")
        done = self.call("track", "run", "--centre", "moscow", "--tracks", "ground.csv", code=2)
        self.assertIn("earth-fixed", done.stderr)


if __name__ == "__main__":
    unittest.main()
