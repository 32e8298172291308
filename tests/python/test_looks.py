"""Looks and Pd by table from Python, against the exact Pd and against geometry written out."""
import unittest

import numpy as np

import dewline as dw

DEG = np.pi / 180
RADAR = dict(site=[60 * DEG, 20 * DEG, 100.0], boresight_rad=30 * DEG, tilt_rad=20 * DEG, width_rad=120 * DEG,
             elevation_rad=[3 * DEG, 80 * DEG], reference_range_m=1e6, reference_snr_db=15.0, max_range_m=3e6)


class PdByTable(unittest.TestCase):
    def test_is_the_exact_pd_to_1e8(self) -> None:
        snr_db = np.linspace(-60, 80, 1001)
        for swerling in range(5):
            for num_pulses in (1, 16):
                pd = dw.sense.prob_detect_by_table(snr_db, 1e-6, num_pulses, swerling)
                np.testing.assert_allclose(pd, dw.sense.prob_detect(snr_db, 1e-6, num_pulses, swerling), atol=1e-8, rtol=0)

    def test_bad_arguments_raise(self) -> None:
        for arguments in [(np.nan, 1e-6), (1.0, 0.0), (1.0, 1e-6, 0), (1.0, 1e-6, 1, 5)]:
            with self.assertRaises(ValueError):
                dw.sense.prob_detect_by_table(*arguments)


class Looks(unittest.TestCase):
    def targets(self, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Azimuth, elevation, range and Earth-fixed position."""
        luck = np.random.default_rng(5)
        az, el, range_m = luck.uniform(-np.pi, np.pi, n), luck.uniform(-5, 89, n) * DEG, luck.uniform(1e5, 4e6, n)
        lat, lon, h = RADAR["site"]
        enu = np.array([[-np.sin(lon), np.cos(lon), 0],
                        [-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)],
                        [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]])
        direction = np.stack([np.sin(az) * np.cos(el), np.cos(az) * np.cos(el), np.sin(el)], axis=1)
        site = np.asarray(dw.earth.geodetic_to_ecef(lat, lon, h)).reshape(3)
        return az, el, range_m, site + range_m[:, None] * (direction @ enu)

    def test_are_what_geometry_says(self) -> None:
        az, el, range_m, r = self.targets(3000)
        rcs = np.linspace(0.01, 10, 3000)
        seen = dw.sense.looks(r, rcs, swerling=3, **RADAR)
        np.testing.assert_allclose(seen.range_m, range_m, rtol=1e-9)
        off = np.abs(np.remainder(az - 30 * DEG + np.pi, 2 * np.pi) - np.pi)
        clear = (off < 59.99 * DEG) & (el > 3.01 * DEG) & (el < 79.99 * DEG) & (range_m < 3e6)
        out = (off > 60.01 * DEG) | (el < 2.5 * DEG) | (el > 80.01 * DEG) | (range_m > 3e6)
        self.assertTrue(np.all(seen.inside[clear & (seen.w > 0)]))
        self.assertFalse(np.any(seen.inside[out]))
        inside = seen.inside
        self.assertGreater(inside.sum(), 300)
        snr = 10**1.5 * rcs * (1e6 / range_m)**4 * seen.w**2
        np.testing.assert_allclose(seen.snr[inside], snr[inside], rtol=1e-8)
        pd = dw.sense.prob_detect(10 * np.log10(snr[inside]), 1e-6, 1, 3)
        np.testing.assert_allclose(seen.prob_detect[inside], pd, atol=1e-7, rtol=0)
        self.assertTrue(np.all(seen.prob_detect[~inside] == 0))
        np.testing.assert_allclose(seen.u**2 + seen.v**2 + seen.w**2, 1, atol=1e-12)

    def test_bad_arguments_raise(self) -> None:
        _, _, _, r = self.targets(4)
        for wrong in [dict(elevation_rad=[80 * DEG, 3 * DEG]), dict(site=[1.0, 2.0]), dict(swerling=7), dict(prob_fa=0.0)]:
            with self.assertRaises(ValueError):
                dw.sense.looks(r, 1.0, **{**RADAR, **wrong})
        with self.assertRaises(ValueError):
            dw.sense.looks(r, [1.0, 2.0], **RADAR)


if __name__ == "__main__":
    unittest.main()
