"""Assignment and joint probabilities from Python, against events listed one by one."""
import itertools
import unittest

import numpy as np

import dewline as dw

GAIN = np.array([[3.0, 2.75, -1.0], [2.0, 0.5, 1.5]])
TRACK, DETECTION = (a.ravel() for a in np.indices(GAIN.shape))


def events() -> dict[tuple[int, ...], float]:
    """Total gain by what each track takes (3: none)."""
    out = {}
    for event in itertools.product(range(4), repeat=2):
        taken = [d for d in event if d < 3]
        if len(set(taken)) == len(taken):
            out[event] = sum(GAIN[t, d] for t, d in enumerate(event) if d < 3)
    return out


class Association(unittest.TestCase):
    def test_assign_takes_the_best_sum(self) -> None:
        taken = dw.association.assign(TRACK, DETECTION, GAIN.ravel())
        self.assertEqual(taken.tolist(), [1, 3])  # 2.75 + 2, not 3 + 1.5
        self.assertEqual(dw.association.assign([0], [0], [-1.0]).tolist(), [-1])
        self.assertEqual(dw.association.assign([], [], [], 2, 0).tolist(), [-1, -1])

    def test_dense_takes_the_least_sum(self) -> None:
        cost = np.random.default_rng(1).uniform(size=(6, 7))
        best = min(sum(cost[i, j] for i, j in enumerate(p)) for p in itertools.permutations(range(7), 6))
        taken = dw.association.assign_dense(cost)
        self.assertAlmostEqual(cost[np.arange(6), taken].sum(), best, places=12)

    def test_k_best_lists_every_event_in_order(self) -> None:
        told = sorted(events().values(), reverse=True)
        ranked = dw.association.k_best(TRACK, DETECTION, GAIN.ravel(), 100)
        np.testing.assert_allclose(ranked.gain, told, atol=1e-12)
        self.assertEqual(ranked.taken.shape, (len(told), 2))
        self.assertEqual(len({tuple(row) for row in ranked.taken}), len(told))

    def test_probabilities_are_those_of_the_events(self) -> None:
        weight = {event: np.exp(gain) for event, gain in events().items()}
        total = sum(weight.values())
        told = [sum(w for e, w in weight.items() if e[t] == d) / total for t, d in zip(TRACK, DETECTION)]
        p = dw.association.joint_probabilities(TRACK, DETECTION, GAIN.ravel())
        np.testing.assert_allclose(p.pairing, told, atol=1e-13)
        np.testing.assert_allclose(p.missed, 1 - p.pairing.reshape(2, 3).sum(axis=1), atol=1e-13)
        np.testing.assert_allclose(p.nobody, 1 - p.pairing.reshape(2, 3).sum(axis=0), atol=1e-13)
        self.assertEqual((p.num_exact, p.num_approximate), (1, 0))
        rough = dw.association.joint_probabilities(TRACK, DETECTION, GAIN.ravel(), max_states=0)
        self.assertEqual((rough.num_exact, rough.num_approximate, rough.num_unsettled), (0, 1, 0))
        np.testing.assert_allclose(rough.pairing, told, atol=0.05)

    def test_alone_a_track_does_not_compete(self) -> None:
        p = dw.association.single_probabilities([0, 1], [0, 0], np.log([2.0, 3.0]))
        np.testing.assert_allclose(p.pairing, [2 / 3, 3 / 4])

    def test_refuses_what_means_nothing(self) -> None:
        for track, gain in ((0, np.nan), (0, np.inf), (-1, 1.0), (0.5, 1.0)):
            with self.assertRaises(ValueError):
                dw.association.assign([track], [0], [gain])
        with self.assertRaises(ValueError):
            dw.association.k_best([0, 0], [0, 0], [1.0, 2.0], 3)
        with self.assertRaises(ValueError):
            dw.association.assign_dense([[1.0, np.inf]])


if __name__ == "__main__":
    unittest.main()
