"""The Python package as a researcher meets it."""
import io
import os
import unittest
from pathlib import Path

import numpy as np
import pandas as pd

import dewline as dw

DATA = Path(os.environ.get("DEWLINE_SOURCE_DIR", Path(__file__).parents[2])) / "tests/known/data"
MU = 398600.4418e9
OMEGA_RAD_S = 7.292115146706979e-5


def table(name: str) -> pd.DataFrame:
    """A reference table; `#` begins a header line."""
    lines = (DATA / name).read_text().splitlines(keepends=True)
    return pd.read_csv(io.StringIO("".join(line for line in lines if not line.startswith("#"))))


def metres(rows: pd.DataFrame | pd.Series, *columns: str) -> np.ndarray:
    return rows[list(columns)].to_numpy(float) * 1e3


def turned_by(t_s: float) -> np.ndarray:
    """Axes that turned with the Earth about z for t_s, from those of t = 0."""
    a = OMEGA_RAD_S * t_s
    return np.array([[np.cos(a), np.sin(a), 0], [-np.sin(a), np.cos(a), 0], [0, 0, 1]])


class Kernels(unittest.TestCase):
    def test_geodetic_and_ecef_are_inverse_on_arrays_and_scalars(self) -> None:
        lat, lon, h = np.radians([-90, -33.3, 0, 45, 89.9]), np.radians([0, 170, -75, 10, 3.0]), np.array([0, 10, 1e3, 4e5, 4e7])
        r = dw.earth.geodetic_to_ecef(lat_rad=lat, lon_rad=lon, h_m=h)
        self.assertEqual(r.shape, (5, 3))
        back = dw.earth.ecef_to_geodetic(r_m=r)
        np.testing.assert_allclose(back[:, 0], lat, atol=1e-13)
        np.testing.assert_allclose(back[:, 2], h, atol=1e-6)
        np.testing.assert_allclose(dw.earth.geodetic_to_ecef(0, 0, 0), [[6378137, 0, 0]], atol=1e-9)
        self.assertEqual(dw.earth.ecef_to_geodetic([6378137, 0, 0]).shape, (1, 3))

    def test_gcrf_to_itrf_of_the_reference_row_of_1995(self) -> None:
        a = np.pi / 648000
        m = dw.earth.gcrf_to_itrf(utc="1995-01-25T06:24:00", ut1_utc_s=0.3368315, xp_rad=-0.119502 * a, yp_rad=0.472687 * a,
                                  dx_rad=-0.000072 * a, dy_rad=-0.000169 * a)
        np.testing.assert_allclose(m[0], [-0.7642609330538146, -0.6449070384158877, -0.00037149611192485271], atol=1e-10)
        np.testing.assert_allclose(m @ m.T, np.eye(3), atol=1e-14)

    def test_standard_atmosphere_at_11_km(self) -> None:
        air = dw.earth.ussa76(h_m=[0.0, 11019.0])
        self.assertAlmostEqual(air.temperature_K[0], 288.15, 9)
        self.assertAlmostEqual(air["pressure_Pa"][0], 101325, 6)
        self.assertAlmostEqual(air.temperature_K[1], 216.65, 1)

    def test_lambert_of_vallado_and_its_propagation(self) -> None:
        r1, r2 = np.array([15945.34e3, 0, 0]), np.array([12214.83899e3, 10249.46731e3, 0])
        v1, v2 = dw.orbit.lambert(r1_m=r1, r2_m=r2, tof_s=4560.0, mu=398600.4418e9, num_revs=0, prograde=True, branch="low")
        np.testing.assert_allclose(v1, [2058.91335370731, 2915.96435164994, 0], rtol=1e-9, atol=1e-6)
        x = dw.orbit.propagate(r_m=r1, v_m_s=v1, t_s=[0.0, 4560.0], gravity="two-body", frame="gcrf", mu=398600.4418e9)
        self.assertEqual(x.shape, (2, 6))
        np.testing.assert_allclose(x[1, :3], r2, atol=1.0)
        np.testing.assert_allclose(x[1, 3:], v2, atol=1e-3)
        with self.assertRaises(ValueError):
            dw.orbit.lambert(r1, 2 * r1, 4560.0)

    def test_impact_of_the_reference_cases_one_by_one_and_together(self) -> None:
        for gravity, word in (("J2", "j2"), ("two-body", "two-body")):
            rows = table("ballistics_rotating_earth_impact.csv").query(f"gravity == '{gravity}'")
            r = metres(rows, "x0_km", "y0_km", "z0_km")
            # The table's velocities are inertial, in axes that coincide with ITRF at t = 0.
            v = metres(rows, "vx0_km_s", "vy0_km_s", "vz0_km_s") - np.cross([0, 0, OMEGA_RAD_S], r)
            np.testing.assert_allclose(np.linalg.norm(v, axis=1), 1e3 * rows["v_rel_km_s"], rtol=1e-9)
            hits = dw.orbit.impact(r_ITRF_m=r, v_ITRF_m_s=v, gravity=word)
            self.assertEqual([np.shape(column) for column in hits], [(len(rows),)] * 5)
            np.testing.assert_allclose(hits.tof_s, rows["tof_s"], atol=2e-3)
            np.testing.assert_allclose(np.degrees(hits.lat_rad), rows["impact_lat_deg"], atol=2e-5)
            np.testing.assert_allclose(np.degrees(hits.lon_rad), rows["impact_lon_deg"], atol=2e-5)
            np.testing.assert_allclose(hits.speed_m_s, 1e3 * rows["impact_speed_rel_km_s"], atol=0.01)
            np.testing.assert_allclose(np.degrees(hits.angle_rad), rows["impact_gamma_deg"], atol=1e-5)
            for k in range(len(rows)):
                one = dw.orbit.impact(r[k], v[k], gravity=word)
                self.assertEqual([np.ndim(value) for value in one], [0] * 5)
                self.assertEqual(tuple(one), tuple(column[k] for column in hits))

    def test_impact_of_what_does_not_come_down_or_is_not_said_well(self) -> None:
        r, v = np.array([[7e6, 0, 0], [7e6, 0, 0]]), np.array([[0, 12000.0, 0], [0, 0, 0]])
        hits = dw.orbit.impact(r, v)
        self.assertTrue(np.isnan(hits.tof_s[0]))
        self.assertGreater(hits.tof_s[1], 0)
        with self.assertRaises(ValueError):
            dw.orbit.impact([7e6, 0, 0], [0, 0, 0], gravity="j9")
        with self.assertRaises(ValueError):
            dw.orbit.impact([[7e6, 0]], [[0, 0]])

    def test_itrf_propagation_is_gcrf_propagation_in_turning_axes(self) -> None:
        r, v_E = np.array([6.9e6, 1e5, 2e6]), np.array([-300.0, 6900, 1500])
        t = np.array([0, 60, 900, 3600.0])
        omega = np.array([0, 0, OMEGA_RAD_S])
        for gravity in ("two-body", "j2", "j6"):
            x_E = dw.orbit.propagate(r, v_E, t, gravity=gravity, frame="itrf")
            x_G = dw.orbit.propagate(r, v_E + np.cross(omega, r), t, gravity=gravity, frame="gcrf")
            for k, t_s in enumerate(t):
                m = turned_by(t_s)
                np.testing.assert_allclose(x_E[k, :3], m @ x_G[k, :3], atol=0.01)
                np.testing.assert_allclose(x_E[k, 3:], m @ (x_G[k, 3:] - np.cross(omega, x_G[k, :3])), atol=1e-5)
            back = dw.orbit.propagate(x_E[3, :3], x_E[3, 3:], [-3600.0], gravity=gravity, frame="itrf")
            np.testing.assert_allclose(back[0], [*r, *v_E], rtol=0, atol=0.02)
        with self.assertRaises(ValueError):
            dw.orbit.propagate(r, v_E, t, frame="teme")

    def test_j6_differs_from_j2_a_little_and_both_from_two_body_much_more(self) -> None:
        at = {g: dw.orbit.propagate([6.9e6, 1e5, 2e6], [-300.0, 6900, 3000], [1800.0], gravity=g)[0, :3] for g in ("two-body", "j2", "j6")}
        fine, coarse = np.linalg.norm(at["j6"] - at["j2"]), np.linalg.norm(at["j2"] - at["two-body"])
        self.assertGreater(fine, 1)
        self.assertLess(fine, 500)
        self.assertGreater(coarse, 20 * fine)

    def test_lambert_with_one_revolution_has_two_branches_and_one_is_published(self) -> None:
        row = table("ballistics_lambert_problems.csv").set_index("case").loc["Der II M1 a"]
        r1, r2, tof = metres(row, "r1x", "r1y", "r1z"), metres(row, "r2x", "r2y", "r2z"), float(row["tof"])
        by_number = dw.orbit.lambert(r1, r2, tof, mu=1e9 * float(row["mu"]), num_revs=1, branch=1)
        np.testing.assert_array_equal(by_number[0], dw.orbit.lambert(r1, r2, tof, mu=1e9 * float(row["mu"]), num_revs=1,
                                                                     branch="high")[0])
        found = {b: dw.orbit.lambert(r1, r2, tof, mu=1e9 * float(row["mu"]), num_revs=1, branch=b) for b in ("low", "high")}
        v1, v2 = metres(row, "refined_v1x", "refined_v1y", "refined_v1z"), metres(row, "refined_v2x", "refined_v2y", "refined_v2z")
        errors = sorted(np.linalg.norm(v[0] - v1) + np.linalg.norm(v[1] - v2) for v in found.values())
        self.assertLess(errors[0], 1e-5)
        self.assertGreater(errors[1], 100)
        periods = []
        for v, _ in found.values():  # both arrive, after more than one period and less than two
            x = dw.orbit.propagate(r1, v, [tof], gravity="two-body", mu=1e9 * float(row["mu"]))
            np.testing.assert_allclose(x[0, :3], r2, atol=1)
            a = 1 / (2 / np.linalg.norm(r1) - v @ v / MU)
            periods.append(2 * np.pi * np.sqrt(a**3 / MU))
            self.assertLess(periods[-1], tof)
            self.assertGreater(2 * periods[-1], tof)
        self.assertGreater(abs(periods[0] - periods[1]), 60)
        with self.assertRaises(ValueError):
            dw.orbit.lambert(r1, r2, tof, num_revs=40)
        with self.assertRaises(ValueError):
            dw.orbit.lambert(r1, r2, tof, num_revs=1, branch="middle")

    def test_detection_and_its_inverse(self) -> None:
        pd_sw1 = dw.sense.prob_detect(snr_db=[0.0, 10.0, 20.0], prob_fa=1e-4, num_pulses=1, swerling=1)
        np.testing.assert_allclose(pd_sw1, [0.01, 0.432876128108, 0.912842894943], atol=1e-9)
        snr = dw.sense.required_snr_db(prob_detect=0.8, prob_fa=1e-6, num_pulses=1, swerling=0)
        np.testing.assert_allclose(snr, [12.56539330], atol=1e-7)
        with self.assertRaises(ValueError):
            dw.sense.prob_detect(0.0, 1e-6, 1, 7)
        with self.assertRaises(ValueError):
            dw.sense.prob_detect(float("nan"), 1e-6, 1, 1)

    def test_detection_takes_arrays_of_pulses_and_of_swerling_cases(self) -> None:
        wide = table("marcum_swerling_pd.csv")
        rows = wide.melt(["pfa", "n_pulses", "snr_db"], [f"pd_sw{k}" for k in range(5)], "case", "pd").iloc[::7]
        arguments = [rows["snr_db"].to_numpy(), rows["pfa"].to_numpy(), rows["n_pulses"].to_numpy(), rows["case"].str[-1].astype(int).to_numpy()]
        self.assertEqual(set(arguments[3]), set(range(5)))
        self.assertGreater(len(set(arguments[2])), 2)
        pd_all = dw.sense.prob_detect(*arguments)
        np.testing.assert_allclose(pd_all, rows["pd"], atol=1e-9)
        np.testing.assert_array_equal(pd_all, [dw.sense.prob_detect(*one)[0] for one in zip(*arguments, strict=True)])
        by_pulses = dw.sense.prob_detect(10.0, 1e-6, num_pulses=[1, 4, 16], swerling=1)
        self.assertTrue(np.all(np.diff(by_pulses) > 0))
        with self.assertRaises(ValueError):
            dw.sense.prob_detect([1.0, 2.0], 1e-6, [1, 2, 3], 1)


