"""dewline catalog propagate as a user meets it: tables in three frames, errors of satellites, defects of files."""
import csv
import io
import json
import math
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

PROGRAM = os.environ["DEWLINE_PROGRAM"]

VANGUARD = """VANGUARD 1
1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753
2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667
"""
# of the published verification set: its perigee is 51 km, it decays within days of its epoch
DECAYING = """1 28350U 04020A   06167.21788666  .16154492  76267-5  18678-3 0  8894
2 28350  64.9977 345.6130 0024870 260.7578  99.9590 16.47856722116490
"""
EPOCH = "2000-06-27T18:50:19.733Z"


def checksummed(line: str) -> str:
    return line[:68] + str(sum(int(c) if c.isdigit() else c == "-" for c in line[:68]) % 10)


class Catalog(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.cwd = Path(folder.name)
        (self.cwd / "v.tle").write_text(VANGUARD)

    def propagate(self, *args: str) -> subprocess.CompletedProcess:
        return subprocess.run([PROGRAM, "catalog", "propagate", *args], cwd=self.cwd, capture_output=True, text=True, timeout=60)

    def rows(self, *args: str) -> list[dict[str, str]]:
        done = self.propagate(*args)
        self.assertEqual(done.returncode, 0, done.stderr)
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def refused(self, words: str, *args: str) -> None:
        done = self.propagate(*args)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn(words, done.stderr)
        self.assertEqual(done.stdout, "")

    def test_a_state_at_the_epoch_is_the_published_one(self) -> None:
        [row] = self.rows("v.tle", "--at", EPOCH)
        self.assertEqual((row["name"], row["catalog_number"], row["error"]), ("VANGUARD 1", "5", ""))
        published = {"x_m": 7022465.29, "y_m": -1400082.97, "z_m": 39.95}
        for key, value in published.items():  # the instant is rounded to a millisecond: 7 m
            self.assertAlmostEqual(float(row[key]), value, delta=8)

    def test_frames_are_turned_and_times_are_rows(self) -> None:
        times = ["--at", "2000-06-27T18:50:19Z", "--at", "2000-06-28T00:00:00Z"]
        frames = {f: self.rows("v.tle", *times, "--frame", f) for f in ("teme", "gcrf", "itrf")}
        for rows in frames.values():
            self.assertEqual([r["utc"] for r in rows], ["2000-06-27T18:50:19.000Z", "2000-06-28T00:00:00.000Z"])
        for k in range(2):
            place = {f: [float(rows[k][c]) for c in ("x_m", "y_m", "z_m")] for f, rows in frames.items()}
            speed = {f: math.hypot(*(float(rows[k][c]) for c in ("vx_m_s", "vy_m_s", "vz_m_s"))) for f, rows in frames.items()}
            for frame in ("gcrf", "itrf"):
                self.assertAlmostEqual(math.hypot(*place[frame]), math.hypot(*place["teme"]), delta=0.01)
            self.assertLess(math.dist(place["gcrf"], place["teme"]), 2000)  # half a year of precession
            self.assertGreater(math.dist(place["itrf"], place["teme"]), 1e5)
            self.assertAlmostEqual(speed["gcrf"], speed["teme"], delta=1e-4)
            self.assertGreater(speed["gcrf"] - speed["itrf"], 100)  # it flies east, as the ground does
        itrf = frames["itrf"][0]
        self.assertNotIn("height_m", frames["teme"][0])
        self.assertAlmostEqual(math.atan2(float(itrf["y_m"]), float(itrf["x_m"])), math.radians(float(itrf["lon_deg"])), places=8)
        self.assertTrue(600e3 < float(itrf["height_m"]) < 4e6)

    def test_json_holds_what_csv_holds(self) -> None:
        args = ("v.tle", "--at", EPOCH, "--frame", "itrf")
        [row] = self.rows(*args)
        table = json.loads(self.propagate(*args, "--json").stdout)
        self.assertEqual(table, json.loads(self.propagate(*args, "--format", "json").stdout))
        self.assertEqual(table["frame"], "itrf")
        [other] = table["rows"]
        self.assertEqual(list(other), list(row))
        self.assertIsNone(other["error"])
        for key in ("x_m", "vz_m_s", "lat_deg", "height_m"):
            self.assertAlmostEqual(other[key], float(row[key]), delta=1e-2)

    def test_out_writes_a_file_and_never_over_another(self) -> None:
        args = ("v.tle", "--at", EPOCH, "--out", "now.csv")
        done = self.propagate(*args)
        self.assertEqual((done.returncode, done.stdout), (0, "wrote now.csv: 1 rows\n"), done.stderr)
        self.assertEqual((self.cwd / "now.csv").read_text(), self.propagate("v.tle", "--at", EPOCH).stdout)
        self.refused("never overwritten", *args)

    def test_a_decayed_satellite_is_a_row_with_its_word_and_is_counted(self) -> None:
        (self.cwd / "two.tle").write_text(VANGUARD + DECAYING)
        done = self.propagate("two.tle", "--at", "2006-06-18T12:00:00Z", "--frame", "itrf")
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual([r["error"] for r in rows][0], "")
        word = rows[1]["error"]
        self.assertIn(word, ("decayed", "eccentricity", "mean-motion"))
        self.assertIn(f"two.tle: 1 of 2 states have the error {word}", done.stderr)
        if word != "decayed":
            self.assertEqual((rows[1]["x_m"], rows[1]["height_m"]), ("", ""))

    def test_a_file_of_decayed_satellites_only_exits_2_with_its_rows(self) -> None:
        (self.cwd / "gone.tle").write_text(DECAYING)
        done = self.propagate("gone.tle", "--at", "2006-06-18T12:00:00Z")
        self.assertEqual(done.returncode, 2)
        self.assertIn("gone.tle: no satellite has a state without error", done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), 2)

    def test_bad_files_are_named_with_line_and_column(self) -> None:
        lines = VANGUARD.splitlines()
        cases = {
            "sum": ("bad.tle:2:69: key `checksum`: value `4`", [lines[0], lines[1][:68] + "4", lines[2]]),
            "six digits": ("bad.tle:2:3: key `catalogue number`: value `100000`",
                           [lines[0], checksummed("1 100000" + lines[1][8:]), checksummed("2 10000 " + lines[2][8:])]),
            "cut": ("bad.tle:2:51: key `line`", [lines[0], lines[1][:50], lines[2]]),
            "empty": ("bad.tle:1:1: holds no element set (hint: two-line sets, or OMM", []),
        }
        for name, (words, text) in cases.items():
            with self.subTest(name):
                (self.cwd / "bad.tle").write_text("\n".join(text))
                self.refused(words, "bad.tle", "--at", EPOCH)
        self.refused("nowhere.tle:1:1: cannot be read", "nowhere.tle", "--at", EPOCH)

    def test_every_defect_of_a_file_is_said_at_once(self) -> None:
        lines = VANGUARD.splitlines()
        bad = "\n".join([lines[1][:68] + "4", lines[2]] * 3)
        (self.cwd / "bad.tle").write_text(bad)
        done = self.propagate("bad.tle", "--at", EPOCH)
        self.assertEqual(done.stderr.count("key `checksum`"), 3, done.stderr)

    def test_wrong_use_says_what_would_be_right(self) -> None:
        self.refused("--at:1:2: key `utc`: value `noon`", "v.tle", "--at", EPOCH, "--at", "noon")
        self.refused("2026-11-22T06:00:00Z", "v.tle", "--at", "2026-02-30T00:00:00Z")
        self.refused("--at", "v.tle")
        self.refused("frame", "v.tle", "--at", EPOCH, "--frame", "j2000")
        self.refused("v.tle:2:1: key `epoch`: value `2000-06-27T18:50:20Z`: is more than 100 years from", "v.tle", "--at",
                     "2126-01-01T00:00:00Z")

    def test_help_shows_an_example(self) -> None:
        done = self.propagate("--help")
        self.assertEqual(done.returncode, 0)
        self.assertIn("catalog propagate stations.tle --at 2026-11-22T06:00:00Z", done.stdout)


