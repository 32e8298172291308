"""dewline trajectory as a user meets it: words and a picture, tables in three formats, drawings, what is said of mistakes."""
import csv
import io
import json
import math
import os
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ET
from pathlib import Path

PROGRAM = os.environ["DEWLINE_PROGRAM"]
PAD, AIM = "48 deg, -105 deg", "40 deg, 116 deg"
ICBM = ("--type", "generic-solid-icbm", "--from", PAD, "--to", AIM)
TLE = """VANGUARD 1
1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753
2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667
"""


class Trajectory(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.cwd = Path(folder.name)

    def call(self, *args: str, **env: str) -> subprocess.CompletedProcess:
        return subprocess.run([PROGRAM, "trajectory", *args], cwd=self.cwd, capture_output=True, text=True, timeout=240,
                              env=os.environ | env)

    def good(self, *args: str) -> str:
        done = self.call(*args)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def rows(self, *args: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.good(*args, "--format", "csv"))))

    def refused(self, *args: str, says: tuple[str, ...], **env: str) -> None:
        done = self.call(*args, **env)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        for words in says:
            self.assertIn(words, done.stderr)
        self.assertEqual(done.stdout, "")

    # --- words ---

    def test_words_tell_the_flight_and_draw_it(self) -> None:
        out = self.good(*ICBM)
        for words in ("generic-solid-icbm from 48.000 N 105.000 W", "launch", "burnout 1", "apogee", "impact", "T+03:00",
                      "from the aim", "Kepler's arc", "height [km]", "ground range [km]", "next:", "--parts"):
            self.assertIn(words, out)
        self.assertTrue(any("\u2800" < c <= "\u28ff" for c in out), "no Braille dots")

    def test_a_claimed_range_stands_beside_the_models_reach(self) -> None:
        out = self.good("--type", "df-41-like", "--from", PAD, "--to", AIM)
        self.assertIn("claimed range 12000 km, between 12000 km and 15000 km (press); the model reaches", out)
        summary = json.loads(self.good("--type", "df-41-like", "--from", PAD, "--to", AIM, "--json"))
        self.assertGreater(summary["reach_m"], summary["bodies"][0]["ground_range_m"])

    def test_json_has_the_figures_of_the_words(self) -> None:
        flight = json.loads(self.good(*ICBM, "--json"))["bodies"][0]
        self.assertLess(flight["miss_m"], 1000)
        self.assertAlmostEqual(flight["burnout_s"], 180, places=6)
        self.assertGreater(flight["kepler_s"], 1200)
        self.assertLess(abs(flight["kepler_s"] / flight["impact_s"] - 1), 0.2)
        names = [m["what"] for m in flight["milestones"]]
        self.assertEqual([names[0], names[-1]], ["launch", "impact"])

    def test_a_lofted_arc_is_higher_and_a_given_apogee_is_met(self) -> None:
        def top(*more: str) -> float:
            return json.loads(self.good("--type", "generic-liquid-icbm", "--from", PAD, "--to", "55 deg, -30 deg", "--json",
                                        *more))["bodies"][0]["apogee_m"]
        flat, least, steep = top("--loft", "depressed"), top(), top("--loft", "lofted")
        self.assertLess(flat, least)
        self.assertLess(least, steep)
        self.assertAlmostEqual(top("--apogee", "1500 km"), 1500e3, delta=15e3)

    # --- tables ---

    def test_the_csv_table_is_consistent_in_itself(self) -> None:
        rows = self.rows(*ICBM, "--step", "20 s")
        times = [float(r["t_s"]) for r in rows]
        self.assertEqual(times, sorted(set(times)))
        self.assertLessEqual({"launch", "ignition 2", "burnout", "apogee"}, {r["phase"] for r in rows})
        self.assertGreater(float(rows[1]["plume_W_sr"]), 0)
        for r in rows[3:-1:7]:
            v = math.hypot(float(r["vx_m_s"]), float(r["vy_m_s"]), float(r["vz_m_s"]))
            self.assertAlmostEqual(v, float(r["speed_m_s"]), delta=1e-5)
        self.assertAlmostEqual(float(rows[-1]["height_m"]), 0, delta=1)
        self.assertAlmostEqual(float(rows[-1]["lat_deg"]), 40, delta=0.01)
        self.assertEqual(rows[0]["az_deg"], "")  # it stands

    def test_inertial_axes_keep_the_distance_and_add_the_earths_speed(self) -> None:
        fixed, inertial = self.rows(*ICBM)[0], self.rows(*ICBM, "--frame", "gcrf")[0]
        radius = [math.hypot(*(float(r[k]) for k in ("x_m", "y_m", "z_m"))) for r in (fixed, inertial)]
        self.assertAlmostEqual(*radius, delta=0.01)
        speed = math.hypot(*(float(inertial[k]) for k in ("vx_m_s", "vy_m_s", "vz_m_s")))
        self.assertAlmostEqual(speed, 7.292115e-5 * math.hypot(float(fixed["x_m"]), float(fixed["y_m"])), delta=0.5)

    def test_parts_are_bodies_of_their_own(self) -> None:
        bodies = {r["body"] for r in self.rows(*ICBM, "--parts")}
        self.assertLessEqual({"flight", "flight/stage-1", "flight/stage-2"}, bodies)
        self.assertEqual({r["body"] for r in self.rows(*ICBM)}, {"flight"})

    def test_three_formats_hold_the_same_rows_and_nothing_is_overwritten(self) -> None:
        for name in ("a.csv", "a.json", "a.parquet"):
            self.assertIn("rows", self.good(*ICBM, "--out", name))
            before = (self.cwd / name).read_bytes()
            self.refused(*ICBM, "--out", name, says=("never overwritten",))
            self.assertEqual((self.cwd / name).read_bytes(), before)
        table = list(csv.DictReader(io.StringIO((self.cwd / "a.csv").read_text())))
        whole = json.loads((self.cwd / "a.json").read_text())
        self.assertEqual(whole["frame"], "itrf")
        self.assertEqual(len(whole["rows"]), len(table))
        self.assertEqual(list(whole["rows"][0]), list(table[0]))
        self.assertAlmostEqual(whole["rows"][5]["x_m"], float(table[5]["x_m"]), delta=1e-3)
        parquet = (self.cwd / "a.parquet").read_bytes()
        self.assertEqual((parquet[:4], parquet[-4:]), (b"PAR1", b"PAR1"))
        self.assertEqual(sorted(p.name for p in self.cwd.iterdir()), ["a.csv", "a.json", "a.parquet"])

    # --- drawings ---

    def test_the_drawing_is_whole_and_says_what_it_is(self) -> None:
        self.good(*ICBM, "--parts", "--figure", "f.svg")
        text = (self.cwd / "f.svg").read_text()
        root = ET.fromstring(text)
        self.assertTrue(root.tag.endswith("svg"))
        for words in ("impact", "flight/stage-1", "ground range [km]", "simulation, not real-world data"):
            self.assertIn(words, text)
        self.refused(*ICBM, "--figure", "f.svg", says=("never overwritten",))
        self.refused(*ICBM, "--figure", "f.gif", says=(".svg or .png",))

    def test_a_png_is_made_or_refused_with_the_way_out(self) -> None:
        if shutil.which("rsvg-convert"):
            self.good(*ICBM, "--figure", "f.png")
            self.assertEqual((self.cwd / "f.png").read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
        self.refused(*ICBM, "--figure", "g.png", says=("rsvg-convert", "g.svg"), PATH="/nonexistent")
        self.assertFalse(list(self.cwd.glob("g.*")))

    # --- other things that fly ---

    def test_least_energy_by_hand_stands_beside_the_real_arc(self) -> None:
        out = self.good("--min-energy", "0 deg, 0 deg", "0 deg, 90 deg")
        for words in ("closed form", "Bate, Mueller and White", "turning ellipsoid"):
            self.assertIn(words, out)
        both = json.loads(self.good("--min-energy", "0 deg, 0 deg", "0 deg, 90 deg", "--json"))
        psi = both["range_m"] / 6371e3
        speed = math.sqrt(2 * 3.986004418e14 / 6371e3 * math.sin(psi / 2) / (1 + math.sin(psi / 2)))
        self.assertAlmostEqual(both["sphere"]["speed_m_s"], speed, delta=1e-6 * speed)
        self.assertAlmostEqual(both["sphere"]["angle_deg"], math.degrees((math.pi - psi) / 4), places=9)
        self.assertLess(both["earth"]["miss_m"], 1000)
        self.assertLess(both["earth"]["speed_m_s"], both["sphere"]["speed_m_s"])  # eastwards the Earth helps

    def test_a_satellite_is_where_the_catalogue_says(self) -> None:
        (self.cwd / "s.tle").write_text(TLE)
        at = "2000-06-28T00:00:00Z"
        row = self.rows("--tle", "s.tle", "--time", at, "--duration", "10 min")[0]
        done = subprocess.run([PROGRAM, "catalog", "propagate", "s.tle", "--at", at, "--frame", "itrf"], cwd=self.cwd,
                              capture_output=True, text=True)
        same = next(csv.DictReader(io.StringIO(done.stdout)))
        for key in ("x_m", "y_m", "z_m"):
            self.assertAlmostEqual(float(row[key]), float(same[key]), delta=2)
        self.assertIn("time [min]", self.good("--tle", "s.tle"))

    def test_an_object_of_a_scenario(self) -> None:
        out = self.good("--scenario", "norwegian-rocket-1995", "--object", "black-brant-xii")
        self.assertIn("apogee", out)
        self.refused("--scenario", "norwegian-rocket-1995", "--object", "black-brant-xi", says=("did you mean `black-brant-xii`",))

    def test_an_arc_from_a_burnout_state(self) -> None:
        rows = self.rows("--burnout", "10 deg, 20 deg, 150 km, 3 km/s, 45 deg, 40 deg")
        self.assertAlmostEqual(float(rows[0]["speed_m_s"]), 3000, places=5)
        self.assertAlmostEqual(float(rows[0]["angle_deg"]), 40, places=5)
        self.assertAlmostEqual(float(rows[0]["az_deg"]), 45, places=5)

    def test_a_type_that_keeps_to_waypoints(self) -> None:
        rows = self.rows("--type", "airliner", "--way", "51 deg, 0 deg, 10 km", "--way", "50 deg, 5 deg, 10 km, 240 m/s",
                         "--step", "1 min")
        self.assertAlmostEqual(float(rows[len(rows) // 2]["speed_m_s"]), 240, delta=2)

    # --- mistakes ---

    def test_every_mistake_is_named_with_its_option_and_a_way_out(self) -> None:
        self.refused("--type", "generic-solid-icbn", "--from", PAD, "--to", AIM, says=("--type", "did you mean `generic-solid-icbm`"))
        self.refused("--type", "short-range", "--from", PAD, "--to", AIM, says=("--to", "out of range", "km"))
        self.refused("--type", "short-range", "--from", "48 deg", "--to", AIM, says=("--from", "'48 deg, -105 deg'"))
        self.refused("--type", "short-range", "--from", "48, -105", "--to", AIM, says=("--from", "needs a unit"))
        self.refused("--type", "short-range", "--from", "95 deg, 0 deg", "--to", AIM, says=("--from", "lat", "90 deg"))
        self.refused(*ICBM, "--loft", "high", says=("--loft", "lofted"))
        self.refused(*ICBM, "--set", "bost.payload=1 t", says=("--set bost.payload", "did you mean `boost`"))
        self.refused(*ICBM, "--time", "yesterday", says=("--time", "1995-01-25T06:24:00Z"))
        self.refused(*ICBM, "--step", "0 s", says=("--step",))
        self.refused(*ICBM, "--step", "10", says=("--step", "unit"))
        self.refused(*ICBM, "--out", "flight.xls", says=("--out", "--format"))
        self.refused(*ICBM, "--format", "parquet", says=("--out",))
        self.refused("--min-energy", "1 deg", "2 deg, 3 deg", says=("--min-energy",))
        self.refused(says=("does not say how it moves",))

    def test_a_defect_of_an_element_set_and_a_file_of_several(self) -> None:
        (self.cwd / "bad.tle").write_text(TLE.replace("4753", "4754"))
        self.refused("--tle", "bad.tle", says=("bad.tle:2", "checksum"))
        other = "1 28350U 04020A   06167.21788666  .16154492  76267-5  18678-3 0  8894\n" \
                "2 28350  64.9977 345.6130 0024870 260.7578  99.9590 16.47856722116490\n"
        (self.cwd / "two.tle").write_text(TLE + other)
        self.refused("--tle", "two.tle", says=("holds 2 element sets", "--number 5"))
        self.good("--tle", "two.tle", "--number", "5", "--duration", "10 min")

    def test_help_has_examples(self) -> None:
        out = self.good("--help")
        for words in ("Examples", "--min-energy", "--tle", "generic-solid-icbm"):
            self.assertIn(words, out)


if __name__ == "__main__":
    unittest.main()
