"""The Python side's own arithmetic: tracks in their frames, honesty, rays, charts."""
import csv
import io
import os
import tempfile
import unittest
import xml.dom.minidom
from pathlib import Path

import numpy as np

import dewline as dw

DATA = Path(os.environ.get("DEWLINE_SOURCE_DIR", Path(__file__).parents[2])) / "tests/known/data"
OBJECT = "black-brant-xii"
# A free arc and a radar without biases, on a date with Earth orientation parameters.
ARC = """dewline: 1
title: A free arc and a radar without biases
epoch: 2026-03-20T12:00:00Z
eop: {ut1_utc: 0.3 s, xp: 0.1 arcsec, yp: 0.4 arcsec}
duration: 6 min
objects:
  arc:
    {launch: {lat: 70 deg, lon: 10 deg, time: 0 s}, arc: {azimuth: 330 deg, range: 3000 km}, rcs: {any: 1 m2},
     grade: assumption}
sensors:
  radar:
    {reports_to: centre, at: {lat: 66 deg, lon: 12 deg}, faces: [{boresight: 345 deg}], reference_range: 4000 km,
     sigma_range_floor: 30 m, sigma_angle_floor: 1 mrad, num_cells: 0, grade: assumption}
centres: {centre: {rules: watch, grade: assumption}}
rules: {watch: {states: {quiet: nothing pending, alert: a launch}, raise: {alert: radar.launch_call}, grade: assumption}}
"""


