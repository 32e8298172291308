"""The classifier from Python."""
import unittest

import dewline as dw

ARC = {"above": 1, "fire": 0, "infrared": 1, "surface_speed_m_s": (7200, 100), "surface_climb_rad": (0.4, 0.02)}


class Classify(unittest.TestCase):
    def test_sums_to_one_and_names_eleven_classes(self) -> None:
        p = dw.warn.classify(ARC)
        self.assertEqual(len(p), 11)
        self.assertAlmostEqual(sum(p.values()), 1, places=12)
        self.assertEqual(max(p, key=p.get), "icbm")

    def test_nothing_measured_leaves_the_priors(self) -> None:
        p = dw.warn.classify({}, {"icbm": 1e-6})
        self.assertLess(p["icbm"], 2e-6)
        q = dw.warn.classify({})
        self.assertAlmostEqual(p["satellite"] / p["drone"], q["satellite"] / q["drone"], places=12)

    def test_a_bound_is_not_a_value(self) -> None:
        fire = {"fire": True, "moves": True}
        burning = dw.warn.classify({**fire, "burn_s": (60, 10, "at_least")})
        out = dw.warn.classify({**fire, "burn_s": (60, 10)})
        self.assertGreater(burning["icbm"], 3 * out["icbm"])

    def test_weights_say_which_feature_speaks_for_what(self) -> None:
        weights = dw.warn.class_weights({**ARC, "air_speed_m_s": (200, 5)})
        self.assertNotIn("air_speed_m_s", weights)  # it has been above the air
        self.assertEqual(max(weights["surface_climb_rad"].values()), 0)
        self.assertLess(weights["surface_climb_rad"]["sounding-rocket"], -3)

    def test_refuses_what_is_no_feature(self) -> None:
        for wrong in ({"colour": 1}, {"rcs_m2": (1, -1)}, {"rcs_m2": (float("nan"), 1)}, {"moves": 3}, {"burn_s": (1, 2, "most")}):
            with self.assertRaises(ValueError, msg=str(wrong)):
                dw.warn.classify(wrong)
        with self.assertRaises(ValueError):
            dw.warn.classify({}, {"icbm": 0})


if __name__ == "__main__":
    unittest.main()
