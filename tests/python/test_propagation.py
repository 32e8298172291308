"""dw.propagation: the reference tables through the bindings, shapes, and what is refused."""
import csv
import os
import unittest
from pathlib import Path

import numpy as np

import dewline as dw

DATA = Path(os.environ.get("DEWLINE_SOURCE_DIR", Path(__file__).parents[2])) / "tests/known/data"
P = dw.propagation


def table(name: str) -> list[dict[str, str]]:
    lines = (line for line in (DATA / name).read_text().splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines))


class Tables(unittest.TestCase):
    def test_gases_meet_the_itu_examples(self) -> None:
        rows = table("itu_p676_specific.csv")
        oxygen, vapour = P.gas_attenuation([float(r["f_GHz"]) * 1e9 for r in rows])
        np.testing.assert_allclose(oxygen * 1e3, [float(r["oxygen_db_km"]) for r in rows], rtol=1e-6)
        np.testing.assert_allclose(vapour * 1e3, [float(r["vapour_db_km"]) for r in rows], rtol=1e-4)
        self.assertGreater(len(rows), 30)

    def test_rain_meets_the_itu_examples(self) -> None:
        rows = table("itu_p838_rain.csv")
        got = P.rain_attenuation([float(r["f_GHz"]) * 1e9 for r in rows],
                                 [float(r["rate_mm_h"]) for r in rows],
                                 np.radians([float(r["el_deg"]) for r in rows]),
                                 np.radians([float(r["tilt_deg"]) for r in rows]))
        np.testing.assert_allclose(got * 1e3, [float(r["gamma_db_km"]) for r in rows], rtol=1e-7)

    def test_ionosphere_meets_the_table(self) -> None:
        rows = table("ionosphere_range_error.csv")
        got = P.ionosphere_range_error([float(r["slant_tec_tecu"]) * P.TECU_M2 for r in rows],
                                       [float(r["freq_mhz"]) * 1e6 for r in rows])
        np.testing.assert_allclose(got, [float(r["range_error_m"]) for r in rows], atol=1e-6)

    def test_cfar_and_binary_meet_the_table(self) -> None:
        kinds = set()
        for row in table("cfar_and_binary.csv"):
            v = {k: float(x) for k, x in (row[c].split("=") for c in "abcd" if row[c])}
            kinds.add(row["kind"])
            got = {"ca_cfar_alpha": lambda: P.cfar_multiplier(v["pfa"], v["n"]),
                   "ca_cfar_pd": lambda: P.cfar_prob_detect(v["snr_db"], v["pfa"], v["n"]),
                   "m_of_n": lambda: P.binary_probability(v["p"], v["M"], v["N"])}[row["kind"]]()
            self.assertAlmostEqual(got[0] / float(row["result"]), 1, delta=1e-10)
        self.assertEqual(len(kinds), 3)

    def test_horizon_meets_the_43_earth(self) -> None:
        for row in table("horizon_4_3.csv"):
            h, target = float(row["antenna_h_m"]), float(row["target_h_m"])
            if target == 0:
                continue
            rays = dw.sense.refraction(P.horizon_el_rad(h), target, h)
            ratio = rays.true_range_m[0] / 1e3 / float(row["los_k43_km"])
            self.assertTrue(0.98 < ratio < 1.03, ratio)


class Rays(unittest.TestCase):
    def test_a_hill_sees_a_sea_skimmer_below_level(self) -> None:
        r0, r = P.EARTH_RADIUS_M + 100, P.EARTH_RADIUS_M + 10
        distance = np.array([5e3, 30e3, 50e3, 60e3])
        true_el = np.arcsin((r * r - r0 * r0 - distance**2) / (2 * r0 * distance))
        seen = P.seen(true_el, distance, site_h_m=100)
        self.assertTrue((seen.apparent_el_rad < 0).all())
        self.assertEqual(seen.visible.tolist(), [True, True, True, False])
        self.assertFalse(P.seen(true_el, distance, site_h_m=0).visible.any())

    def test_below_the_horizon_there_is_no_ray(self) -> None:
        with self.assertRaises(ValueError):
            dw.sense.refraction(-0.001, 1e5)
        with self.assertRaises(ValueError):
            dw.sense.refraction(P.horizon_el_rad(500)[0] - 1e-6, 1e5, 500)

    def test_mask_is_linear_and_names_bad_rows(self) -> None:
        rows = np.radians([[350, 4], [10, 2]])
        found = np.degrees(P.horizon_mask(np.radians([350, 0, 10, 180]), rows))
        np.testing.assert_allclose(found, [4, 3, 2, 3])
        with self.assertRaisesRegex(ValueError, "azimuth"):
            P.horizon_mask(0, [[0, 0], [0, 0.1]])
        self.assertEqual(P.horizon_mask([1, 2], np.zeros((0, 2))).tolist(), [0, 0])

    def test_loss_along_the_ray(self) -> None:
        zenith, low = P.gas_loss(np.radians([90, 0.5]), 1e6, 10e9)
        self.assertLess(zenith, low)
        oxygen, vapour = P.gas_attenuation(10e9)
        self.assertAlmostEqual(P.gas_loss(0, 100, 10e9)[0] / (100 * (oxygen + vapour)[0]), 1, delta=0.02)
        rain = P.rain_loss(10e9, 10, 0, [1e3, 2e3])
        self.assertAlmostEqual(rain[1], 2 * rain[0])


class Forms(unittest.TestCase):
    def test_jamming(self) -> None:
        jnr = P.jammer_to_noise(1e-6, [50e3, 100e3], 3e9, 30)
        self.assertAlmostEqual(jnr[0], 4 * jnr[1])
        self.assertAlmostEqual(P.stand_off_burn_through(1e5, 15.0)[0], 5e4)
        x = (P.self_screening_burn_through(1e5, 7.0)[0] / 1e5)**2
        self.assertAlmostEqual(x * x + 7 * x, 1)

    def test_multipath_lobes(self) -> None:
        f4 = P.propagation_factor4(np.linspace(100, 20e3, 4000), 100e3, 15, 1.3e9)
        self.assertGreater(f4.max(), 12)
        self.assertLess(f4.min(), 0.1)
        self.assertTrue(((f4 >= 0) & (f4 <= 16)).all())

    def test_ionosphere_towards_a_target(self) -> None:
        errors = P.ionosphere_error_towards(np.radians(10), [20e3, 350e3, 2e6], 435e6)
        self.assertLess(errors[0], 1e-3)
        self.assertTrue(errors[0] < errors[1] < errors[2])

    def test_nonsense_is_refused(self) -> None:
        for wrong in (lambda: P.gas_attenuation(1e3), lambda: P.rain_attenuation(1e10, -1),
                      lambda: P.cfar_multiplier(1e-6, 2.5), lambda: P.binary_probability(0.5, 4, 3),
                      lambda: P.propagation_factor4(10, 1e3, 10, 1e9, "round"),
                      lambda: P.jammer_to_noise(1, 0, 1e9, 0), lambda: P.seen(0.1, 0),
                      lambda: P.ionosphere_range_error(np.nan, 1e9)):
            with self.assertRaises(ValueError):
                wrong()


if __name__ == "__main__":
    unittest.main()
