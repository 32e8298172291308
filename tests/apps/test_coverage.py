"""dewline coverage as a user meets it: four questions, the files of each, what is said of mistakes."""
import csv
import json
import os
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ET
from pathlib import Path

PROGRAM = os.environ["DEWLINE_PROGRAM"]
ROCKET = "norwegian-rocket-1995"
SATELLITES = """dewline: 1
title: Three satellites
epoch: 2026-03-20T00:00:00Z
duration: 1 h
objects:
  thing: {launch: {lat: 50 deg, lon: 60 deg}, arc: {azimuth: 0 deg, range: 2000 km}, rcs: {any: 1 m2}, grade: assumption}
sensors:
  west: {kind: infrared, orbit: {geostationary: -100 deg}, scan_period: 10 s, reports_to: post, grade: assumption}
  east: {kind: infrared, orbit: {geostationary: 60 deg}, scan_period: 10 s, frames_to_declare: 3, reports_to: post, grade: assumption}
  high: {kind: infrared, orbit: {repeats: 2, perigee: 600 km, inclination: 63.4 deg, apogee_longitude: 60 deg, apogee_time: 6 h},
         scan_period: 10 s, reports_to: post, grade: assumption}
centres: {post: {rules: watch, grade: assumption}}
rules:
  watch:
    grade: assumption
    states: {quiet: nothing pending, alert: a launch has been called}
    raise: {alert: infrared.launch_call}
    withdraw: {alert: impact_in_asset < 0.01 for 60 s}
"""