SHELL = "\n".join(checksummed(line) for n, anomaly, drag, motion in (
    (1, " 10.0000", "10000-4", "15.06000000"), (2, " 10.0500", "10000-4", "15.06000000"), (3, " 10.0000", "20000-2", "16.20000000"))
    for line in (f"1 {n:05d}U 26001A   26326.25000000  .00000000  00000-0  {drag} 0  9990",
                 f"2 {n:05d}  53.0000 100.0000 0002000  90.0000 {anomaly} {motion}    10")) + "\n"


class Notices(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.cwd = Path(folder.name)
        (self.cwd / "s.tle").write_text(SHELL)

    def catalog(self, *args: str) -> subprocess.CompletedProcess:
        return subprocess.run([PROGRAM, "catalog", *args], cwd=self.cwd, capture_output=True, text=True, timeout=60)

    def table(self, *args: str) -> dict:
        done = self.catalog(*args, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_neighbours_on_one_orbit_stay_near(self) -> None:
        found = self.table("approaches", "s.tle", "--pair", "1,2", "--hours", "6", "--within", "50 km")["approaches"]
        self.assertTrue(found)
        for each in found:
            self.assertLess(each["miss_m"], 10e3)
            self.assertLess(each["relative_speed_m_s"], 50)
            self.assertAlmostEqual(math.hypot(each["radial_m"], each["in_track_m"], each["cross_track_m"]), each["miss_m"], places=3)
        words = self.catalog("approaches", "s.tle", "--object", "1", "--within", "50 km").stdout
        self.assertIn("approaches within 50 km", words)

    def test_the_low_one_falls(self) -> None:
        [found] = self.table("reentry", "s.tle", "--days", "30")["reentries"]
        self.assertEqual(found["number"], 3)
        self.assertLess(found["earliest_utc"], found["nominal_utc"])
        self.assertLess(found["nominal_utc"], found["latest_utc"])

    def test_a_state_of_a_satellite_is_matched_and_another_is_not(self) -> None:
        epoch = "2026-11-22T07:00:00Z"
        done = self.catalog("propagate", "s.tle", "--at", epoch, "--frame", "gcrf")
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        keys = ("x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")
        text = "time_s,track_id," + ",".join(keys) + "\n"
        text += "0,1," + ",".join(rows[2][k] for k in keys) + "\n0,2," + ",".join(f"{-float(rows[2][k])}" for k in keys) + "\n"
        (self.cwd / "t.csv").write_text(text)
        tracks = self.table("correlate", "s.tle", "t.csv", "--epoch", epoch, "--frame", "inertial")["tracks"]
        self.assertEqual([t["number"] for t in tracks], [3, None])
        self.assertGreater(tracks[0]["prob"], 0.5)
        self.assertIn("1 of 2 confirmed tracks", self.catalog("correlate", "s.tle", "t.csv", "--epoch", epoch, "--frame", "inertial").stdout)

    def test_what_is_wrong_is_said(self) -> None:
        (self.cwd / "t.csv").write_text("time_s,track_id,x_m,y_m,z_m,vx_m_s,vy_m_s,vz_m_s\n0,1,7000000,0,0,0,7500,0\n")
        for words, args in (("--epoch", ("correlate", "s.tle", "t.csv")), ("no set of 9", ("approaches", "s.tle", "--pair", "1,9")),
                            ("--pair", ("approaches", "s.tle", "--pair", "12")), ("--within", ("approaches", "s.tle", "--within", "5")),
                            ("--hours", ("approaches", "s.tle", "--hours", "0")), ("--days", ("reentry", "s.tle", "--days", "0")),
                            ("none.tle", ("reentry", "none.tle"))):
            done = self.catalog(*args)
            self.assertEqual(done.returncode, 2, args)
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    unittest.main()