class Runs(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.scenario = dw.load("norwegian-rocket-1995")
        cls.run_1 = cls.scenario.run(seed=1)

    def test_ledger_as_data_frame(self) -> None:
        ledger = pd.DataFrame(self.run_1.ledger)
        self.assertIn("declared", set(ledger["step"]))
        declared = ledger[ledger["step"] == "declared"].iloc[0]
        withdrawn = ledger[ledger["step"] == "withdrawn"].iloc[0]
        self.assertLess(declared["known_s"], withdrawn["known_s"])
        self.assertIn("Moscow", self.run_1.headline)

    def test_same_seed_same_hash(self) -> None:
        self.assertEqual(self.run_1.hash, self.scenario.run(seed=1).hash)
        self.assertNotEqual(self.run_1.hash, self.scenario.run(seed=2).hash)

    def test_detections_carry_no_truth_and_come_as_they_became_known(self) -> None:
        det = self.run_1.detections(centre="moscow")
        self.assertGreater(det.num_rows, 10)
        self.assertFalse({"object", "label", "truth"} & set(det))
        self.assertTrue(np.all(np.diff(det["known_s"]) >= 0))
        self.assertTrue(np.all(det["known_s"] > det["t_s"]))

    def test_the_ledger_in_words_is_one_sentence_a_centre_and_object(self) -> None:
        text = self.run_1.ledger_text("moscow", "black-brant-xii")
        self.assertTrue(text.startswith("Moscow centre about black-brant-xii: first detection T+01:"), text)
        self.assertIn("launch-alert declared T+", text)
        self.assertEqual(self.run_1.ledger_text("nowhere", "black-brant-xii"), "")

    def test_why_names_the_evidence(self) -> None:
        self.assertIn("olenegorsk/", self.run_1.why("moscow", "declared"))
        with self.assertRaises(dw.RecordError):
            self.run_1.why("moscow", "nonsense")

    def test_overrides_and_bands(self) -> None:
        quick = dw.load("norwegian-rocket-1995", centres__moscow__stand_down="10 s")
        self.assertNotEqual(quick.hash, self.scenario.hash)
        bands = pd.DataFrame(quick.bands(repeats=20, seed=3))
        row = bands[(bands["step"] == "withdrawn")].iloc[0]
        self.assertEqual(row["runs"], 20)
        self.assertLessEqual(row["known_low_s"], row["known_high_s"])

    def test_save_and_read_back(self) -> None:
        import tempfile
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "run.duckdb"
            self.run_1.save(file)
            self.assertEqual(dw.read_run(file).hash, self.run_1.hash)
            with self.assertRaises(dw.RecordError):
                self.run_1.save(file)

    def test_scenario_errors_name_the_place(self) -> None:
        with self.assertRaises(dw.ScenarioError) as caught:
            dw.load("norwegian-rocket-1995", **{"sensors.olenegorsk.revisit": "5"})
        self.assertIn("needs a unit", str(caught.exception))
        with self.assertRaises((dw.ScenarioError, ValueError)):
            dw.load("no-such-file.yaml")

    def test_unknown_tables_and_columns_are_named(self) -> None:
        with self.assertRaises(AttributeError):
            self.run_1.nonsense  # noqa: B018
        with self.assertRaises(KeyError):
            self.run_1.ledger["nonsense"]


if __name__ == "__main__":
    unittest.main()
