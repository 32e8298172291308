"""Many arcs at once and closed-form arcs, from Python."""
import unittest

import numpy as np

import dewline as dw


def burnouts(n: int) -> tuple[np.ndarray, np.ndarray]:
    """States at 200 km, 6.8 km/s, 22 degrees up, in all directions."""
    rng = np.random.default_rng(4)
    up = rng.normal(size=(n, 3))
    up /= np.linalg.norm(up, axis=1, keepdims=True)
    side = np.cross(up, rng.normal(size=(n, 3)))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    return 6.578e6 * up, 6800 * (np.sin(0.38) * up + np.cos(0.38) * side)


class Arcs(unittest.TestCase):
    def test_many_are_what_one_is(self):
        r, v = burnouts(50)
        many = dw.orbit.impacts(r, v, tolerance=1e-11)
        one = dw.orbit.impact(r, v)
        for name in one._fields:
            np.testing.assert_allclose(getattr(many, name), getattr(one, name), rtol=1e-7, atol=1e-7)
        self.assertEqual(many.r_ITRF_m.shape, (50, 3))
        height = dw.earth.ecef_to_geodetic(many.r_ITRF_m)[:, 2]
        np.testing.assert_allclose(height, 0, atol=1e-3)
        np.testing.assert_allclose(np.linalg.norm(many.v_ITRF_m_s, axis=1), many.speed_m_s)
        self.assertTrue((many.apogee_m > 500e3).all() and (many.apogee_tof_s < many.tof_s).all())

    def test_drag_by_state_and_for_all(self):
        r, v = burnouts(9)
        vacuum = dw.orbit.impacts(r, v)
        heavy = dw.orbit.impacts(r, v, 10000)
        mixed = dw.orbit.impacts(r, v, np.where(np.arange(9) % 2 == 0, 10000, 0.0))
        np.testing.assert_array_equal(mixed.tof_s[::2], heavy.tof_s[::2])
        np.testing.assert_allclose(mixed.tof_s[1::2], vacuum.tof_s[1::2], rtol=1e-9)
        self.assertTrue((heavy.speed_m_s < vacuum.speed_m_s).all())

    def test_one_state_gives_floats_and_an_orbit_nothing(self):
        hit = dw.orbit.impacts([7e6, 0, 0], [0, 100, 100])
        self.assertEqual(np.ndim(hit.tof_s), 0)
        self.assertEqual(hit.r_ITRF_m.shape, (3,))
        self.assertTrue(np.isnan(dw.orbit.impacts([7e6, 0, 0], [0, 7500, 0]).tof_s))

    def test_bad_input_says_what(self):
        r, v = burnouts(3)
        for call in (lambda: dw.orbit.impacts(r, v[:2]), lambda: dw.orbit.impacts(r, v, [1, 2]),
                     lambda: dw.orbit.impacts(r, v, gravity="j9"), lambda: dw.orbit.impacts(r, v, tolerance=0),
                     lambda: dw.orbit.impacts(r, v, -5), lambda: dw.orbit.impacts(r * np.nan, v),
                     lambda: dw.orbit.minimum_energy(0), lambda: dw.orbit.minimum_energy(1e6, 2.0)):
            with self.assertRaises(ValueError):
                call()


class MinimumEnergy(unittest.TestCase):
    def test_ten_thousand_kilometres(self):
        arc = dw.orbit.minimum_energy(10e6)
        self.assertAlmostEqual(arc.tof_s, 1930.95646689, 6)
        self.assertAlmostEqual(arc.speed_m_s, 7198.08352451, 6)
        self.assertAlmostEqual(np.degrees(arc.angle_rad), 22.516959852, 8)
        self.assertAlmostEqual(arc.apogee_m, 1319476.5134, 2)

    def test_arrays_and_angles(self):
        arcs = dw.orbit.minimum_energy([1e6, 5e6], np.radians([60, 1]))
        self.assertEqual(arcs.tof_s.shape, (2,))
        steep = dw.orbit.minimum_energy(8e6, np.radians(88))
        self.assertTrue(np.isnan(steep.tof_s), "beyond escape")
        self.assertGreater(dw.orbit.minimum_energy(5e6, height_m=100e3).apogee_m, dw.orbit.minimum_energy(5e6).apogee_m)


if __name__ == "__main__":
    unittest.main()
