"""dewline track as a user meets it: files, streams, scores, folders, and what is said of mistakes."""
import csv
import gzip
import json
import os
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ET
from pathlib import Path

PROGRAM = os.environ["DEWLINE_PROGRAM"]
DATA = Path(os.environ["DEWLINE_SOURCE_DIR"]) / "data/recorded"
POLAR = "time_s,range_m,az_deg,el_deg,label\n" + "".join(f"{k},{60100 - 150 * k},{82 + 0.01 * k},5,a\n" for k in range(20))


class Track(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.cwd = Path(folder.name)

    def call(self, *args: str, text: str | None = None) -> subprocess.CompletedProcess:
        return subprocess.run([PROGRAM, "track", *args], cwd=self.cwd, input=text, capture_output=True, text=True,
                              timeout=240)

    def good(self, *args: str, text: str | None = None) -> subprocess.CompletedProcess:
        done = self.call(*args, text=text)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def refused(self, *args: str, says: tuple[str, ...]) -> None:
        done = self.call(*args)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        for words in says:
            self.assertIn(words, done.stderr)
        self.assertFalse((self.cwd / "out").exists(), "nothing is written")

    def file(self, name: str, text: str) -> str:
        (self.cwd / name).write_text(text)
        return name

    def set_of(self, name: str) -> list[str]:
        return [str(DATA / f"{name}_detections.csv"), "--config", str(DATA / f"{name}.yaml"), "--truth",
                str(DATA / f"{name}_truth.csv")]

    def test_scores_a_recorded_set(self) -> None:
        out = json.loads(self.good(*self.set_of("gnn_n10"), "--out", "mine", "--json").stdout)
        self.assertEqual((out["detections"], out["scans"]), (1613, 100))
        self.assertGreater(out["tracker_cpu_s"], 0)
        self.assertEqual(out["scores"]["c_m"], 100)
        self.assertLess(out["scores"]["gospa_m"], 1.1 * 69.73, "Stone Soup reached 69.73 m on this set")
        self.assertEqual(out["first_detection"], "10.5 km, 60 deg south of east")
        self.assertGreater(out["label_scores"]["purity"], 0.9)
        names = sorted(p.name for p in (self.cwd / "mine").iterdir())
        self.assertEqual(names, ["associations.parquet", "scores.json", "tracks.csv", "tracks.parquet", "tracks.svg"])
        self.assertEqual(json.loads((self.cwd / "mine/scores.json").read_text())["scores"], out["scores"])
        ET.parse(self.cwd / "mine/tracks.svg")

    def test_tracks_are_rows_by_scan(self) -> None:
        self.good(*self.set_of("jpda_n5"), "--out", "mine")
        with open(self.cwd / "mine/tracks.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(list(rows[0])[:7], ["scan", "time_s", "track_id", "x_m", "y_m", "vx_m_s", "vy_m_s"])
        self.assertIn("cov_x_vx_m2_s", rows[0])
        self.assertEqual(len({(r["scan"], r["track_id"]) for r in rows}), len(rows))
        self.assertTrue(all(float(r["cov_x_x_m2"]) > 0 for r in rows))

    def test_labels_change_nothing(self) -> None:
        with open(DATA / "jpda_n5_detections.csv") as file:
            lines = [line.rsplit(",", 1)[0] for line in file if not line.startswith("#")]
        blind = self.file("blind.csv", "\n".join(lines) + "\n")
        config = ["--config", str(DATA / "jpda_n5.yaml")]
        self.good(blind, *config, "--out", "a")
        self.good(str(DATA / "jpda_n5_detections.csv"), *config, "--out", "b")
        self.assertEqual((self.cwd / "a/tracks.csv").read_bytes(), (self.cwd / "b/tracks.csv").read_bytes())

    def test_order_of_rows_changes_nothing(self) -> None:
        with open(DATA / "jpda_n5_detections.csv") as file:
            head, *rows = [line for line in file if not line.startswith("#")]
        turned = self.file("turned.csv", head + "".join(reversed(rows)))
        config = ["--config", str(DATA / "jpda_n5.yaml")]
        self.good(turned, *config, "--out", "a")
        self.good(str(DATA / "jpda_n5_detections.csv"), *config, "--out", "b")
        self.assertEqual((self.cwd / "a/tracks.csv").read_bytes(), (self.cwd / "b/tracks.csv").read_bytes())

    def test_a_stream_gives_the_tracks_of_the_file(self) -> None:
        text = (DATA / "jpda_n5_detections.csv").read_text()
        config = ["--config", str(DATA / "jpda_n5.yaml")]
        done = self.good("-", *config, text=text)
        self.good(str(DATA / "jpda_n5_detections.csv"), *config, "--out", "a")
        self.assertEqual(done.stdout, (self.cwd / "a/tracks.csv").read_text())
        self.assertIn("first detection: ", done.stderr)
        self.assertFalse((self.cwd / "out").exists())

    def test_gzip_is_read(self) -> None:
        with gzip.open(self.cwd / "d.csv.gz", "wt") as file:
            file.write((DATA / "jpda_n5_detections.csv").read_text())
        out = json.loads(self.good("d.csv.gz", "--config", str(DATA / "jpda_n5.yaml"), "--json").stdout)
        self.assertEqual(out["detections"], 1470)
        self.assertTrue((self.cwd / out["folder"]).name.startswith("track-"))

    def test_says_where_the_first_detection_is(self) -> None:
        polar = self.file("p.csv", POLAR)
        done = self.good(polar, "--set", "azimuth=north-clockwise", "--set", "sigma_range=20 m", "--set",
                         "sigma_azimuth=1 mrad")
        self.assertIn("60.1 km, 8 deg north of east, 5.0 deg up", done.stdout)
        self.assertIn("motion manoeuvring (picked)", done.stdout)
        done = self.good(polar, "--set", "azimuth=east-counterclockwise")
        self.assertIn("60.1 km, 82 deg north of east", done.stdout)
        self.assertIn("warning: sigma_range of sensor is not stated: 50 m is taken", done.stderr)

    def test_polar_files_state_their_azimuth(self) -> None:
        self.refused(self.file("p.csv", POLAR), says=("azimuth", "there is no default", "east-counterclockwise"))

    def test_bad_data_is_counted(self) -> None:
        rows = ["time_s,x_m,y_m,extra"] + [f"{k},{100 * k},{50 * k},1" for k in range(20)]
        rows += ["5,nan,3,1", "7,700,350,1", "20", "21,inf,1,1"]
        done = self.good(self.file("d.csv", "\n".join(rows) + "\n"), "--set", "sigma_position=20 m", "--json")
        out = json.loads(done.stdout)
        self.assertEqual(out["counters"]["bad_rows"], 2)
        self.assertEqual(out["counters"]["repeated_detections"], 1)
        self.assertEqual(out["scans"], 21, "an empty scan is a scan")
        self.assertIn("nothing reads the columns extra", done.stderr)

    def test_silent_scans_are_misses(self) -> None:
        rows = ["time_s,x_m,y_m"] + [f"{k},{100 * k},{50 * k}" for k in (0, 1, 2, 3, 4, 9, 10)]
        out = json.loads(self.good(self.file("d.csv", "\n".join(rows) + "\n"), "--set", "scan_period=1 s", "--json").stdout)
        self.assertEqual((out["scans"], out["counters"]["scans_added_as_empty"]), (11, 4))

    def test_mistakes_are_placed(self) -> None:
        good = self.file("d.csv", "time_s,x_m,y_m\n0,1,2\n")
        self.refused(self.file("w.csv", "time_s,x_m,y_m\n0,1,2\n1,two,3\n"), says=("w.csv:3:3", "`two`", "is no number"))
        self.refused(good, "--config", self.file("c.yaml", "target: plane\n"), says=("c.yaml:1:9", "aircraft"))
        self.refused(good, "--config", self.file("c.yaml", "motion: {correlation: 5}\n"), says=("c.yaml:1:23", "unit"))
        self.refused(good, "--config", self.file("c.yaml", "sensor: {}\n"), says=("sensors",))
        self.refused(good, "--set", "prob_detect=2", says=("prob_detect",))
        self.refused("nowhere.csv", says=("nowhere.csv", "cannot be read"))
        self.refused(self.file("e.csv", ""), says=("is empty",))
        self.refused(says=("needs a file",))

    def test_a_run_is_tracked_again(self) -> None:
        made = subprocess.run([PROGRAM, "run", "norwegian-rocket-1995", "--repeat", "0", "--out", "run"], cwd=self.cwd,
                              capture_output=True, text=True, timeout=240)
        self.assertEqual(made.returncode, 0, made.stderr)
        done = self.good("run", "--centre", "moscow", "--out", "mine", "--json")
        out = json.loads(done.stdout)
        self.assertIn("motion boost-coast", out["picks"][0])
        self.assertIn("detects with 0.46", out["picks"][-1])
        # 20 detections of the rocket in two tracks: three are spent on confirming, none goes to a wrong track
        self.assertGreaterEqual(out["label_scores"]["completeness"], 0.85)
        self.assertEqual(out["label_scores"]["purity"], 1)
        mixture = self.good("run", "--centre", "moscow", "--set", "associator=pmbm", "--out", "mixture", "--json")
        self.assertGreater(json.loads(mixture.stdout)["label_scores"]["completeness"], 0.9)
        self.assertGreater(out["scores"]["siap_completeness"], 0.4)
        self.assertIn("Range rates", done.stderr)
        done = self.call("run", "--centre", "nowhere", "--out", "other")
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("there are: moscow", done.stderr)

    def test_nothing_is_overwritten(self) -> None:
        good = self.file("d.csv", "time_s,x_m,y_m\n0,1,2\n")
        (self.cwd / "mine").mkdir()
        self.refused(good, "--out", "mine", says=("is there already",))
        self.assertEqual(list((self.cwd / "mine").iterdir()), [])

    def test_the_schema_knows_every_key_of_the_example(self) -> None:
        schema = json.loads(self.good("--schema").stdout)
        for key in ("target", "sensors", "motion", "azimuth", "associator"):
            self.assertIn(key, schema["properties"])
        two = self.file("two.csv", "time_s,sensor,range_m,az_deg,el_deg\n0,east-radar,90000,10,3\n1,west-radar,90000,10,3\n")
        done = self.good(two, "--config", str(DATA / "two-radars.yaml"))
        self.assertIn("east-radar: detects with 0.9", done.stdout)
        self.assertIn("at a site", done.stdout)


if __name__ == "__main__":
    unittest.main()
