"""dw.truth.fly: a flight as a function of time, its events and parts, and what is said about bad words."""
import unittest

import numpy as np

import dewline as dw

PAD, AIM = (48.0, -105.0), (40.0, 116.0)


class Fly(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.flight = dw.truth.fly("generic-solid-icbm", PAD, AIM)

    def test_an_icbm_falls_within_a_kilometre_of_its_aim(self) -> None:
        impact = self.flight.event("impact")
        p = self.flight.sample(impact.t_s)[0, :3]
        aim = dw.earth.geodetic_to_ecef(np.radians(AIM[0]), np.radians(AIM[1]), 0.0)
        self.assertLess(np.linalg.norm(p - np.asarray(aim).reshape(3)), 1000)
        self.assertAlmostEqual(impact.height_m, 0, delta=1)
        self.assertAlmostEqual(self.flight.t_s[1], impact.t_s, delta=1e-6)

    def test_events_are_in_order_and_begin_on_the_pad(self) -> None:
        events = self.flight.events
        times = [e.t_s for e in events]
        self.assertEqual(times, sorted(times))
        self.assertEqual([events[0].name, events[-1].name], ["launch", "impact"])
        self.assertAlmostEqual(np.degrees(events[0].lat_rad), PAD[0], places=9)
        self.assertAlmostEqual(self.flight.event("burnout").t_s, 180, delta=1e-6)
        with self.assertRaisesRegex(KeyError, "there are: launch"):
            self.flight.event("splash")

    def test_velocity_is_the_slope_of_position(self) -> None:
        t = np.linspace(20.0, self.flight.t_s[1] - 20, 37)
        h = 1e-2
        slope = (self.flight.sample(t + h)[:, :3] - self.flight.sample(t - h)[:, :3]) / (2 * h)
        np.testing.assert_allclose(self.flight.sample(t)[:, 3:], slope, atol=0.05)

    def test_frames_differ_by_the_turning_of_the_earth(self) -> None:
        t = [0.0, 600.0]
        itrf, gcrf = self.flight.sample(t), self.flight.sample(t, frame="gcrf")
        np.testing.assert_allclose(np.linalg.norm(itrf[:, :3], axis=1), np.linalg.norm(gcrf[:, :3], axis=1), rtol=1e-12)
        on_pad = np.linalg.norm(gcrf[0, 3:])
        self.assertAlmostEqual(on_pad, 7.292115e-5 * np.hypot(itrf[0, 0], itrf[0, 1]), delta=0.5)
        with self.assertRaisesRegex(ValueError, "'itrf' or 'gcrf'"):
            self.flight.sample(t, frame="teme")

    def test_parts_are_trajectories_of_their_own(self) -> None:
        parts = self.flight.parts
        self.assertIn("stage-1", parts)
        stage = parts["stage-1"]
        t = stage.t_s[0]
        apart = stage.sample(t)[0, :3] - self.flight.sample(t)[0, :3]
        self.assertLess(np.linalg.norm(apart), 50)
        self.assertLess(stage.t_s[1], self.flight.t_s[1])
        self.assertEqual(stage.parts, {})

    def test_a_plume_burns_until_burnout(self) -> None:
        burns, dark = self.flight.plume_W_sr([30, 400])
        self.assertGreater(burns, 1e4)
        self.assertEqual(dark, 0)

    def test_lofts_are_ordered_by_apogee(self) -> None:
        tops = [dw.truth.fly("generic-liquid-icbm", PAD, (55, -30), loft=loft).event("apogee").height_m
                for loft in ("depressed", "minimum_energy", "lofted")]
        self.assertEqual(tops, sorted(tops))

    def test_places_in_words_are_the_same_places(self) -> None:
        for pad, aim in (("48 deg, -105 deg", "40 deg, 116 deg"),
                         ({"lat": "48 degN", "lon": "105 degW"}, {"lat": "40 deg", "lon": "116 deg", "height": "0 m"})):
            other = dw.truth.fly("generic-solid-icbm", pad, aim)
            np.testing.assert_array_equal(other.sample([0.0, 900.0]), self.flight.sample([0.0, 900.0]))

    def test_a_shot_without_a_type_is_near_the_closed_form(self) -> None:
        shot = dw.truth.fly(launch=(0, 0), aim=(0, 40))
        self.assertEqual([e.name for e in shot.events][-1], "impact")
        self.assertAlmostEqual(np.degrees(shot.event("impact").lon_rad), 40, delta=0.01)

    def test_overrides_change_the_flight(self) -> None:
        other = dw.truth.fly("sounding-rocket", (69.3, 16.0), set={"boost.azimuth": "330 deg"})
        again = dw.truth.fly("sounding-rocket", (69.3, 16.0), set={"boost.azimuth": "300 deg"})
        self.assertNotEqual(other.event("impact").lon_rad, again.event("impact").lon_rad)


class Errors(unittest.TestCase):
    def says(self, pattern: str, *args: object, **words: object) -> None:
        with self.assertRaisesRegex(dw.ScenarioError, pattern):
            dw.truth.fly(*args, **words)  # type: ignore[arg-type]

    def test_every_bad_word_is_named_with_its_option(self) -> None:
        self.says("--type.*did you mean `generic-solid-icbm`", "generic-solid-icbn", PAD, AIM)
        self.says(r"--to.*out of range.*km", "short-range", PAD, AIM)
        self.says("--loft.*high", "generic-solid-icbm", PAD, AIM, loft="high")
        self.says("--from.*unit", "generic-solid-icbm", "48, -105", AIM)
        self.says(r"--from.*48 deg, -105 deg", "generic-solid-icbm", "48 deg", AIM)
        self.says("--set.*did you mean `boost`", "generic-solid-icbm", PAD, AIM, set={"bost.payload": "1 t"})
        self.says("--time", "generic-solid-icbm", PAD, AIM, epoch="yesterday")

    def test_a_scenario_error_is_a_value_error(self) -> None:
        self.assertTrue(issubclass(dw.ScenarioError, ValueError))
        with self.assertRaisesRegex(ValueError, "lat_deg, lon_deg"):
            dw.truth.fly("generic-solid-icbm", (1, 2, 3, 4), AIM)
        with self.assertRaisesRegex(ValueError, "lat, lon"):
            dw.truth.fly("generic-solid-icbm", {"latitude": "48 deg"}, AIM)

    def test_times_outside_its_life_are_refused(self) -> None:
        flight = dw.truth.fly(launch=(0, 0), aim=(0, 10))
        for t in (-1.0, flight.t_s[1] + 1, float("nan")):
            with self.assertRaisesRegex(ValueError, "exists from"):
                flight.sample(t)


if __name__ == "__main__":
    unittest.main()