class Coverage(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.cwd = Path(folder.name)

    def call(self, *args: str) -> subprocess.CompletedProcess:
        return subprocess.run([PROGRAM, "coverage", *args], cwd=self.cwd, capture_output=True, text=True, timeout=240)

    def good(self, *args: str) -> str:
        done = self.call(*args)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def made(self, *args: str) -> tuple[dict, Path]:
        summary = json.loads(self.good(*args, "--json"))
        return summary, self.cwd / summary["folder"]

    def refused(self, *args: str, says: tuple[str, ...]) -> None:
        done = self.call(*args)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        for words in says:
            self.assertIn(words, done.stderr)
        self.assertFalse((self.cwd / "out").exists(), "nothing is written")

    def rows(self, folder: Path) -> list[dict[str, str]]:
        with open(folder / "table.csv", newline="") as file:
            return list(csv.DictReader(file))

    # --- the four questions ---

    def test_reach_of_a_radar(self) -> None:
        out = self.good(ROCKET)
        for words in ("olenegorsk", "reach for 1 m2", "wrote out/norwegian-rocket-1995/coverage-reach-", "table.parquet"):
            self.assertIn(words, out)
        summary, folder = self.made(ROCKET)
        self.assertEqual(summary["kind"], "reach")
        rows = self.rows(folder)
        self.assertEqual(len(rows), 180 * 46)
        best = max(float(r["range_m"]) for r in rows)
        self.assertAlmostEqual(best, summary["radars"][0]["range_m"], delta=1)
        ET.parse(folder / "reach-olenegorsk.svg")
        self.assertEqual(len(json.loads((folder / "table.json").read_text())["range_m"]), len(rows))

    def test_coverage_at_a_height(self) -> None:
        summary, folder = self.made(ROCKET, "--height", "500 km", "--grid", "2 deg", "--region", "60,86,0,60")
        rows = self.rows(folder)
        self.assertEqual(len(rows), 13 * 30)
        self.assertEqual(summary["cells"], len(rows))
        seen = [r for r in rows if float(r["num_sensors"]) >= 1]
        self.assertGreater(len(seen), 20)
        world = json.loads((folder / "cells.geojson").read_text())
        self.assertEqual(world["type"], "FeatureCollection")
        self.assertEqual(len(world["features"]), len(rows))
        for name in ("sensors.svg", "cumulative.svg"):
            ET.parse(folder / name)

    def test_minutes_of_warning(self) -> None:
        args = (ROCKET, "--from", "69.3, 16", "--type", "generic-irbm", "--grid", "4 deg", "--region", "52,80,20,60")
        summary, folder = self.made(*args)
        self.assertGreater(summary["cells_warned"], 5)
        for row in self.rows(folder):
            if row["warning_s"]:
                self.assertAlmostEqual(float(row["warning_s"]), float(row["tof_s"]) - float(row["detected_s.olenegorsk"]), delta=1e-6)
        out = self.good(*args, "--threads", "1")
        self.assertIn("cells flown in full", out)
        self.assertIn(folder.name, out, "the same answer is not written twice")

    def test_launches_of_the_scenario_and_of_a_circle(self) -> None:
        one, _ = self.made(ROCKET, "--from", "black-brant-xii", "--type", "short-range", "--grid", "2 deg", "--region", "70,76,20,40")
        circle, _ = self.made(ROCKET, "--from", "69.294, 16.021, 300 km", "--type", "short-range", "--grid", "2 deg", "--region",
                              "70,76,20,40")
        self.assertGreater(circle["cells_reached"], one["cells_reached"])

    def test_gaps_of_satellites(self) -> None:
        (self.cwd / "eyes.yaml").write_text(SATELLITES)
        summary, folder = self.made("eyes.yaml", "--gaps", "--grid", "10 deg", "--region", "50,90,-180,180")
        hours = summary["mean_uncovered_by_hour"]
        self.assertEqual(len(hours), 24)
        self.assertLess(hours[6], hours[0], "the ellipse is high at 6 h")
        self.assertEqual(len(self.rows(folder)[0]), 26)
        more, _ = self.made("eyes.yaml", "--gaps", "--grid", "10 deg", "--region", "50,90,-180,180", "--sensor", "west")
        self.assertTrue(all(a >= b for a, b in zip(more["mean_uncovered_by_hour"], hours)))

    def test_the_date_line_is_crossed_and_cells_are_cut_there(self) -> None:
        _, folder = self.made(ROCKET, "--height", "500 km", "--grid", "4 deg", "--region", "60,68,178,-170")
        kinds = {f["geometry"]["type"] for f in json.loads((folder / "cells.geojson").read_text())["features"]}
        self.assertEqual(kinds, {"Polygon", "MultiPolygon"})

    # --- mistakes ---

    def test_what_is_wrong_is_said(self) -> None:
        self.refused(ROCKET, "--sensor", "olenegorks", says=("--sensor", "did you mean `olenegorsk`"))
        self.refused(ROCKET, "--height", "200 km", "--grid", "0", says=("--grid", "between 0.01 deg and 30 deg"))
        self.refused(ROCKET, "--height", "200 km", "--grid", "0.01", says=("--grid", "cells"))
        self.refused(ROCKET, "--height", "200 km", "--region", "10,20,30", says=("--region", "south, north, west, east"))
        self.refused(ROCKET, "--height", "200 km", "--region", "20,10,30,40", says=("--region", "north of the first"))
        self.refused(ROCKET, "--height", "200", says=("--height", "unit"))
        self.refused(ROCKET, "--height", "200 km", "--gaps", says=("three questions",))
        self.refused(ROCKET, "--gaps", says=("--gaps", "no infrared satellite"))
        self.refused(ROCKET, "--from", "nowhere", says=("--from", "there is no `nowhere`"))
        self.refused(ROCKET, "--from", "95, 10", says=("--from", "latitude"))
        self.refused(ROCKET, "--from", "50, nan", says=("--from", "must be a number"))
        self.refused(ROCKET, "--from", "60, 10", "--type", "airliner", says=("--type", "no rocket"))
        self.refused(ROCKET, "--from", "60, 10", "--type", "generic-irbn", says=("--type", "did you mean"))
        self.refused(ROCKET, "--from", "60, 10", "--type", "generic-irbm", "--loft", "high", says=("--loft", "lofted"))
        self.refused(ROCKET, "--pd", "1.5", says=("--pd", "between 0 and 1"))
        self.refused("no-such-scenario", says=("no-such-scenario",))

    def test_nothing_is_overwritten(self) -> None:
        (self.cwd / "mine").mkdir()
        done = self.call(ROCKET, "--out", "mine")
        self.assertEqual(done.returncode, 2)
        self.assertIn("ever overwritten", done.stderr)
        self.assertEqual(list((self.cwd / "mine").iterdir()), [])


if __name__ == "__main__":
    unittest.main()
