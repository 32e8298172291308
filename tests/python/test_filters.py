"""dw.filters: the recorded posteriors of another program, filters that agree with each other, and what is said of mistakes."""
import os
import unittest
from pathlib import Path

import numpy as np

from dewline import filters as f

DATA = Path(os.environ["DEWLINE_SOURCE_DIR"]) / "tests/known/data"


def table(name: str) -> np.ndarray:
    lines = [line for line in (DATA / name).read_text().splitlines() if not line.startswith("#")]
    return np.genfromtxt(lines, delimiter=",", names=True)


class Recorded(unittest.TestCase):
    """Posteriors that Stone Soup computed (the files say how)."""

    def test_kalman_filter(self) -> None:
        r = table("tracking_kf_single.csv")
        prior = f.predict(f.ConstantVelocity(dim=2), [0, 0, 100, 50], np.diag([400, 400, 100, 100]), 1)
        t = f.kf(f.ConstantVelocity(dim=2), f.Cartesian(dim=2), r["time_s"], np.column_stack([r["z_x_m"], r["z_y_m"]]),
                 400 * np.eye(2), *prior)
        np.testing.assert_allclose(t.x, np.column_stack([r[c] for c in ("x_m", "y_m", "vx_m_s", "vy_m_s")]), atol=1e-6)
        np.testing.assert_allclose(t.P[:, 0, 2], r["Pxvx"], atol=1e-6)

    def test_extended_and_unscented(self) -> None:
        r = table("tracking_ekf3d_single.csv")
        model, radar = f.ConstantVelocity(psd_m2_s3=0.05), f.RangeAzimuthElevation()
        prior = f.predict(model, [60e3, 40e3, 8e3, -20, -30, 0], np.diag([100.0] * 3 + [20.0] * 3) ** 2, 1)
        z = np.column_stack([r["range_m"], np.pi / 2 - r["az_rad"], r["el_rad"]])
        R = np.diag([20, 1e-3, 1e-3]) ** 2
        for which, run, atol in (("ekf", f.ekf, 1e-4), ("ukf", f.ukf, 1e-5)):
            x = run(model, radar, r["time_s"], z, R, *prior).x
            theirs = np.column_stack([r[f"{which}_{c}_m"] for c in "xyz"])
            self.assertLess(np.linalg.norm(x[:, :3] - theirs, axis=1).max(), atol, which)


class Models(unittest.TestCase):
    def test_every_model_predicts_by_every_method(self) -> None:
        p, v = [6.5e6, 3e5, 4e5], [1000, 4000, 3000]
        states = {f.ConstantVelocity: [], f.ConstantAcceleration: [1, 2, 3], f.Singer: [1, 2, 3], f.Ballistic: [],
                  f.Reentry: [8], f.Accelerated: [1, 2, 3], f.Boost: [10, 20, 5, 4e-4], f.Glide: [8, 1, 0.2]}
        for kind, more in states.items():
            x = np.array(p + v + more)
            P = np.diag([100.0] * 3 + [5.0] * 3 + [1e-2] * min(len(more), 3) + [1e-5] * (len(more) - 3)) ** 2
            a, b, c = (f.predict(kind(), x, P, 2, method=m) for m in ("ekf", "ukf", "ckf"))
            np.testing.assert_allclose(a[0], b[0], atol=0.5, err_msg=kind.__name__)
            np.testing.assert_allclose(a[0], c[0], atol=0.5, err_msg=kind.__name__)
            self.assertTrue((np.linalg.eigvalsh(a[1] / np.sqrt(np.outer(np.diag(a[1]), np.diag(a[1])))) > 0).all())

    def test_every_sensor_updates_towards_the_truth(self) -> None:
        site = f.site_on_ground(50, 10, 200)
        place = site.p_FS_F + site.R_SF.T @ np.array([1e5, 2e5, 8e4])
        truth = np.concatenate([place, [500, -300, 1000]])
        prior = truth + np.array([300, -200, 100, 50, -20, 10])
        P = np.diag([300.0] * 3 + [50.0] * 3) ** 2
        local = np.array([1e5, 2e5, 8e4])
        r, flat = np.linalg.norm(local), np.hypot(1e5, 2e5)
        az, el = np.arctan2(1e5, 2e5), np.arctan2(8e4, flat)
        rate = float(local @ (site.R_SF @ truth[3:]) / r)
        cases = [(f.Cartesian(), place, [10] * 3), (f.RangeAzimuthElevation(site), [r, az, el], [10, 1e-4, 1e-4]),
                 (f.RangeAzimuthElevationRate(site), [r, az, el, rate], [10, 1e-4, 1e-4, 1]),
                 (f.RangeCosines(site), [r, 1e5 / r, 2e5 / r], [10, 1e-4, 1e-4]),
                 (f.TwoAngles(site), [az, el], [1e-4, 1e-4]), (f.RangeRate(site), [rate], [1])]
        for sensor, z, sigma in cases:
            for method in ("ekf", "iekf", "ukf", "ckf"):
                u = f.update(sensor, prior, P, z, np.diag(sigma).astype(float) ** 2, method)
                before, after = ((x - truth) @ np.linalg.solve(P, x - truth) for x in (prior, u.x))
                self.assertLess(after, before, (sensor, method))

    def test_mistakes_are_named(self) -> None:
        with self.assertRaisesRegex(ValueError, r"x must have shape \(6,\)"):
            f.predict(f.ConstantVelocity(), [1, 2], np.eye(6), 1)
        with self.assertRaisesRegex(ValueError, "must not be negative"):
            f.predict(f.ConstantVelocity(), [0] * 6, np.eye(6), -1)
        with self.assertRaisesRegex(ValueError, "method must be one of"):
            f.predict(f.ConstantVelocity(), [0] * 6, np.eye(6), 1, method="pf")
        with self.assertRaisesRegex(ValueError, "axes must be one of"):
            f.predict(f.Ballistic(axes="moon"), [7e6] * 6, np.eye(6), 1)
        with self.assertRaisesRegex(ValueError, "linear"):
            f.kf(f.Ballistic(), f.Cartesian(), [0], [[0, 0, 0]], np.eye(3), [7e6] * 6, np.eye(6))
        with self.assertRaisesRegex(ValueError, "not positive definite"):
            f.update(f.Cartesian(), [0] * 6, -np.eye(6), [0] * 3, 0.1 * np.eye(3))


