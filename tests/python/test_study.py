"""dw.study: rates, misses and delays of rule sets; what is said of a scenario without causes."""
import pathlib
import tempfile
import unittest

import numpy as np

import dewline as dw

SCENARIO = """
dewline: 1
title: A display that is wrong for a minute
epoch: 2026-03-20T12:00:00Z
duration: 10 min
sensors:
  radar:
    kind: radar
    reports_to: north
    at: {lat: 60 deg, lon: 30 deg}
    faces: [{boresight: 0 deg, tilt: 20 deg, width: 120 deg, elevation: [3 deg, 60 deg]}]
    reference_range: 3000 km
    reference_rcs: 1 m2
    revisit: 10 s
    num_cells: 0
centres:
  north: {rules: watch}
rules:
  watch:
    states: {rest: nothing, shown: a display shows missiles}
    raise: {shown: display.missiles >= 2}
false_alarms:
  causes:
    chip:
      kind: computer-fault
      rate_per_year: {value: 0.5, between: [0.1, 1], grade: assumption}
      num_manifestations: 2
      messages:
        wrong: {kind: missile-count, to: north, arrives: 1 min, count: 200}
        clear: {kind: missile-count, to: north, arrives: 2 min, count: 0}
"""


class FalseAlarms(unittest.TestCase):
    def test_a_certain_cause_has_its_own_rate_and_its_disputed_range(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "display.yaml"
            path.write_text(SCENARIO)
            r = dw.study.false_alarms(path, episodes=20)
            again = dw.study.false_alarms(path, episodes=20, threads=1)
        own = r.rows["rules"].index("watch")
        self.assertAlmostEqual(r.rows["false_per_year"][own], 0.5)
        self.assertAlmostEqual(r.rows["alerts_per_year"][own], 1.0)
        self.assertAlmostEqual(r.rows["tree_per_year"][own], 0.5)
        self.assertAlmostEqual(r.rows["disputed_low"][own], 0.1)
        self.assertAlmostEqual(r.rows["disputed_high"][own], 1.0)
        self.assertLess(r.rows["low"][own], 0.5)
        self.assertTrue(np.isnan(r.rows["miss"]).all())  # nobody attacks
        self.assertEqual([c["name"] for c in r.causes], ["chip"])
        self.assertIn("dual-phenomenology", r.rows["rules"])
        np.testing.assert_array_equal(r.rows["false_per_year"], again.rows["false_per_year"])

    def test_without_a_cause_there_is_nothing_to_count(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "nothing.yaml"
            path.write_text(SCENARIO[:SCENARIO.index("false_alarms:")])
            with self.assertRaisesRegex(ValueError, "false_alarms"):
                dw.study.false_alarms(path, episodes=1)


if __name__ == "__main__":
    unittest.main()
