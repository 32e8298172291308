"""dw.orbit.sgp4 and sgp4_catalog: the published states, shapes, errors, frames."""
import os
import tempfile
import unittest
from pathlib import Path

import numpy as np

import dewline as dw

DATA = Path(os.environ.get("DEWLINE_SOURCE_DIR", Path(__file__).parents[2])) / "tests/known/data"
LINES = ["1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753",
         "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667"]
DECAYING = ["1 28350U 04020A   06167.21788666  .16154492  76267-5  18678-3 0  8894",
            "2 28350  64.9977 345.6130 0024870 260.7578  99.9590 16.47856722116490"]


def checksummed(line: str) -> str:
    return line[:68] + str(sum(int(c) if c.isdigit() else c == "-" for c in line[:68]) % 10)


def published() -> dict[int, tuple[list[str], list[list[float]], list[int]]]:
    """Of every satellite of the verification set: its lines, rows of minutes and state [m, m/s], error codes."""
    out: dict[int, tuple[list[str], list[list[float]], list[int]]] = {}
    for line in (DATA / "sgp4_ver.tle").read_text().splitlines():
        if line[:2] in ("1 ", "2 "):
            number = int(line[2:7])
            if line[0] == "1" or number not in out:
                out[number] = ([], [], [])  # the last set of a number counts
            out[number][0].append(checksummed(line))
    for line in (DATA / "sgp4_ver_expected.csv").read_text().splitlines():
        if line[:1].isdigit():
            cells = line.split(",")
            _, rows, errors = out[int(cells[0])]
            rows.append([float(c) for c in cells[1:8]])
            errors.append(int(cells[8][3:]) if cells[8].startswith("err") else 0)
    return out


class Sgp4(unittest.TestCase):
    def test_the_published_states_within_a_millimetre(self) -> None:
        num = 0
        for lines, rows, errors in published().values():
            table = np.array(rows)
            got = dw.orbit.sgp4(lines, table[:, 0])
            self.assertEqual(list(got.error), errors)
            good = np.array(errors) == 0
            self.assertLess(np.abs(got.r_m[good] - 1e3 * table[good, 1:4]).max(initial=0), 1e-3)
            self.assertLess(np.abs(got.v_m_s[good] - 1e3 * table[good, 4:7]).max(initial=0), 1e-5)
            num += len(rows)
        self.assertEqual(num, 667)

    def test_shapes(self) -> None:
        r, v, error = dw.orbit.sgp4(LINES, [0, 360, 720])
        self.assertEqual((r.shape, v.shape, error.shape), ((3, 3), (3, 3), (3,)))
        self.assertEqual(dw.orbit.sgp4(LINES, 360).r_m.shape, (1, 3))
        for several in (LINES + LINES, "\n".join(["A", *LINES, "B", *LINES]), [line + "\n" for line in LINES * 2]):
            many = dw.orbit.sgp4(several, [0, 360, 720], threads=2)
            self.assertEqual((many.r_m.shape, many.v_m_s.shape, many.error.shape), ((2, 3, 3), (2, 3, 3), (2, 3)))
            np.testing.assert_array_equal(many.r_m[1], r)
        self.assertEqual(dw.orbit.sgp4(LINES, []).r_m.shape, (0, 3))

    def test_a_satellite_without_a_state_is_nan_with_its_code(self) -> None:
        got = dw.orbit.sgp4(DECAYING, np.arange(0, 20000, 100))
        self.assertEqual(got.error[0], 0)
        self.assertGreater((got.error != 0).sum(), 0)
        for code, r in zip(got.error, got.r_m):
            self.assertIn(int(code), dw.orbit.SGP4_ERRORS)
            self.assertEqual(np.isnan(r).all(), code not in (0, 6))

    def test_bad_input_is_named(self) -> None:
        broken = [LINES[0][:68] + "4", LINES[1]]
        with self.assertRaisesRegex(dw.ScenarioError, "lines:1:69: key `checksum`: value `4`"):
            dw.orbit.sgp4(broken, 0)
        with self.assertRaisesRegex(ValueError, "holds no two-line set"):
            dw.orbit.sgp4("", 0)
        for minutes in (np.nan, np.inf, 1e9):
            with self.assertRaisesRegex(ValueError, "minutes must be finite"):
                dw.orbit.sgp4(LINES, minutes)
        with self.assertRaises(ValueError):
            dw.orbit.sgp4(LINES, 0, threads=0)


class Catalog(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "two.tle"
        self.file.write_text("\n".join(["VANGUARD 1", *LINES, "0 DECAYING", *DECAYING]) + "\n")
        self.times = ["2000-06-27T18:50:19Z", "2000-06-28T00:00:00Z"]

    def test_frames_and_names(self) -> None:
        teme, gcrf, itrf = (dw.orbit.sgp4_catalog(self.file, self.times, frame) for frame in ("teme", "gcrf", "ITRF"))
        self.assertEqual(teme.names, ["VANGUARD 1", "DECAYING"])
        self.assertEqual(list(teme.numbers), [5, 28350])
        self.assertEqual((teme.r_m.shape, teme.v_m_s.shape, teme.error.shape), ((2, 2, 3), (2, 2, 3), (2, 2)))
        for other in (gcrf, itrf):
            np.testing.assert_allclose(np.linalg.norm(other.r_m, axis=2), np.linalg.norm(teme.r_m, axis=2), rtol=1e-12)
        for k, utc in enumerate(self.times):
            np.testing.assert_allclose(dw.earth.gcrf_to_itrf(utc) @ gcrf.r_m[0, k], itrf.r_m[0, k], atol=1e-3)
        self.assertEqual(dw.orbit.sgp4_catalog(str(self.file), self.times[0]).r_m.shape, (2, 1, 3))

    def test_times_are_minutes_from_the_epoch(self) -> None:
        at_epoch = dw.orbit.sgp4_catalog(self.file, "2000-06-27T18:50:19.733568Z")
        r, v, _ = dw.orbit.sgp4(LINES, 0)
        np.testing.assert_allclose(at_epoch.r_m[0], r, rtol=0, atol=0.01)
        np.testing.assert_allclose(at_epoch.v_m_s[0], v, rtol=0, atol=1e-5)

    def test_bad_input_is_named(self) -> None:
        with self.assertRaisesRegex(ValueError, "frame must be 'teme', 'gcrf' or 'itrf', is 'j2000'"):
            dw.orbit.sgp4_catalog(self.file, self.times, "J2000")
        with self.assertRaisesRegex(dw.ScenarioError, "nowhere.tle:1:1: cannot be read"):
            dw.orbit.sgp4_catalog("nowhere.tle", self.times)
        with self.assertRaises(ValueError):
            dw.orbit.sgp4_catalog(self.file, "noon")
        with self.assertRaisesRegex(dw.ScenarioError, "more than 100 years"):
            dw.orbit.sgp4_catalog(self.file, "1870-01-01T00:00:00Z")


if __name__ == "__main__":
    unittest.main()
