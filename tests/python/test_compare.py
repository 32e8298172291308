"""Scenario.compare: the same scenario under other values, with the same seeds."""
import math
import os
import tempfile
import unittest
from pathlib import Path

import dewline as dw

SHIPPED = Path(os.environ["DEWLINE_SOURCE_DIR"]) / "scenarios" / "one-arc.yaml"
STUDY = """
study:
  compare:
    alone: {links.north-to-south.share: nothing}
    shared: {}
    the-same-again: {links.north-to-south.share: tracks}
  against: alone
  measure: south.attack-warning.time_left
"""


def compared(study: str) -> list[dict]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "one-arc.yaml"
        file.write_text(SHIPPED.read_text() + study)
        return dw.load(file).compare(repeats=6)  # while the file is there


class Compare(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.rows = compared(STUDY)

    def row(self, variant: str, step: str = "declared", state: str = "attack-warning", centre: str = "south") -> dict:
        return next(r for r in self.rows
                    if (r["variant"], r["centre"], r["step"], r["state"]) == (variant, centre, step, state))

    def test_the_variant_compared_against_comes_first_and_gains_nothing(self) -> None:
        self.assertEqual(list(dict.fromkeys(r["variant"] for r in self.rows)), ["alone", "shared", "the-same-again"])
        self.assertTrue(math.isnan(self.row("alone")["gained_median_s"]))

    def test_without_the_other_kind_of_sensor_no_attack_is_called(self) -> None:
        self.assertEqual(self.row("alone")["happened"], 0)
        shared = self.row("shared")
        self.assertGreaterEqual(shared["happened"], 5)
        self.assertEqual(shared["num_only_here"], shared["happened"])
        self.assertEqual(shared["num_false"], 0)
        self.assertGreater(shared["warning_median_s"], shared["time_left_median_s"] - 1e-9)

    def test_equal_values_are_equal_runs(self) -> None:
        a, b = self.row("shared"), self.row("the-same-again")
        self.assertEqual(repr({**a, "variant": ""}), repr({**b, "variant": ""}))  # NaN is no NaN's equal

    def test_a_sensor_that_does_not_depend_on_the_link_gains_zero_seed_by_seed(self) -> None:
        north = self.row("shared", "first-detection", "", "north")
        self.assertEqual((north["num_pairs"], north["gained_low_s"], north["gained_high_s"]), (6, 0, 0))

    def test_what_is_wrong_in_a_variant_is_told_with_its_name(self) -> None:
        with self.assertRaisesRegex(dw.ScenarioError, "in the variant `lame`"):
            compared("\nstudy: {compare: {lame: {links.north-to-south.shar: nothing}}}\n")
        with self.assertRaisesRegex(dw.ScenarioError, "variant"):
            compared("\nstudy: {compare: {fine: {}}, against: fin}\n")


if __name__ == "__main__":
    unittest.main()
