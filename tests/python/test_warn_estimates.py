"""Launch, impact and threat from Python: what goes in comes out in the right units."""
import math
import unittest

import numpy as np

import dewline as dw

EPOCH = "2026-03-20T12:00:00Z"


def flying(height_m: float, speed_m_s: float, climb_deg: float) -> np.ndarray:
    """Over the equator at longitude 0, northwards; Earth-fixed."""
    g = math.radians(climb_deg)
    return np.array([6378137.0 + height_m, 0, 0, speed_m_s * math.sin(g), 0, speed_m_s * math.cos(g)])


COVARIANCE = np.diag([500.0**2] * 3 + [10.0**2] * 3)


class Impact(unittest.TestCase):
    def test_a_fall_northwards_has_an_ellipse_that_grows_with_the_error(self) -> None:
        x = flying(250e3, 5000, 30)
        small = dw.warn.impact(x, COVARIANCE, epoch=EPOCH)
        large = dw.warn.impact(x, 100 * COVARIANCE, epoch=EPOCH)
        self.assertGreater(small["lat_rad"], math.radians(15))
        self.assertAlmostEqual(small["lon_rad"], 0, delta=math.radians(5))
        self.assertGreater(small["when_s"], 500)
        self.assertGreater(large["major_m"], 5 * small["major_m"])

    def test_what_stays_up_has_none(self) -> None:
        self.assertIsNone(dw.warn.impact(flying(500e3, 7700, 0), COVARIANCE, epoch=EPOCH))

    def test_frames_agree(self) -> None:
        x = flying(250e3, 5000, 30)
        back = dw.warn.launch(x, COVARIANCE, epoch=EPOCH)
        self.assertLess(back["launch"]["when_s"], 0)
        self.assertLess(back["launch"]["lat_rad"], 0)
        self.assertAlmostEqual(back["heading_rad"] % (2 * math.pi), 0, delta=0.01)
        self.assertGreater(back["prob_booster"], 0)

    def test_wrong_shapes_and_words_are_refused(self) -> None:
        with self.assertRaises(ValueError):
            dw.warn.impact([1, 2, 3], COVARIANCE, epoch=EPOCH)
        with self.assertRaises(ValueError):
            dw.warn.impact(flying(250e3, 5000, 30), COVARIANCE, epoch=EPOCH, frame="teme")


class Threat(unittest.TestCase):
    def test_two_missiles_and_two_assets_by_hand(self) -> None:
        t = dw.warn.threat([0.8, 1.0], [[0.5, 0.2], [1.0, 0.0]], launched_s=[0, 600], sigma_launched_s=[10, 10])
        np.testing.assert_allclose(t["prob_any"], [1.0, 0.16])
        self.assertEqual((t["low"], t["high"], t["assessment"]), (1, 2, "attack"))
        self.assertEqual(len(t["waves"]), 1)  # the first alone is less likely than not to be a wave

    def test_a_launch_without_an_impact_lies_between_its_bounds(self) -> None:
        t = dw.warn.threat([0.8], [[np.nan, np.nan]])
        np.testing.assert_allclose(t["prob_any_low"], 0)
        np.testing.assert_allclose(t["prob_any_high"], 0.8)
        np.testing.assert_allclose(t["prob_any"], 0.8 * 0.25 / 2)


if __name__ == "__main__":
    unittest.main()