class Batches(unittest.TestCase):
    def test_many_at_once_are_one_after_the_other(self) -> None:
        rng = np.random.default_rng(8)
        site = f.site_on_ground(50, 10, 200)
        n, R = 21, np.diag([30, 1e-3, 1e-3]) ** 2
        for model, width in ((f.ConstantVelocity(psd_m2_s3=3), 6), (f.ConstantAcceleration(), 9), (f.Singer(), 9)):
            local = np.column_stack([rng.uniform(-2e5, 2e5, (n, 2)), rng.uniform(1e4, 9e4, n)])
            x = np.column_stack([site.p_FS_F + local @ site.R_SF, rng.normal(0, 500, (n, 3)), rng.normal(0, 5, (n, 3))])
            x, dt_s = x[:, :width], rng.uniform(1, 5, n)
            P = np.array([np.diag([300.0] * 3 + [50.0] * 3 + [3.0] * 3)[:width, :width] ** 2] * n)
            late = local + dt_s[:, None] * (x[:, 3:6] @ site.R_SF.T)
            z = np.column_stack([np.linalg.norm(late, axis=1) + 50, np.arctan2(late[:, 0], late[:, 1]) + 7e-4,
                                 np.arctan2(late[:, 2], np.hypot(late[:, 0], late[:, 1])) - 6e-4])
            z[3, 1] = np.nan
            for method, run in (("ekf", f.ekf_batch), ("ukf", f.ukf_batch)):
                got = run(model, site, x, P, dt_s, z, [30, 1e-3, 1e-3])
                for i in range(n):
                    y, Q = f.predict(model, x[i], P[i], dt_s[i], method)
                    if i == 3:
                        self.assertTrue(np.isnan(got.nis[i]))
                        np.testing.assert_allclose(got.x[i], y, rtol=1e-12)
                        continue
                    u = f.update(f.RangeAzimuthElevation(site), y, Q, z[i], R, method)
                    sigma = np.sqrt(np.diag(u.P))
                    np.testing.assert_allclose((got.x[i] - u.x) / sigma, 0, atol=1e-6)
                    np.testing.assert_allclose((got.P[i] - u.P) / np.outer(sigma, sigma), 0, atol=1e-6)
                    self.assertAlmostEqual(got.nis[i], u.nis, delta=1e-5 * (1 + u.nis))
                    self.assertAlmostEqual(got.log_likelihood[i], u.log_likelihood, delta=1e-5 * (1 + u.nis))

    def test_mistakes_are_named(self) -> None:
        x, P, z, sigma = np.ones((4, 6)), np.array([np.eye(6)] * 4), np.ones((4, 3)), [1, 1e-3, 1e-3]
        model, site = f.ConstantVelocity(), f.Site()
        with self.assertRaisesRegex(ValueError, r"\(n, 6\) or \(n, 9\)"):
            f.ekf_batch(model, site, np.ones(6), P, 1, z, sigma)
        with self.assertRaisesRegex(ValueError, "no batch for 'Singer'"):
            f.ekf_batch(f.Singer(), site, x, P, 1, z, sigma)
        with self.assertRaisesRegex(ValueError, "dim must be 3"):
            f.ekf_batch(f.ConstantVelocity(dim=2), site, x, P, 1, z, sigma)
        with self.assertRaisesRegex(ValueError, "not be negative"):
            f.ekf_batch(model, site, x, P, -1, z, sigma)
        with self.assertRaisesRegex(ValueError, "z must have shape"):
            f.ukf_batch(model, site, x, P, 1, z[:3], sigma)
        with self.assertRaisesRegex(ValueError, "P must have shape"):
            f.ukf_batch(model, site, x, P[:3], 1, z, sigma)


