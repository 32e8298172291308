"""Figures and the report from Python: as a run gives them, and as a run folder read back does."""
import csv
import io
import os
import subprocess
import tempfile
import unittest
import xml.dom.minidom
from pathlib import Path

import dewline as dw
from dewline.__main__ import program


class Figures(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.temp = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.temp.name)
        cls.run_1 = dw.load("norwegian-rocket-1995").run(seed=1)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.temp.cleanup()

    def test_every_figure_is_a_picture_with_numbers_and_a_caption(self) -> None:
        self.assertIn("ledger", self.run_1.figures)
        for name in self.run_1.figures:
            figure = self.run_1.figure(name)
            self.assertEqual(xml.dom.minidom.parseString(figure.svg).documentElement.tagName, "svg", name)
            rows = list(csv.reader(line for line in io.StringIO(figure.csv) if not line.startswith("#")))
            self.assertGreater(len(rows), 1, name)
            self.assertEqual(len({len(row) for row in rows}), 1, name)
            for word in ("seed 1", dw.__version__, self.run_1.info["scenario_hash"][:8], "simulation, not real-world data"):
                self.assertIn(word.lower(), figure.caption.lower(), name)
            self.assertEqual(figure._repr_svg_(), figure.svg)

    def test_save_writes_three_files_and_never_over_another_figure(self) -> None:
        figure = self.run_1.figure("ledger")
        written = figure.save(self.folder / "fig1.svg")
        self.assertEqual([p.name for p in written], ["fig1.svg", "fig1.csv", "fig1.txt"])
        self.assertEqual(written[0].read_text(), figure.svg)
        self.assertEqual(figure.save(self.folder / "fig1"), written)  # the same again is no fault
        other = dw.load("norwegian-rocket-1995").run(seed=2).figure("ledger")
        with self.assertRaises(FileExistsError):
            other.save(self.folder / "fig1.svg")
        self.assertEqual(written[0].read_text(), figure.svg)
        other.save(self.folder / "fig1.svg", overwrite=True)
        self.assertEqual(written[2].read_text(), other.caption)

    def test_unknown_figures_are_named(self) -> None:
        with self.assertRaises(ValueError) as caught:
            self.run_1.figure("nonsense")
        self.assertIn("ledger", str(caught.exception))

    def test_a_run_folder_read_back_makes_the_figures_that_it_holds(self) -> None:
        made = self.folder / "made"
        environment = os.environ | {"DEWLINE_DATA": str(dw.data_dir())}
        subprocess.run([program(), "run", "norwegian-rocket-1995", "--repeat", "50", "--out", made], cwd=self.folder,
                       env=environment, check=True, capture_output=True)
        again = dw.read_run(made)
        self.assertEqual(again.hash, self.run_1.hash)
        for name in again.figures:
            self.assertEqual(again.figure(name).svg, (made / "figures" / f"{name}.svg").read_text(), name)
            self.assertEqual(again.figure(name).csv, (made / "figures" / f"{name}.csv").read_text(), name)
        with self.assertRaises(dw.RecordError) as caught:
            dw.read_run(made / "run.duckdb").figure("ledger")
        self.assertIn("scenario.resolved.yaml", str(caught.exception))

    def test_report_is_one_page_that_is_never_overwritten(self) -> None:
        page = self.folder / "report.html"
        self.run_1.report(page)
        text = page.read_text()
        self.assertIn('data-name="run.json"', text)
        self.assertNotIn("<!--DEWLINE-DATA-->", text)
        with self.assertRaises(dw.RecordError):
            self.run_1.report(page)


if __name__ == "__main__":
    unittest.main()
