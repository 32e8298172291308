"""The radar's budget and the bistatic triangle from Python."""
import unittest

import numpy as np

import dewline as dw

SEARCH, CONFIRM, TRACK = dw.radar.Pulses(2e-3, 20e-3), dw.radar.Pulses(4e-3, 20e-3), dw.radar.Pulses(10e-3, 20e-3)


class Radar(unittest.TestCase):
    def test_the_ledger_adds_up_and_false_crossings_stretch_the_search(self) -> None:
        for num_false in (0, 400, 800):
            ledger = dw.radar.spent(SEARCH, CONFIRM, TRACK, 100, num_false)
            np.testing.assert_allclose(ledger.time_s.sum(axis=1), 10, atol=1e-9)
            done = ledger.num_done[:, 0].mean() / 100
            self.assertAlmostEqual(done, min(1, 10 / (2.2 + 0.024 * num_false)), delta=0.02)

    def test_shared_listening(self) -> None:
        self.assertAlmostEqual(120 * dw.radar.Pulses(5e-3, 38e-3, 3).dwell_s, 2.12)
        ledger = dw.radar.spent(dw.radar.Pulses(5e-3, 38e-3), CONFIRM, TRACK, 120, revisit_s=2.5, num_frames=1)
        self.assertAlmostEqual(ledger.num_done[0, 0], 2.5 / 43e-3)

    def test_what_cannot_be_is_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "budget.track"):
            dw.radar.spent(SEARCH, CONFIRM, dw.radar.Pulses(1, 10), 100)
        with self.assertRaises(ValueError):
            dw.radar.spent(SEARCH, CONFIRM, TRACK, 100, num_frames=0)

    def test_a_transmitter_elsewhere(self) -> None:
        cosine = np.array([-0.5, 0.0, 0.9])
        to_target = np.sqrt(1e12 + 9e10 - 6e11 * cosine)
        np.testing.assert_allclose(dw.radar.receiver_range(1e6 + to_target, 3e5, cosine), 1e6, rtol=1e-12)


if __name__ == "__main__":
    unittest.main()
