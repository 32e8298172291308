"""What may a track be? The classifier of the warning centres (docs/models/classification.md).

    p = dw.warn.classify({"above": 1, "fire": 0, "infrared": 1, "surface_speed_m_s": (7200, 100), "surface_climb_rad": (0.4, 0.02)})
    p["icbm"]                                      # and ten more; they sum to 1
    dw.warn.classify({"fire": 1, "moves": 1, "burn_s": (200, 10, "at_least")})    # it still burns
"""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Union

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
