"""Tracks: states, covariances and how honest they are.

Recorded tracks are in G: inertial axes (GCRF), origin at the Earth's centre; states are x y z vx vy vz [m,
m/s].
"""
from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
from numpy.typing import ArrayLike

from . import earth
from ._run import Run
from ._scenario import Scenario
from ._table import Table
from ._tracker import Tracker, config_schema
from .metrics import compare, score

OMEGA_RAD_S = 7.292115146706979e-5
"""The Earth's rate of rotation [rad/s] (WGS84)."""
_STATE = ("x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")


def states(table: Table) -> np.ndarray:
    """The states (n, 6) [m, m/s] of a table that has the columns x_m ... vz_m_s: `run.tracks` (in G) or
    `run.truth` (Earth-fixed, velocity relative to the Earth)."""
    return np.column_stack([table[c] for c in _STATE])


def covariances(tracks: Table) -> np.ndarray:
    """The covariances (n, 6, 6) [m2, m2/s, m2/s2] in G of rows of `run.tracks`: symmetric, whole."""
    names, units = [c.split("_")[0] for c in _STATE], ("m2", "m2_s", "m2_s2")
    out = np.empty((tracks.num_rows, 6, 6))
    for i, a in enumerate(names):
        for j, b in list(enumerate(names))[i:]:
            out[:, i, j] = out[:, j, i] = tracks[f"cov_{a}_{b}_{units[(i > 2) + (j > 2)]}"]
    return out


def truth_at(run: Run, object: str, t_s: ArrayLike) -> np.ndarray:  # noqa: A002 - the ledger's word
    """Where an object really was: states (n, 6) [m, m/s] at times t_s (n) [s since the epoch], Earth-fixed
    (ITRF), velocity relative to the Earth.

    Cubic between the samples of `run.truth` (10 s apart: below 1 cm on a free arc, metres near a burnout).
    Raises ValueError outside the object's flight.
    """
    t, rows = np.atleast_1d(np.asarray(t_s, dtype=float)), run.truth.where(run.truth["object"] == object)
    known = rows["t_s"]
    if not known.size or not np.all((t >= known[0]) & (t <= known[-1])):
        span = f"{known[0]:g} to {known[-1]:g} s" if known.size else "nowhere: no such object"
        raise ValueError(f"truth of {object!r} is recorded {span}")
    return _hermite(known, states(rows), t)


def inertial(states_E: ArrayLike, scenario: Scenario, t_s: ArrayLike) -> np.ndarray:
    """Earth-fixed states (n, 6) [m, m/s] at times t_s (n) [s since the epoch], turned into G, (n, 6): the
    axes in which tracks are recorded. The Earth's axes at each instant are those that the engine uses."""
    x, t = np.atleast_2d(np.asarray(states_E, dtype=float)), np.atleast_1d(np.asarray(t_s, dtype=float))
    rows = [_inertial(one, scenario, when) for one, when in zip(x, t, strict=True)]
    return np.array(rows).reshape(-1, 6)


def nees(estimates: ArrayLike, covariance: ArrayLike, truth: ArrayLike) -> np.ndarray:
    """Normalised estimation error squared, (n): e' P^-1 e with e = estimate - truth, (n, d), and P (n, d, d).

    A filter that is consistent has mean d. Raises numpy.linalg.LinAlgError where a covariance is singular.
    """
    error = np.atleast_2d(np.asarray(estimates, dtype=float) - np.asarray(truth, dtype=float))
    p = np.asarray(covariance, dtype=float).reshape(-1, error.shape[1], error.shape[1])
    return np.einsum("ni,ni->n", error, np.linalg.solve(p, error[..., None])[..., 0])


def _hermite(at: np.ndarray, x: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Positions and velocities between samples that carry both."""
    k = np.clip(np.searchsorted(at, t, side="right") - 1, 0, len(at) - 2)
    h = (at[k + 1] - at[k])[:, None]
    s = (t - at[k])[:, None] / h
    p0, v0, p1, v1 = x[k, :3], x[k, 3:] * h, x[k + 1, :3], x[k + 1, 3:] * h
    rise, bend0, bend1 = s * s * (3 - 2 * s), s * (1 - s) ** 2, s * s * (s - 1)
    p = p0 + rise * (p1 - p0) + bend0 * v0 + bend1 * v1
    v = (6 * s * (1 - s) * (p1 - p0) + (1 - s) * (1 - 3 * s) * v0 + s * (3 * s - 2) * v1) / h
    return np.hstack([p, v])


def _inertial(x: np.ndarray, scenario: Scenario, t_s: float) -> np.ndarray:
    """An Earth-fixed state at an instant, in G."""
    utc = datetime.fromisoformat(scenario.epoch) + timedelta(seconds=float(t_s))
    to_earth = earth.gcrf_to_itrf(utc.replace(tzinfo=None).isoformat(), **scenario.eop)
    return np.concatenate([x[:3] @ to_earth, (x[3:] + np.cross([0, 0, OMEGA_RAD_S], x[:3])) @ to_earth])
