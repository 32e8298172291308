"""dw.track.Tracker: scans as arrays in, tracks out; a recorded set scored as published trackers were."""
import os
import unittest
from pathlib import Path

import dewline as dw
import numpy as np

DATA = Path(os.environ.get("DEWLINE_SOURCE_DIR", Path(__file__).parents[2])) / "data/recorded"
CONFIG = {"motion": {"model": "constant-velocity"}, "sensors": {"radar": {"sigma_position": "10 m", "prob_detect": 0.95}}}


def line(tracker: dw.track.Tracker, n: int = 12) -> dw.Table:
    """The tracks after n scans of one target that flies along a line."""
    tracks = tracker.feed(0, [[0.0, 1000.0]])
    for k in range(1, n):
        tracks = tracker.feed(k, [[100.0 * k, 1000.0 + 3 * (-1) ** k]])
    return tracks


class Tracker(unittest.TestCase):
    def test_follows_a_line(self) -> None:
        tracker = dw.track.Tracker(CONFIG)
        tracks = line(tracker)
        self.assertEqual(tracks.num_rows, 1)
        self.assertLess(abs(tracks["x_m"][0] - 1100), 30)
        self.assertLess(abs(tracks["vx_m_s"][0] - 100), 10)
        self.assertGreater(tracks["cov_x_x_m2"][0], 0)
        self.assertEqual(tracker.counters["scans"], 12)
        self.assertEqual(list(tracker.associations["detection_row"]), [0])

    def test_configurations_are_dicts_text_or_files(self) -> None:
        text = "motion: {model: constant-velocity}\nsensors: {radar: {sigma_position: 10 m, prob_detect: 0.95}}\n"
        a, b = line(dw.track.Tracker(CONFIG)), line(dw.track.Tracker(text))
        for column in a:
            np.testing.assert_array_equal(a[column], b[column])
        self.assertIn("constant-velocity", dw.track.Tracker(DATA / "gnn_n10.yaml", ["x_m", "y_m"]).picks[0])

    def test_a_miss_is_an_empty_array(self) -> None:
        tracker = dw.track.Tracker(CONFIG)
        line(tracker)
        tracks = tracker.feed(12, np.empty((0, 2)))
        self.assertEqual(list(tracks["num_misses"]), [1])

    def test_angles_as_the_columns_and_the_configuration_say(self) -> None:
        config = {"azimuth": "north-clockwise", "sigma_range": "10 m", "sigma_azimuth": "1 mrad"}
        tracker = dw.track.Tracker(config, ["range_m", "az_deg"])
        tracks = tracker.feed(0, [[10000.0, 90.0]])
        for k in range(1, 10):
            tracks = tracker.feed(k, [[10000.0, 90.0]])
        self.assertAlmostEqual(tracks["x_m"][0], 10000, delta=20)
        self.assertAlmostEqual(tracks["y_m"][0], 0, delta=20)

    def test_order_inside_a_scan_changes_nothing(self) -> None:
        scans = recorded("jpda_n5")
        a, b = dw.track.Tracker(DATA / "jpda_n5.yaml"), dw.track.Tracker(DATA / "jpda_n5.yaml")
        for time_s, rows in scans:
            x, y = a.feed(time_s, rows), b.feed(time_s, rows[::-1])
            for column in x:
                np.testing.assert_array_equal(x[column], y[column])

    def test_mistakes(self) -> None:
        with self.assertRaisesRegex(ValueError, "unknown key"):
            dw.track.Tracker({"targets": "aircraft"}, ["x_m", "y_m"])
        with self.assertRaisesRegex(ValueError, "azimuth"):
            dw.track.Tracker({}, ["range_m", "az_rad"])
        with self.assertRaisesRegex(ValueError, "shape"):
            dw.track.Tracker(CONFIG, ["x_m", "y_m"]).feed(0, [[1.0, 2.0, 3.0]])
        with self.assertRaisesRegex(ValueError, "must be one of radar"):
            dw.track.Tracker(CONFIG).feed(0, [[1.0, 2.0]], sensor="other")
        with self.assertRaisesRegex(ValueError, "finite"):
            dw.track.Tracker(CONFIG).feed(float("nan"), [[1.0, 2.0]])

    def test_the_schema_is_there(self) -> None:
        self.assertIn("sensors", dw.track.config_schema()["properties"])


def recorded(name: str) -> list[tuple[float, np.ndarray]]:
    """Scans of a recorded set: time and positions; labels are not read."""
    rows = np.genfromtxt(DATA / f"{name}_detections.csv", delimiter=",", names=True, comments="#", skip_header=3)
    return [(float(t), np.column_stack([rows["x_m"], rows["y_m"]])[rows["time_s"] == t])
            for t in np.unique(rows["time_s"])]


if __name__ == "__main__":
    unittest.main()
