"""The Sun, glint, footprints and stereo from Python."""
import csv
import os
import unittest
from pathlib import Path

import numpy as np

import dewline as dw

ROOT = Path(os.environ.get("DEWLINE_SOURCE_DIR", Path(__file__).resolve().parents[2]))
GEO_M = 42164e3


def over(lon_deg: float) -> np.ndarray:
    lon = np.radians(lon_deg)
    return GEO_M * np.array([np.cos(lon), np.sin(lon), 0])


class Sun(unittest.TestCase):
    def test_meets_the_table(self) -> None:
        with open(ROOT / "tests/known/data/frames_sun_vectors.csv", newline="") as file:
            rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
        told = np.array([[float(r[f"sun_gcrf_{axis}_km"]) for axis in "xyz"] for r in rows]) * 1e3
        times = [r["utc"] for r in rows]
        np.testing.assert_allclose(dw.infrared.sun(times, "gcrf"), told, atol=1e3)
        fixed = dw.infrared.sun(times)
        lat = np.degrees(np.arctan2(fixed[:, 2], np.hypot(fixed[:, 0], fixed[:, 1])))
        np.testing.assert_allclose(lat, [float(r["subsolar_lat_deg"]) for r in rows], atol=1e-3)

    def test_refuses_what_is_no_time_or_frame(self) -> None:
        with self.assertRaises(ValueError):
            dw.infrared.sun("noon")
        with self.assertRaises(ValueError):
            dw.infrared.sun("2026-03-20T12:00:00", "teme")


class Glint(unittest.TestCase):
    def test_geometry_by_hand(self) -> None:
        cloud = np.array([6389e3, 0, 0])
        up = lambda el, side: np.array([np.sin(np.radians(el)), side * np.cos(np.radians(el)), 0])  # noqa: E731
        g = dw.infrared.glint_geometry(cloud, cloud + 4e7 * up(5, 1), 1.5e11 * up(40, -1))
        np.testing.assert_allclose(np.degrees([g.sun_el_rad[0], g.view_el_rad[0], g.scattering_rad[0], g.tilt_rad[0]]),
                                   [40, 5, 45, 17.5], atol=0.01)

    def test_intensity_falls_with_the_scattering_angle(self) -> None:
        turned = np.radians([10, 40, 90, 170])
        shine = dw.infrared.glint_intensity(np.radians(40), np.radians(5), turned)
        self.assertTrue((np.diff(shine) < 0).all() and (shine > 0).all())
        np.testing.assert_allclose(dw.infrared.glint_intensity(-0.1, 0.1, 1.0), [0])
        with self.assertRaises(ValueError):
            dw.infrared.glint_intensity(0.5, 0.1, 1.0, asymmetry=1.0)

    def test_the_map_of_1983(self) -> None:
        raan, phase = np.meshgrid(np.radians(np.arange(0, 360, 15)), np.radians(np.arange(0, 360, 5)))
        cloud = (np.radians(47.5), np.radians(-110.5), 11e3)
        found = dw.infrared.glint_map("1983-09-25T20:15:00", cloud, raan, phase, step_s=60)
        self.assertEqual(found.fits.shape, raan.shape)
        self.assertTrue((found.sees | ~found.fits).all())
        self.assertAlmostEqual(found.fits.mean(), 0.064, delta=0.012)  # a coarse grid
        self.assertGreater(np.degrees(found.scattering_rad[found.sees]).min(), 38.5)


class Views(unittest.TestCase):
    def test_the_air_takes_less_from_higher_up_and_straight_up(self) -> None:
        share = dw.infrared.transmission([0, 4e3, 10e3, 30e3], np.radians(90))
        np.testing.assert_allclose(share, np.exp(-2 * np.exp([0, -1, -2.5, -7.5])), rtol=2e-3)
        self.assertTrue((dw.infrared.transmission([5e3, 10e3], np.radians(5)) < share[1:3]).all())
        with self.assertRaises(ValueError):
            dw.infrared.transmission(0, 1, depth=-1)

    def test_the_footprint_of_the_whole_disc_is_the_limb(self) -> None:
        edge = np.degrees(dw.infrared.footprint(over(30), 0.3))
        self.assertEqual(edge.shape, (180, 2))
        away = np.cos(np.radians(edge[:, 0])) * np.cos(np.radians(edge[:, 1] - 30))
        np.testing.assert_allclose(np.degrees(np.arccos(away)), 81.3, atol=0.2)
        self.assertEqual(dw.infrared.footprint(over(0), 0.05, 2 * over(0)).shape, (0, 2))
        with self.assertRaises(ValueError):
            dw.infrared.footprint(over(0), 2.0)

    def test_two_lines_make_a_place(self) -> None:
        target = np.array([4.3e6, 1.5e6, 4.6e6])
        rng = np.random.default_rng(1)
        places, seen, axes = [over(0), over(50)], [], []
        for place in places:
            axes.append(dw.infrared.axes(-place))
            d = axes[-1] @ (target - place) / np.linalg.norm(target - place)
            uv = d[:2] + 10e-6 * rng.normal(size=(2000, 2))
            seen.append(np.column_stack([uv, np.full((2000, 2), 10e-6)]))
        fix = dw.infrared.triangulate(places[0], axes[0], seen[0], places[1], axes[1], seen[1])
        off = fix.r_ITRF_m - target
        nees = np.einsum("ni,nij,nj->n", off, np.linalg.inv(fix.cov_ITRF_m2), off)
        self.assertAlmostEqual(nees.mean(), 3, delta=5.5 * np.sqrt(6 / 2000))
        self.assertAlmostEqual(fix.chi_square.mean(), 1, delta=5.5 * np.sqrt(2 / 2000))
        with self.assertRaises(ValueError):
            dw.infrared.triangulate(places[0], axes[0], seen[0][:3], places[1], axes[1], seen[1])


if __name__ == "__main__":
    unittest.main()