class Tracks(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.scenario = dw.load("norwegian-rocket-1995")
        cls.run_1 = cls.scenario.run(seed=1)

    def test_truth_at_meets_its_samples_and_a_free_arc_between_them(self) -> None:
        truth = self.run_1.truth
        made = dw.track.truth_at(self.run_1, OBJECT, truth["t_s"])
        np.testing.assert_allclose(made, dw.track.states(truth), rtol=1e-12, atol=1e-6)
        k = int(np.searchsorted(truth["t_s"], 500))  # coasting, far above the air
        start = dw.track.states(truth)[k]
        t_s = truth["t_s"][k] + np.array([2.5, 5.0, 7.5])
        arc = dw.orbit.propagate(start[:3], start[3:], t_s - truth["t_s"][k], gravity="j6", frame="itrf")
        made = dw.track.truth_at(self.run_1, OBJECT, t_s)
        np.testing.assert_allclose(made[:, :3], arc[:, :3], atol=0.01)
        np.testing.assert_allclose(made[:, 3:], arc[:, 3:], atol=0.01)

    def test_truth_is_only_where_it_is_recorded(self) -> None:
        for name, t_s in ((OBJECT, 1e5), (OBJECT, -1.0), (OBJECT, np.nan), ("nobody", 10.0)):
            with self.assertRaises(ValueError):
                dw.track.truth_at(self.run_1, name, t_s)

    def test_inertial_velocity_is_the_rate_of_inertial_position(self) -> None:
        x = np.array([[3.2e6, 1.1e6, 5.4e6, 900.0, -400.0, 1500.0]])
        later = x + np.hstack([x[:, 3:] * 0.01, np.zeros((1, 3))])
        a, b = (dw.track.inertial(s, self.scenario, t) for s, t in ((x, 600.0), (later, 600.01)))
        np.testing.assert_allclose((b - a)[0, :3] / 0.01, (a + b)[0, 3:] / 2, atol=0.01)
        self.assertAlmostEqual(np.linalg.norm(a[0, :3]), np.linalg.norm(x[0, :3]), places=6)
        still = dw.track.inertial([[6378137.0, 0, 0, 0, 0, 0]], self.scenario, 0.0)
        self.assertAlmostEqual(np.linalg.norm(still[0, 3:]), 6378137.0 * dw.track.OMEGA_RAD_S, delta=1e-3)

    def test_recorded_tracks_lie_near_the_truth_in_units_of_their_covariance(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            (file := Path(folder) / "arc.yaml").write_text(ARC)
            scenario = dw.load(file)
        run = scenario.run(seed=1)
        settled = run.tracks.where((run.tracks["status"] == "confirmed") & (run.tracks["t_s"] > 150))
        self.assertGreater(settled.num_rows, 5)
        truth = dw.track.inertial(dw.track.truth_at(run, "arc", settled["t_s"]), scenario, settled["t_s"])
        p = dw.track.covariances(settled)
        np.testing.assert_array_equal(p, np.swapaxes(p, 1, 2))
        np.testing.assert_array_equal(p[:, 0, 4], settled["cov_x_vy_m2_s"])
        np.testing.assert_array_equal(p[:, 5, 3], settled["cov_vx_vz_m2_s2"])
        self.assertTrue(np.all(np.linalg.eigvalsh(p) > 0))
        nees = dw.track.nees(dw.track.states(settled), p, truth)
        self.assertLess(np.median(nees), 16.8)  # 99 % of honest ones

    def test_nees_of_normal_errors_has_the_mean_of_their_number(self) -> None:
        draws = np.random.default_rng(3)
        root = draws.normal(size=(4, 4)) + 3 * np.eye(4)
        errors = draws.normal(size=(20000, 4)) @ root.T
        mean = dw.track.nees(errors, np.tile(root @ root.T, (20000, 1, 1)), np.zeros(4)).mean()
        self.assertAlmostEqual(mean, 4, delta=0.1)  # 5 sigma of the mean
        self.assertEqual(dw.track.nees([2.0, 0], np.eye(2), [0, 0]).tolist(), [4.0])
        with self.assertRaises(np.linalg.LinAlgError):
            dw.track.nees([1.0, 1], np.zeros((2, 2)), [0, 0])


class Rays(unittest.TestCase):
    def test_refraction_meets_the_table(self) -> None:
        text = (DATA / "refraction_exponential.csv").read_text()
        lines = (line for line in text.splitlines() if not line.startswith("#"))
        rows = [{k: float(v) for k, v in row.items()} for row in csv.DictReader(lines)]
        for row in rows:
            rays = dw.sense.refraction(np.radians(row["el_app_deg"]), row["target_alt_km"] * 1e3)
            self.assertAlmostEqual(rays.el_error_rad[0] * 1e3, row["el_err_mrad"], delta=1e-4)
            self.assertAlmostEqual(rays.range_error_m[0], row["range_err_m"], delta=0.002)
        self.assertGreater(len(rows), 40)
        with self.assertRaises(ValueError):
            dw.sense.refraction(-0.1, 1e5)


class Charts(unittest.TestCase):
    def test_a_chart_is_a_document_with_its_numbers(self) -> None:
        x = np.linspace(0, 10, 21)
        lines = {"one": (x, x**2), 'two "quoted"': (x, np.where(x > 5, np.nan, x))}
        figure = dw.chart.xy("A & B", "time [s]", "range [km]", lines, bounds=(20, 30), marks={"burnout": 4.0})
        document = xml.dom.minidom.parseString(figure.svg)
        texts = [t.firstChild.data for t in document.getElementsByTagName("text")]
        for word in ("A & B", "time [s]", "range [km]", "one", "burnout"):
            self.assertIn(word, texts)
        rows = list(csv.reader(io.StringIO(figure.csv)))
        self.assertEqual(rows[0], ["line", "time [s]", "range [km]"])
        self.assertEqual(len(rows), 1 + 42)
        self.assertEqual([float(v) for v in rows[5][1:]], [2.0, 4.0])
        self.assertNotIn("nan", figure.svg)

    def test_points_stand_where_the_axis_says(self) -> None:
        figure = dw.chart.xy("t", "x", "y", {"line": ([0, 100], [0, 1])})
        first = next(p for p in xml.dom.minidom.parseString(figure.svg).getElementsByTagName("path")
                     if p.getAttribute("stroke") == "var(--s0)").getAttribute("d")
        self.assertEqual(first, f"M{dw.chart.LEFT:.1f} {dw.chart.HEIGHT - dw.chart.BOTTOM:.1f}"
                                f"L{dw.chart.WIDTH - dw.chart.RIGHT:.1f} {dw.chart.TOP:.1f}")

    def test_dots_stand_where_the_axis_says(self) -> None:
        lines = {"line": ([0, 100], [0, 1]), "table": ([0, 50, 100], [0, np.nan, 1])}
        drawn = [p.getAttribute("d") for p in xml.dom.minidom.parseString(
                     dw.chart.xy("t", "x", "y", lines, dots={"table"}).svg).getElementsByTagName("path")
                 if p.getAttribute("stroke") == "var(--s1)"]
        self.assertEqual(drawn[0], f"M{dw.chart.LEFT:.1f} {dw.chart.HEIGHT - dw.chart.BOTTOM:.1f}h0"
                                   f"M{dw.chart.WIDTH - dw.chart.RIGHT:.1f} {dw.chart.TOP:.1f}h0")
        with self.assertRaises(ValueError):
            dw.chart.xy("t", "x", "y", lines, dots={"tables"})

    def test_powers_of_ten_and_what_cannot_be_drawn(self) -> None:
        texts = dw.chart.xy("t", "x", "y", {"line": ([1, 2, 3], [10, 1000, 0])}, log_y=True).svg
        self.assertIn(">1000<", texts)
        with self.assertRaises(ValueError):
            dw.chart.xy("t", "x", "y", {"line": ([1.0], [np.nan])})
        with self.assertRaises(ValueError):
            dw.chart.xy("t", "x", "y", {str(k): ([0, 1], [0, 1]) for k in range(5)})


if __name__ == "__main__":
    unittest.main()
