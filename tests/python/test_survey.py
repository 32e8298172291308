"""dw.survey: arrays of the right shape, the same numbers as the parts they are made of, and what is said of mistakes."""
import unittest

import numpy as np

import dewline as dw

ROCKET = "norwegian-rocket-1995"


class Reach(unittest.TestCase):
    def test_olenegorsk_sees_its_sector_and_nothing_else(self) -> None:
        r = dw.survey.reach(ROCKET, step=5)
        self.assertEqual(set(r["radar"]), {"olenegorsk"})
        self.assertEqual(r["range_m"].shape, (72 * 19,))
        off = np.abs((r["az_deg"] - 310 + 180) % 360 - 180)
        outside = (off > 60.01) | (r["el_deg"] < 4.99) | (r["el_deg"] > 35.01)
        self.assertTrue((r["range_m"][outside] == 0).all())
        self.assertTrue((r["range_m"][(off < 59.99) & (r["el_deg"] == 10)] > 500e3).all())

    def test_a_tenth_of_the_cross_section_is_seen_to_its_fourth_root(self) -> None:
        one, tenth = (dw.survey.reach(ROCKET, rcs, step=10)["range_m"].max() for rcs in ("0.1 m2", "0.01 m2"))
        self.assertAlmostEqual(tenth / one, 0.1 ** 0.25, delta=1e-4)


class Maps(unittest.TestCase):
    def test_coverage_has_the_shape_of_its_grid(self) -> None:
        m = dw.survey.coverage(ROCKET, "500 km", grid=5, region=(60, 85, 0, 60))
        self.assertEqual(m["num_sensors"].shape, (5, 12))
        np.testing.assert_allclose(np.degrees(m.lat_rad), [62.5, 67.5, 72.5, 77.5, 82.5])
        self.assertEqual(m.sensors, ["olenegorsk"])
        np.testing.assert_array_equal(m["num_sensors"], m["pd.olenegorsk"] >= 0.5)
        self.assertGreater(m["num_sensors"].sum(), 3)
        self.assertTrue((m["cumulative"] >= m["pd.olenegorsk"] - 1e-12).all())

    def test_the_date_line_is_crossed(self) -> None:
        m = dw.survey.coverage(ROCKET, "500 km", grid="10 deg", region=(0, 10, 170, -170))
        np.testing.assert_allclose(np.degrees(m.lon_rad), [175, -175])

    def test_warning_is_impact_less_detection(self) -> None:
        m = dw.survey.warning_map(ROCKET, (69.3, 16), "generic-irbm", grid=4, region=(56, 80, 20, 60))
        seen = ~np.isnan(m["warning_s"])
        self.assertGreater(seen.sum(), 5)
        np.testing.assert_allclose(m["warning_s"][seen], (m["tof_s"] - m["detected_s.olenegorsk"])[seen])
        self.assertTrue(np.isnan(m["joint_warning_s"]).all(), "there is one sensor")
        for cell in m.check:
            self.assertLess(abs(cell["tof_off_s"]), 4)
        again = dw.survey.warning_map(dw.load(ROCKET), "69.3, 16", "generic-irbm", grid=4, region=(56, 80, 20, 60), threads=1)
        for name in m:
            np.testing.assert_array_equal(m[name], again[name])


class Errors(unittest.TestCase):
    def says(self, pattern: str, call) -> None:  # type: ignore[no-untyped-def]
        with self.assertRaisesRegex(ValueError, pattern):
            call()

    def test_bad_words_are_named(self) -> None:
        self.says("--sensor: there is no `olenegorks`; did you mean `olenegorsk`",
                  lambda: dw.survey.reach(ROCKET, sensors="olenegorks"))
        self.says("--grid", lambda: dw.survey.coverage(ROCKET, "500 km", grid=0))
        self.says("--region.*north of the first", lambda: dw.survey.coverage(ROCKET, "500 km", region=(80, 60, 0, 60)))
        self.says("--height", lambda: dw.survey.coverage(ROCKET, "high"))
        self.says("--gaps: there is no infrared satellite", lambda: dw.survey.gaps(ROCKET))
        self.says("--from", lambda: dw.survey.warning_map(ROCKET, "nowhere"))
        self.says("--type", lambda: dw.survey.warning_map(ROCKET, (69, 16), "generic-irbn"))
        self.says("--pd", lambda: dw.survey.reach(ROCKET, pd=1.5))
        with self.assertRaisesRegex(KeyError, "there are: lat_deg"):
            dw.survey.coverage(ROCKET, "500 km", grid=20)["minutes"]


if __name__ == "__main__":
    unittest.main()
