"""The Python package as a researcher meets it."""
import unittest
from pathlib import Path

import numpy as np
import pandas as pd

import dewline as dw


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

    def test_impact_of_the_reference_case(self) -> None:
        hit = dw.orbit.impact(r_ITRF_m=np.array([-2894.21879771, 4133.37280703, 4206.54309414]) * 1e3,
                              v_ITRF_m_s=np.array([-2.05944302894, -3.23705560419, 5.94664692202]) * 1e3, gravity="j2")
        self.assertAlmostEqual(hit.tof_s, 2069.327497184, delta=2e-3)
        self.assertAlmostEqual(np.degrees(hit.lat_rad), 37.3704431106, delta=2e-5)
        self.assertAlmostEqual(np.degrees(hit.lon_rad), -106.4266403972, delta=2e-5)
        with self.assertRaises(ValueError):
            dw.orbit.impact([7e6, 0, 0], [0, 0, 0], gravity="j9")

    def test_detection_and_its_inverse(self) -> None:
        pd_sw1 = dw.sense.prob_detect(snr_db=[0.0, 10.0, 20.0], prob_fa=1e-4, num_pulses=1, swerling=1)
        np.testing.assert_allclose(pd_sw1, [0.01, 0.432876128108, 0.912842894943], atol=1e-9)
        snr = dw.sense.required_snr_db(prob_detect=0.8, prob_fa=1e-6, num_pulses=1, swerling=0)
        np.testing.assert_allclose(snr, [12.56539330], atol=1e-7)
        with self.assertRaises(ValueError):
            dw.sense.prob_detect(0.0, 1e-6, 1, 7)
        with self.assertRaises(ValueError):
            dw.sense.prob_detect(float("nan"), 1e-6, 1, 1)


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
