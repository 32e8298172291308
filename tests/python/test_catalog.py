"""dw.catalog: a state is its satellite, pairs meet, a low orbit falls."""
import tempfile
import unittest
from pathlib import Path

import numpy as np

import dewline as dw


def checksummed(line: str) -> str:
    return line[:68] + str(sum(int(c) if c.isdigit() else c == "-" for c in line[:68]) % 10)


def lines(number: int, mean_anomaly: str, drag: str, motion: str, eccentricity: str = "0002000") -> str:
    return "\n".join(checksummed(line) for line in (
        f"1 {number:05d}U 26001A   26326.25000000  .00000000  00000-0  {drag} 0  9990",
        f"2 {number:05d}  53.0000 100.0000 {eccentricity}  90.0000 {mean_anomaly} {motion}    10")) + "\n"


class Catalog(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "sets.tle"
        self.file.write_text(lines(1, " 10.0000", "10000-4", "15.06000000") + lines(2, "190.0000", "10000-4", "15.06000000") +
                             lines(3, " 10.0000", "20000-2", "16.20000000"))
        self.utc = "2026-11-22T07:00:00Z"

    def state(self, number: int) -> np.ndarray:
        now = dw.orbit.sgp4_catalog(self.file, self.utc, frame="gcrf")
        k = list(now.numbers).index(number)
        return np.concatenate([now.r_m[k, 0], now.v_m_s[k, 0]])

    def test_a_state_is_its_satellite(self) -> None:
        P = np.diag([500.0] * 3 + [5.0] * 3) ** 2
        found = dw.catalog.correlate(self.file, self.utc, np.stack([self.state(1), self.state(2), -self.state(1)]),
                                     np.stack([P] * 3))
        self.assertEqual([[f["number"] for f in each] for each in found[:2]], [[1], [2]])
        self.assertGreater(found[0][0]["prob"], 0.99)
        self.assertLess(found[0][0]["mahalanobis2"], 0.1)
        [one] = dw.catalog.correlate(self.file, self.utc, self.state(3), P)
        self.assertEqual(one[0]["number"], 3)
        with self.assertRaises(ValueError):
            dw.catalog.correlate(self.file, self.utc, np.zeros((2, 5)), P)

    def test_pairs_meet(self) -> None:
        far = dw.catalog.approaches(self.file, self.utc, pairs=[(1, 2)], hours=3, within_m=2e7)
        for each in far:
            parts = np.array([each["radial_m"], each["in_track_m"], each["cross_track_m"]])
            self.assertAlmostEqual(float(np.linalg.norm(parts)), each["miss_m"], delta=1e-3)
        self.assertEqual(dw.catalog.approaches(self.file, self.utc, pairs=[(1, 2)], hours=3), [])
        with self.assertRaisesRegex(ValueError, "no set of 9"):
            dw.catalog.approaches(self.file, self.utc, pairs=[(1, 9)])

    def test_a_low_orbit_with_drag_falls(self) -> None:
        [falling] = dw.catalog.reentry(self.file, days=30)
        self.assertEqual(falling["number"], 3)
        self.assertLess(falling["earliest_utc"], falling["nominal_utc"])
        self.assertLess(falling["nominal_utc"], falling["latest_utc"])
        self.assertEqual(dw.catalog.reentry(self.file, days=1e-3), [])


if __name__ == "__main__":
    unittest.main()
