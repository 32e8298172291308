"""What may a track be? The classifier of the warning centres (docs/models/classification.md).

    p = dw.warn.classify({"above": 1, "fire": 0, "infrared": 1, "surface_speed_m_s": (7200, 100), "surface_climb_rad": (0.4, 0.02)})
    p["icbm"]                                      # and ten more; they sum to 1
    dw.warn.classify({"fire": 1, "moves": 1, "burn_s": (200, 10, "at_least")})    # it still burns
    dw.warn.impact(state, covariance, epoch="2026-03-20T12:00:00Z")               # where it falls, with its ellipse
    dw.warn.launch(state, covariance, epoch="2026-03-20T12:00:00Z")["launch"]     # where and when it was launched
    dw.warn.threat([0.9, 0.9], [[0.5, 0.0], [0.2, 0.3]])["prob_any"]              # that something falls on each asset
"""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Union

import numpy as np
from numpy.typing import ArrayLike

from . import _core
from ._paths import data_dir

Value = Union[float, bool, tuple[float, float], tuple[float, float, str]]
"""A value; (value, sigma); or (value, sigma, "at_least") for a lower bound."""


def _rows(features: Mapping[str, Value]) -> list[Any]:
    rows = []
    for name, given in features.items():
        parts = given if isinstance(given, tuple) else (given, 0.0)
        if not 2 <= len(parts) <= 3 or (len(parts) == 3 and parts[2] != "at_least"):
            raise ValueError(f"{name}: write a value, (value, sigma) or (value, sigma, 'at_least'), not {given!r}")
        rows.append((name, float(parts[0]), float(parts[1]), len(parts) == 3))
    return rows


def classify(features: Mapping[str, Value], priors: Mapping[str, float] | None = None) -> dict[str, float]:
    """Probability of each of the eleven classes given what was measured; they sum to 1. Names of features:
    surface_speed_m_s, surface_climb_rad, perigee_m, air_speed_m_s, air_height_m, air_climb_rad, rcs_m2, burn_s,
    num_detections (units in the names: m, s, rad, m2), and the yes-or-no ones above, fire, infrared, moves,
    catalogued, notified (1 or 0). Arc features count only with above = 1, air features only without. priors: by class, for those
    that shall differ from data/classes.yaml; only ratios count. Calibration: stats_io WarnClasses.
    Raises ValueError for a name that is none, a value that is not finite, a negative sigma, a prior <= 0."""
    return _core.classify(_rows(features), dict(priors or {}), str(data_dir()))


def class_weights(features: Mapping[str, Value]) -> dict[str, dict[str, float]]:
    """What each feature says, by feature and class: the logarithm of its likelihood less that of the class that it
    suits best (so 0 for that one). Features that do not count beside the others are left out. Raises as `classify`."""
    return _core.class_weights(_rows(features), str(data_dir()))


def impact(state: ArrayLike, covariance: ArrayLike, *, epoch: str, frame: str = "itrf",
           ballistic_coefficient_kg_m2: float = 2000.0) -> dict[str, Any] | None:
    """Where a falling body comes down: a dict of lat_rad, lon_rad, when_s (after the state's instant), sigma_when_s,
    and the semi-axes of the error at 1 sigma major_m, minor_m with the azimuth az_rad of the major one. None if it
    stays up or the covariance allows no answer. state (6,) and covariance (6, 6) in m and m/s, frame 'itrf'
    (Earth-fixed) or 'gcrf'; epoch: the state's UTC. The mean falls with J2 and drag, the error is carried by sigma
    points, half the ballistic coefficient [kg/m2] is 1 sigma of drag (docs/models/impact-prediction.md).
    Coverage of the ellipses: stats_run ImpactEllipses. Raises ValueError for other shapes, numbers or words."""
    return _core.judge_state(np.asarray(state, dtype=float), np.asarray(covariance, dtype=float), epoch, frame,
                             "radar", False, 0.0, float(ballistic_coefficient_kg_m2))["impact"]


def launch(state: ArrayLike, covariance: ArrayLike, *, epoch: str, frame: str = "itrf", seen: str = "radar",
           thrusting: bool = False, first_s: float = 0.0) -> dict[str, Any]:
    """Where, when and on what a body was launched, from its state in boost (thrusting) or in free flight.

    state (6,), covariance (6, 6), epoch and frame as in `impact`. seen: 'radar', 'infrared' (a fire, so thrusting) or
    'both': an infrared satellite sees a boost early, which narrows its age. first_s: the first detection,
    <= 0 s after the state's instant. Gives launch (a place as `impact` gives it, when_s < 0; None: like no burn
    profile), heading_rad and sigma_heading_rad (over ground, clockwise from north), booster and prob_booster
    (the likeliest burn profile), impact, region, ballistic, manoeuvres, perigee_h_m, apogee_h_m. Coverage with the truth's booster left out of the
    profiles: stats_run LaunchEllipses. Raises ValueError for other shapes, numbers or words."""
    return _core.judge_state(np.asarray(state, dtype=float), np.asarray(covariance, dtype=float), epoch, frame, seen,
                             thrusting, float(first_s), 2000.0)


def threat(prob_missile: ArrayLike, prob_impact: ArrayLike, *, weights: ArrayLike | None = None,
           launched_s: ArrayLike | None = None, sigma_launched_s: ArrayLike | None = None, wave_gap_s: float = 300.0,
           share_unpredicted: float = 0.25, before: str = "none") -> dict[str, Any]:
    """What several launches together mean for some assets (docs/models/threat.md).

    prob_missile (n,): that each is a missile; prob_impact (n, assets): that it falls into each asset, if it is
    one; a row of NaN where no impact can be predicted yet, and then `share_unpredicted` of such missiles is taken
    to fly at the assets, spread by weight. weights (assets,): default 1 each. launched_s, sigma_launched_s (n,): launch times, NaN
    where unknown. before: the assessment until now: 'none', 'possible', 'probable' or 'attack'.
    Gives prob_any (assets,), that at least one missile falls in each, with its bounds prob_any_low (none of the
    unpredicted flies there) and prob_any_high (all do); mean, low, high of the raid (5 and 95 %, Poisson-binomial);
    waves; prob_attack, weighed by the assets; the assessment, with hysteresis. Raises ValueError for other shapes or
    numbers."""
    p = np.atleast_1d(np.asarray(prob_missile, dtype=float))
    q = np.atleast_2d(np.asarray(prob_impact, dtype=float))
    unknown = np.full(p.shape, np.nan)
    return _core.threat(p, q, unknown if launched_s is None else np.asarray(launched_s, dtype=float),
                        unknown if sigma_launched_s is None else np.asarray(sigma_launched_s, dtype=float),
                        np.ones(q.shape[1]) if weights is None else np.asarray(weights, dtype=float),
                        float(wave_gap_s), float(share_unpredicted), before)