class Tracks(unittest.TestCase):
    def setUp(self) -> None:
        rng = np.random.default_rng(5)
        self.t = np.arange(80.0)
        turn = np.radians(4) * np.clip(self.t - 40, 0, 20)
        v = 200 * np.column_stack([np.cos(turn), np.sin(turn)])
        self.truth = np.cumsum(v, axis=0) - v
        self.z = self.truth + rng.normal(0, 30, (80, 2))
        self.start = (np.array([*self.z[0], 0, 0]), np.diag([30.0, 30, 200, 200]) ** 2)

    def test_smoothing_helps(self) -> None:
        model = f.ConstantVelocity(dim=2, psd_m2_s3=50)
        t = f.kf(model, f.Cartesian(dim=2), self.t, self.z, 900 * np.eye(2), *self.start)
        x, P = f.rts(model, self.t, t.x, t.P)
        rms = [np.sqrt(((a[:, :2] - self.truth) ** 2).sum(1).mean()) for a in (t.x, x)]
        self.assertLess(rms[1], 0.8 * rms[0])
        self.assertTrue((P[:-1, 0, 0] < t.P[:-1, 0, 0]).all())
        np.testing.assert_array_equal(x[-1], t.x[-1])

    def test_a_miss_is_a_prediction(self) -> None:
        z = self.z.copy()
        z[10] = np.nan
        model = f.ConstantVelocity(dim=2)
        t = f.kf(model, f.Cartesian(dim=2), self.t, z, 900 * np.eye(2), *self.start)
        np.testing.assert_array_equal(t.x[10], f.predict(model, t.x[9], t.P[9], 1)[0])
        self.assertTrue(np.isnan(t.nis[10]))

    def test_a_bank_knows_the_turn(self) -> None:
        x, P = self.start
        wide = np.zeros((5, 5))
        wide[:4, :4], wide[4, 4] = P, 0.01
        bank = f.imm([f.ConstantVelocity(dim=2, psd_m2_s3=0.3), f.CoordinatedTurn(psd_m2_s3=0.5, psd_turn_rad2_s3=2e-4)],
                     f.Cartesian(dim=2), self.t, self.z, 900 * np.eye(2), [(x, P), (np.append(x, 0), wide)], [0.9, 0.1],
                     [60, 30])
        np.testing.assert_allclose(bank.prob.sum(axis=1), 1)
        self.assertGreater(bank.prob[30:40, 0].mean(), 0.7)
        self.assertGreater(bank.prob[50:60, 1].mean(), 0.9)
        alone = f.kf(f.ConstantVelocity(dim=2, psd_m2_s3=0.3), f.Cartesian(dim=2), self.t, self.z, 900 * np.eye(2), x, P)
        error = [np.linalg.norm(a.x[50:60, :2] - self.truth[50:60], axis=1).mean() for a in (alone, bank)]
        self.assertLess(error[1], 0.3 * error[0])

    def test_unknown_banks_are_told_which_there_are(self) -> None:
        with self.assertRaisesRegex(ValueError, "there are: ConstantVelocity and CoordinatedTurn"):
            f.imm([f.Boost()], f.Cartesian(), self.t, self.z, np.eye(2), [self.start], [1], [1])


if __name__ == "__main__":
    unittest.main()
