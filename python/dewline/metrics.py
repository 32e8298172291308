"""How good is a tracker? Scores of its tracks against the truth.

    s = dw.metrics.score(tracks, truth, c=100)     # columns time_s, track_id or truth_id, x_m, y_m[, z_m], vx_m_s ...
    print(s)                                       # c, p, alpha, online or history, then every number in words
    s["gospa_m"], s["siap_completeness"], s.steps["gospa_m"]
    dw.metrics.compare(ours, theirs, {"crossing": range(12)})   # paired difference over seeds, with its interval

Formulas and plain words: docs/models/metrics.md.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Union

import numpy as np
from numpy.typing import ArrayLike

from . import _core

Columns = Mapping[str, Any]
"""Columns by name: a dict of arrays, a `Table`, a pandas DataFrame."""
Scores = Union[Callable[..., float], Mapping[str, Any]]
"""Scores of one tracker: a function of (set, seed), or {set: scores in order of seeds} or {set: {seed: score}}."""


class Score(Mapping[str, float]):
    """Every score by name (NaN: does not exist), and with what it was computed. Printed, it says both."""

    def __init__(self, made: dict[str, Any]) -> None:
        """Not for users: `score` makes them."""
        self._made = made

    def __getitem__(self, name: str) -> float:
        """One number; KeyError names those that there are."""
        if name not in self._made["values"]:
            raise KeyError(f"no score {name!r}; there are: {', '.join(self._made['values'])}")
        return self._made["values"][name]

    def __iter__(self) -> Iterator[str]:
        """The names, in order."""
        return iter(self._made["values"])

    def __len__(self) -> int:
        """How many numbers there are."""
        return len(self._made["values"])

    def __str__(self) -> str:
        """Conditions and all numbers as a table."""
        return self._made["text"]

    def __repr__(self) -> str:
        """Conditions and the three numbers that are quoted most."""
        return (f"<Score: GOSPA {self['gospa_m']:.4g} m, OSPA {self['ospa_m']:.4g} m, completeness "
                f"{self['siap_completeness']:.3g}; {self.conditions}>")

    @property
    def conditions(self) -> str:
        """c, p, alpha, the order of OSPA, and whether online or history."""
        return self._made["conditions"]

    @property
    def steps(self) -> dict[str, np.ndarray]:
        """Columns by instant: time_s, gospa_m and its parts, counts, ospa_m."""
        return self._made["steps"]

    def says(self, name: str) -> str:
        """What a float of the score (`gospa_m` [m], ...) means, in plain words. Raises KeyError for a name that is none."""
        return self._made["says"][name]


def _points(points: ArrayLike) -> np.ndarray:
    """Rows of three; rows of two lie in the plane."""
    p = np.asarray(points, dtype=float)
    if p.size == 0:
        return np.empty((0, 3))
    p = np.atleast_2d(p)
    return np.column_stack([p, np.zeros(len(p))]) if p.shape[1] == 2 else p


def _column(table: Columns, *names: str) -> np.ndarray:
    """The first of these columns that there is."""
    keys = set(table.keys())
    for name in names:
        if name in keys:
            return np.asarray(table[name])
    raise ValueError(f"no column {' or '.join(names)}; there are: {', '.join(sorted(keys))}")


def _rows(table: Columns, ids: Sequence[str]) -> tuple[np.ndarray, int]:
    """Rows of time, id (numbered), position, velocity; and the number of axes."""
    time_s, axes = _column(table, "time_s", "t_s"), "xyz" if "z_m" in set(table.keys()) else "xy"
    out = np.zeros((len(time_s), 8))
    out[:, 0], out[:, 1] = time_s, np.unique(_column(table, *ids), return_inverse=True)[1].ravel()
    for k, axis in enumerate(axes):
        out[:, 2 + k] = _column(table, f"{axis}_m")
        out[:, 5 + k] = _column(table, f"v{axis}_m_s", f"v{axis}_mps")
    return out, len(axes)


def _full_covariances(covariances: ArrayLike | None, num_rows: int) -> np.ndarray:
    """(n, 36); of the plane (n, 4, 4) with unit variance in z."""
    if covariances is None:
        return np.empty((0, 36))
    p = np.asarray(covariances, dtype=float)
    if p.shape == (num_rows, 6, 6):
        return p.reshape(-1, 36)
    if p.shape != (num_rows, 4, 4):
        raise ValueError(f"covariances must have shape ({num_rows}, 4, 4) or ({num_rows}, 6, 6), not {p.shape}")
    full = np.tile(np.eye(6), (num_rows, 1, 1))
    full[np.ix_(range(num_rows), [0, 1, 3, 4], [0, 1, 3, 4])] = p
    return full.reshape(-1, 36)


def gospa(tracks: ArrayLike, truth: ArrayLike, c: float, p: float = 2, alpha: float = 2) -> dict[str, float]:
    """GOSPA of two sets of positions, (n, 2) or (n, 3) arrays [m].

    gospa_m is (sum of d^p over matched pairs + c^p / 2 per missed and per false one)^(1/p) for alpha = 2; location,
    missed and false are its parts [m^p] (NaN for another alpha), num_matched, num_missed, num_false their counts.
    Raises ContractError for a number that is not finite or a parameter out of range.
    """
    return _core.metrics_gospa(_points(tracks), _points(truth), c, p, alpha)


def ospa(tracks: ArrayLike, truth: ArrayLike, c: float, p: float = 1) -> float:
    """OSPA [m] of two sets of positions, (n, 2) or (n, 3) arrays [m]; exact for every p. Raises as `gospa`."""
    return _core.metrics_ospa(_points(tracks), _points(truth), c, p)


def siap(tracks: Columns, truth: Columns, distance: float, num_start: int = 3, num_end: int = 2) -> dict[str, float]:
    """The SIAP set of columns of tracks and truth (arrays, as `score` takes them).

    A track stands for the object nearest to it within `distance` [m] once that was so at num_start instants in a row,
    until it was not at num_end in a row. Raises ContractError for numbers that are not finite.
    """
    a, b = _rows(tracks, ["track_id", "track", "id"])[0], _rows(truth, ["truth_id", "object", "id"])[0]
    return _core.metrics_siap(a, b, distance, num_start, num_end)


def score(tracks: Columns, truth: Columns, c: float, *, p: float = 2, alpha: float = 2, ospa_p: float = 1,
          knowledge: str = "online", covariances: ArrayLike | None = None) -> Score:
    """All scores: GOSPA with its parts, OSPA, SIAP, purity, breaks, swaps, latency, NEES.

    tracks, truth: columns (arrays of one length) time_s, track_id or truth_id, x_m, y_m[, z_m], vx_m_s, vy_m_s[,
    vz_m_s], in one frame and any order; tracks may have gaps. c [m]: beyond it a track and an object have nothing to
    do with each other. knowledge: 'online' if a row says what was known at its time, 'history' if it was revised.
    covariances: (n, 4, 4) or (n, 6, 6), position before velocity, of the rows of tracks; without them no NEES.
    Raises ValueError for a missing column, ContractError for numbers that are not finite and for two rows of one id
    at one time.
    """
    a, num_axes = _rows(tracks, ["track_id", "track", "id"])
    b = _rows(truth, ["truth_id", "object", "id"])[0]
    params = {"c_m": c, "p": p, "alpha": alpha, "ospa_p": ospa_p, "knowledge": knowledge, "num_axes": num_axes}
    return Score(_core.metrics_score(a, _full_covariances(covariances, len(a)), b, params))


def _scores(of: Scores, name: str, seeds: Iterable[Any]) -> list[float]:
    if callable(of):
        return [float(of(name, seed)) for seed in seeds]
    listed = of[name]
    if isinstance(listed, Mapping):
        return [float(listed[seed]) for seed in seeds]
    values = [float(v) for v in listed]
    if len(values) != len(list(seeds)):
        raise ValueError(f"set {name!r} has {len(values)} scores for {len(list(seeds))} seeds")
    return values


def compare(a: Scores, b: Scores, sets: Mapping[str, Iterable[Any]], prob: float = 0.95) -> dict[str, Any]:
    """Is a better than b? Paired differences a - b of scores over the seeds of sets.

    a, b: float-valued functions of (set, seed), or tables of scores by set. sets: {name: seeds}. The result has
    `sets` (by name), `overall` (all pairs as they are) and `relative` (each pair divided by its set's mean of b): each
    with num_pairs, mean_a, mean_b, mean, sigma, low and high (Student's interval of the mean at `prob`), num_less,
    num_equal, num_greater (signs of a - b) and sign_p (two-sided sign test, a probability). For scores where less is
    better (GOSPA [m]), a is better where `high` is below zero. Raises ValueError for unequal lengths, ContractError
    for a score that is not finite.
    """
    pairs = []
    for name, seeds in sets.items():
        listed = list(seeds)
        pairs.append((name, _scores(a, name, listed), _scores(b, name, listed)))
    return _core.metrics_compare(pairs, prob)


def chi_square_band(prob: float, dof: float, num_samples: int = 1) -> tuple[float, float]:
    """Where the mean of num_samples independent NEES or NIS values (floats without unit, squared errors over their
    covariance) of `dof` degrees of freedom lies with Probability `prob`. Raises ContractError out of range."""
    low, high = _core.metrics_chi_square_band(prob, dof, num_samples)
    return float(low), float(high)


def ballistic_bound(x_G: ArrayLike, time_s: ArrayLike, R_SG: ArrayLike, p_ES_S: ArrayLike, sigma: ArrayLike, *,
                    information: ArrayLike | None = None, omega_G: ArrayLike = (0, 0, 7.292115146706979e-5),
                    psd_m2_s3: float = 0) -> np.ndarray:
    """Posterior Cramer-Rao bound of a ballistic target after each look: covariances (n, 6, 6) [m2, m2/s, m2/s2] in G.

    x_G (6): the true state [m, m/s] at time_s[0]; it coasts (gravity with J2). Looks at time_s (n): R_SG (n, 3, 3)
    turns G into the face's axes, p_ES_S (n, 3) is the face's place [m] in them, sigma (n, 4) or (4): standard
    deviations of range [m], direction cosines u and v, and range rate [m/s] (0: not measured). information (6, 6):
    what is known beforehand (default: a speed below about 4 km/s on each axis). psd_m2_s3: white acceleration that a
    filter must allow for. Raises ContractError where the looks do not determine the state.
    """
    t = np.atleast_1d(np.asarray(time_s, dtype=float))
    known = np.diag([0.0] * 3 + [4000.0**-2] * 3) if information is None else np.asarray(information, dtype=float)
    looks = np.column_stack([t, np.broadcast_to(np.asarray(R_SG, dtype=float), (len(t), 3, 3)).reshape(-1, 9),
                             np.broadcast_to(np.asarray(p_ES_S, dtype=float), (len(t), 3)),
                             np.broadcast_to(np.asarray(sigma, dtype=float), (len(t), 4))])
    out = _core.metrics_ballistic_bound(np.asarray(x_G, dtype=float), known.reshape(1, 36), looks,
                                        np.asarray(omega_G, dtype=float), psd_m2_s3)
    return out.reshape(-1, 6, 6)
