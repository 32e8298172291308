"""run.with_tracks: another tracker's tracks in the place of a centre's own."""
import gzip
import tempfile
import unittest
from pathlib import Path

import dewline as dw
import numpy as np

FILE_NAMES = {"t_s": "time_s", "track": "track_id"}


def own_tracks(run: dw.Run) -> dict[str, np.ndarray]:
    """Moscow's confirmed tracks, by the names of a file's columns."""
    t = run.tracks
    mine = t.where((t["centre"] == "moscow") & (t["status"] != "tentative"))
    keep = ("t_s", "track", "known_s", "num_updates", "motion")
    return {FILE_NAMES.get(c, c): mine[c] for c in mine
            if c in keep or c.startswith("cov_") or c in ("x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")}


def known_s(run: dw.Run, step: str) -> float:
    """When Moscow came to a step about the rocket."""
    rows = run.ledger
    return rows.where((rows["centre"] == "moscow") & (rows["step"] == step)
                      & (rows["object"] == "black-brant-xii"))["known_s"][0]


class WithTracks(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.run_ = dw.load("norwegian-rocket-1995").run(seed=1)
        cls.tracks = own_tracks(cls.run_)

    def test_its_own_tracks_declare_as_they_did(self) -> None:
        again = self.run_.with_tracks("moscow", self.tracks, frame="inertial")
        for step in ("track", "declared", "withdrawn"):
            self.assertTrue(np.isfinite(known_s(self.run_, step)), step)
            self.assertAlmostEqual(known_s(again, step), known_s(self.run_, step), delta=6, msg=step)
        self.assertGreater(again.put_back["matched"], 0.95 * again.put_back["updates"])
        self.assertEqual(again.put_back["unread"], [])
        self.assertEqual(self.run_.put_back, {})

    def test_late_tracks_declare_later(self) -> None:
        tracks = {**self.tracks, "known_s": self.tracks["known_s"] + 60}
        late = self.run_.with_tracks("moscow", tracks, frame="inertial")
        self.assertGreater(known_s(late, "declared"), known_s(self.run_, "declared") + 30)

    def test_a_file_says_the_same_as_its_columns(self) -> None:
        columns = list(self.tracks)
        rows = zip(*(self.tracks[c].tolist() for c in columns), strict=True)
        text = "\n".join([",".join(columns), *(",".join(map(str, r)) for r in rows)])
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "mine.csv.gz"
            file.write_bytes(gzip.compress(text.encode()))
            from_file = self.run_.with_tracks("moscow", file, frame="inertial")
        self.assertEqual(from_file.hash, self.run_.with_tracks("moscow", self.tracks, frame="inertial").hash)

    def test_no_tracks_never_declare(self) -> None:
        none = self.run_.with_tracks("moscow", {c: v[:0] for c, v in self.tracks.items()})
        self.assertEqual(known_s(none, "declared"), np.inf)
        self.assertEqual(known_s(none, "first-detection"), known_s(self.run_, "first-detection"))

    def test_mistakes_are_named(self) -> None:
        with self.assertRaisesRegex(ValueError, "moscow"):
            self.run_.with_tracks("mars", self.tracks, frame="inertial")
        with self.assertRaisesRegex(ValueError, "earth-fixed"):
            self.run_.with_tracks("moscow", self.tracks, frame="mars")
        with self.assertRaisesRegex(dw.ScenarioError, "vz_m_s"):
            self.run_.with_tracks("moscow", {c: v for c, v in self.tracks.items() if c != "vz_m_s"})
        again = self.run_.with_tracks("moscow", self.tracks, frame="inertial")
        with self.assertRaisesRegex(dw.RecordError, "foreign tracks"):
            again.with_tracks("moscow", self.tracks)


if __name__ == "__main__":
    unittest.main()
