"""The tutorials say what they say: every notebook is executed in a fresh namespace and its outputs compared.

Numbers may differ by 1e-4 of themselves (another processor or mathematics library moves last digits; the
notebooks print three or four). DEWLINE_UPDATE=1 stores the new outputs instead; review the diff.
"""
import json
import os
import sys
import unittest
from pathlib import Path

ROOT = Path(os.environ.get("DEWLINE_SOURCE_DIR", Path(__file__).parents[2]))
sys.path.insert(0, str(ROOT / "docs"))
import notebook  # noqa: E402 - found through the line above

TOLERANCE = 1e-4
TUTORIALS = sorted((ROOT / "docs/tutorials").glob("*.ipynb"))


class Notebooks(unittest.TestCase):
    def test_there_are_four(self) -> None:
        self.assertEqual([t.stem for t in TUTORIALS], ["filter-consistency", "norwegian-rocket-1995", "radar-horizon",
                                                     "recorded-tracks"])

    def test_outputs_are_current(self) -> None:
        for path in TUTORIALS:
            with self.subTest(path.stem):
                stored = notebook.read(path)
                made = notebook.with_outputs(stored, notebook.execute(stored))
                if os.environ.get("DEWLINE_UPDATE"):
                    notebook.write(path, made)
                for number, (old, new) in enumerate(zip(notebook.read(path)["cells"], made["cells"], strict=True), 1):
                    if old["cell_type"] == "code":
                        words = notebook.difference(old["outputs"], new["outputs"], TOLERANCE)
                        self.assertEqual(words, "", f"{path.name}, cell {number} (./dw test --update stores new outputs)")

    def test_they_are_notebooks_of_format_4_and_lessons(self) -> None:
        for path in TUTORIALS:
            stored = json.loads(path.read_text())
            self.assertEqual(stored["nbformat"], 4, path.name)
            self.assertEqual(stored["metadata"]["kernelspec"]["name"], "python3")
            ids = [cell["id"] for cell in stored["cells"]]
            self.assertEqual(len(set(ids)), len(ids))
            text = "".join(notebook.text_of(c) for c in stored["cells"] if c["cell_type"] == "markdown")
            for word in ("## Question", "## Exercises", "simulation, not real-world data"):
                self.assertIn(word, text, path.name)
            kinds = {k for c in stored["cells"] for o in c.get("outputs", []) for k in o.get("data", {})}
            self.assertIn("image/svg+xml", kinds, path.name)

    def test_a_changed_number_is_found(self) -> None:
        cell = [{"output_type": "stream", "name": "stdout", "text": ["range 3,986.1 km\n"]}]
        same = [{"output_type": "stream", "name": "stdout", "text": ["range  3,986.1001 km\n"]}]
        other = [{"output_type": "stream", "name": "stdout", "text": ["range 3,987.1 km\n"]}]
        words = [{"output_type": "stream", "name": "stdout", "text": ["height 3,986.1 km\n"]}]
        self.assertEqual(notebook.difference(cell, same, TOLERANCE), "")
        self.assertIn("987.1", notebook.difference(cell, other, TOLERANCE))
        self.assertIn("height", notebook.difference(cell, words, TOLERANCE))
        with self.assertRaisesRegex(RuntimeError, "cell 1: ZeroDivisionError"):
            notebook.execute({"cells": [{"cell_type": "code", "source": ["1 / 0"]}]})


if __name__ == "__main__":
    unittest.main()
