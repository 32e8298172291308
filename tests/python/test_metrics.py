"""Scores of tracks from Python, on a recorded set and on cases counted by hand."""
import csv
import os
import unittest
from pathlib import Path

import numpy as np

import dewline as dw

ROOT = Path(os.environ.get("DEWLINE_SOURCE_DIR", Path(__file__).resolve().parents[2]))


def columns(name: str) -> dict[str, np.ndarray]:
    with open(ROOT / f"tests/known/data/tracking_{name}.csv", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return {key: np.array([float(r[key]) for r in rows]) for key in rows[0]}


TRACKS, TRUTH = columns("gnn_n10_stonesoup_gnn2d_tracks"), columns("gnn_n10_truth")


class Scores(unittest.TestCase):
    def test_of_a_recorded_set_are_those_of_two_independent_scorers(self) -> None:
        s = dw.metrics.score(TRACKS, TRUTH, c=100)
        self.assertAlmostEqual(s["gospa_m"], 69.728872933488, 9)
        self.assertAlmostEqual(s["ospa_m"], 27.761775939709, 9)
        self.assertAlmostEqual(s["siap_completeness"], 0.968, 3)
        self.assertAlmostEqual(s["siap_spuriousness"], 0.047, 3)
        theirs = columns("gnn_n10_stonesoup_gnn2d_metrics")
        np.testing.assert_allclose(s.steps["gospa_m"], theirs["gospa"], atol=5e-6)
        np.testing.assert_allclose(s.steps["time_s"], theirs["time_s"])
        self.assertTrue(np.isnan(s["nees"]))

    def test_say_with_what_they_were_made(self) -> None:
        s = dw.metrics.score(TRACKS, TRUTH, c=100, knowledge="history")
        self.assertEqual(s.conditions, "c = 100 m, p = 2, alpha = 2, OSPA p = 1, history")
        self.assertTrue(str(s).startswith(s.conditions))
        self.assertIn(s.conditions, repr(s))
        self.assertIn("GOSPA", s.says("gospa_m"))
        self.assertEqual(len(list(s)), len(s))
        with self.assertRaisesRegex(KeyError, "gospa_m"):
            s["gospa"]

    def test_take_covariances_of_the_plane_and_any_names_of_ids(self) -> None:
        n = len(TRACKS["time_s"])
        flat = np.tile(np.diag([300.0, 300.0, 20.0, 20.0]), (n, 1, 1))
        s = dw.track.score(TRACKS, TRUTH, 100, covariances=flat)
        self.assertGreater(s["nees"], 0.5)
        full = np.tile(np.diag([300.0, 300, 1, 20, 20, 1]), (n, 1, 1))
        self.assertEqual(dw.track.score(TRACKS, TRUTH, 100, covariances=full)["nees"], s["nees"])
        named = {**TRACKS, "track_id": np.array([f"T{int(i)}" for i in TRACKS["track_id"]])}
        self.assertEqual(dw.metrics.score(named, TRUTH, 100)["gospa_m"], s["gospa_m"])
        with self.assertRaisesRegex(ValueError, "shape"):
            dw.metrics.score(TRACKS, TRUTH, 100, covariances=flat[:3])

    def test_refuse_what_is_wrong(self) -> None:
        bad = {**TRACKS, "x_m": np.where(TRACKS["time_s"] == 9, np.nan, TRACKS["x_m"])}
        with self.assertRaises(dw.ContractError):
            dw.metrics.score(bad, TRUTH, 100)
        with self.assertRaises(dw.ContractError):
            dw.metrics.score(TRACKS, TRUTH, -1)
        with self.assertRaisesRegex(ValueError, "online, history"):
            dw.metrics.score(TRACKS, TRUTH, 100, knowledge="sometimes")
        with self.assertRaisesRegex(ValueError, "no column y_m"):
            dw.metrics.score({k: v for k, v in TRACKS.items() if k != "y_m"}, TRUTH, 100)


class Sets(unittest.TestCase):
    def test_gospa_and_ospa_of_a_case_by_hand(self) -> None:
        tracks, truth = [[0, 3], [500, 0]], [[0, 0, 0]]
        g = dw.metrics.gospa(tracks, truth, 10)
        self.assertAlmostEqual(g["gospa_m"], np.sqrt(9 + 50))
        self.assertEqual((g["num_matched"], g["num_missed"], g["num_false"]), (1, 0, 1))
        self.assertAlmostEqual(dw.metrics.ospa(tracks, truth, 10), (3 + 10) / 2)
        self.assertEqual(dw.metrics.gospa([], [], 10)["gospa_m"], 0)
        self.assertTrue(np.isnan(dw.metrics.gospa(tracks, truth, 10, alpha=1)["missed"]))

    def test_siap_is_that_of_the_score(self) -> None:
        s, whole = dw.metrics.siap(TRACKS, TRUTH, 100), dw.metrics.score(TRACKS, TRUTH, 100)
        for name in ("completeness", "spuriousness", "longest_segment"):
            self.assertEqual(s[name], whole[f"siap_{name}"])


class Compare(unittest.TestCase):
    def test_takes_functions_and_tables(self) -> None:
        sets = {"one": range(3), "two": ["x", "y"]}
        table = {"one": [10, 11, 12], "two": {"x": 100, "y": 101}}
        c = dw.metrics.compare(lambda name, seed: 1 + float(dict(zip(sets[name], _list(table[name])))[seed]), table, sets)
        self.assertEqual(c["sets"]["one"]["mean"], 1)
        self.assertEqual(c["overall"]["num_pairs"], 5)
        self.assertEqual((c["overall"]["low"], c["overall"]["high"]), (1, 1))
        self.assertAlmostEqual(c["relative"]["mean"], (3 / 11 + 2 / 100.5) / 5)
        self.assertIs(dw.track.compare, dw.metrics.compare)

    def test_interval_is_students(self) -> None:
        c = dw.track.compare({"s": [11, 22, 33, 44, 55]}, {"s": [10, 20, 30, 40, 50]}, {"s": range(5)})["sets"]["s"]
        self.assertAlmostEqual(c["high"] - c["mean"], 2.776445 * np.sqrt(2.5 / 5), 5)
        self.assertEqual(c["sign_p"], 1 / 16)
        with self.assertRaisesRegex(ValueError, "4 scores for 5 seeds"):
            dw.track.compare({"s": [1, 2, 3, 4]}, {"s": [1, 2, 3, 4, 5]}, {"s": range(5)})


def _list(of: object) -> list[float]:
    return list(of.values()) if isinstance(of, dict) else list(of)


class Honesty(unittest.TestCase):
    def test_band_is_that_of_the_table(self) -> None:
        low, high = dw.metrics.chi_square_band(0.95, 6)
        self.assertAlmostEqual(low, 1.237, 3)
        self.assertAlmostEqual(high, 14.449, 3)

    def test_bound_shrinks_with_every_look_and_grows_with_noise(self) -> None:
        x = np.array([7.0e6, 0, 1e5, -500, 5500, 2500])
        face = {"R_SG": np.eye(3), "p_ES_S": [0, 0, 5e6], "sigma": [30, 1e-3, 1e-3, 0]}
        free = dw.metrics.ballistic_bound(x, np.arange(0, 100, 10), **face)
        noisy = dw.metrics.ballistic_bound(x, np.arange(0, 100, 10), **face, psd_m2_s3=1)
        size = np.trace(free[:, :3, :3], axis1=1, axis2=2)
        self.assertEqual(free.shape, (10, 6, 6))
        self.assertTrue(np.all(np.diff(size[2:]) < 0))
        self.assertGreater(np.trace(noisy[-1]), np.trace(free[-1]))


if __name__ == "__main__":
    unittest.main()
