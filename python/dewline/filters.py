"""Kalman filters of the shipped motion models and measurements, on numpy arrays: one step, a whole track, a bank of
models, a smoother. The formulas and what was measured: docs/models/filters.md and motion-models.md.

A state starts with its position [m] and velocity [m/s] (x y [z] vx vy [vz]); what follows is its model's own. Azimuth is
clockwise from north (the sensor's y).

    import numpy as np, dewline as dw
    from dewline import filters as f
    model, radar = f.ConstantVelocity(psd_m2_s3=0.05), f.RangeAzimuthElevation()
    x, P = np.array([60e3, 40e3, 8e3, -20, -30, 0]), np.diag([100.0] * 3 + [20.0] * 3) ** 2
    R = np.diag([20, 1e-3, 1e-3]) ** 2
    x, P = f.predict(model, x, P, dt_s=1)
    u = f.update(radar, x, P, z=[72560, 0.98, 0.11], R=R)                # method="ukf", "ckf", "iekf"
    u.x, u.P, u.nis, u.log_likelihood

    track = f.kf(model, f.Cartesian(), t_s, z, R3, x0, P0)               # or ekf, ukf: every posterior
    smooth_x, smooth_P = f.rts(model, t_s, track.x, track.P)
    bank = f.imm([f.ConstantVelocity(dim=2, psd_m2_s3=0.3), f.CoordinatedTurn()], f.Cartesian(dim=2), t_s, z, R2,
                 starts=[(x0, P0), (x0_turn, P0_turn)], prob=[0.9, 0.1], sojourn_s=[60, 30])
    bank.prob                                                            # of each model, by scan
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Union

import numpy as np
from numpy.typing import ArrayLike

from . import _core, earth


# --- motion ---

@dataclass(frozen=True)
class ConstantVelocity:
    """[p v]: white acceleration of density `psd_m2_s3` on each of `dim` axes (2 or 3)."""

    dim: int = 3
    psd_m2_s3: float = 1


@dataclass(frozen=True)
class ConstantAcceleration:
    """[p v a]: white jerk of density `psd_m2_s5` on each of `dim` axes."""

    dim: int = 3
    psd_m2_s5: float = 1


@dataclass(frozen=True)
class Singer:
    """[p v a]: an acceleration of standard deviation `sigma_m_s2` that is forgotten in `tau_s`."""

    dim: int = 3
    sigma_m_s2: float = 20
    tau_s: float = 20


@dataclass(frozen=True)
class CoordinatedTurn:
    """[x y vx vy w]: a turn at w [rad/s], positive from x to y, in the plane."""

    psd_m2_s3: float = 1
    psd_turn_rad2_s3: float = 1e-4


@dataclass(frozen=True)
class Ballistic:
    """[p v]: gravity with J2; `axes` from the Earth's centre: "inertial" or "earth-fixed"."""

    psd_m2_s3: float = 1e-6
    axes: str = "inertial"


@dataclass(frozen=True)
class Reentry:
    """[p v ln(b)]: gravity and drag in the standard atmosphere, b = m/(Cd A) [kg/m2] estimated."""

    psd_m2_s3: float = 1e-2
    psd_log_beta_per_s: float = 1e-3
    axes: str = "inertial"


@dataclass(frozen=True)
class Accelerated:
    """[p v a]: gravity plus an acceleration that is forgotten in `tau_s`."""

    sigma_m_s2: float = 30
    tau_s: float = 30
    axes: str = "inertial"


@dataclass(frozen=True)
class Boost:
    """[p v a k]: gravity plus thrust per mass a, which grows by a' = k |a| a; k is one over the exhaust speed [s/m]."""

    psd_m2_s5: float = 4
    psd_k_per_m2_s: float = 1e-12
    axes: str = "inertial"


@dataclass(frozen=True)
class Glide:
    """[p v ln(b) n_up n_side]: re-entry with lift of n_up and n_side times the drag."""

    psd_m2_s3: float = 1e-1
    psd_log_beta_per_s: float = 1e-4
    sigma_ratio: float = 2
    tau_s: float = 100
    axes: str = "inertial"


Model = Union[ConstantVelocity, ConstantAcceleration, Singer, CoordinatedTurn, Ballistic, Reentry, Accelerated, Boost,
              Glide]
"""Any of the motion models."""


# --- measurements ---

@dataclass(frozen=True)
class Site:
    """Where a sensor stands and how its axes lie, in the frame F of the state: `R_SF` turns F components into its own (for
    azimuth and elevation: rows east, north, up), `p_FS_F` [m] its place, `v_FS_F` [m/s] its velocity."""

    R_SF: np.ndarray = field(default_factory=lambda: np.eye(3))
    p_FS_F: np.ndarray = field(default_factory=lambda: np.zeros(3))
    v_FS_F: np.ndarray = field(default_factory=lambda: np.zeros(3))


def site_on_ground(lat_deg: float, lon_deg: float, h_m: float = 0) -> Site:
    """A sensor on the WGS84 ellipsoid with level axes, for states in Earth-fixed axes."""
    lat, lon = np.radians([lat_deg, lon_deg])
    s, c, sl, cl = np.sin(lat), np.cos(lat), np.sin(lon), np.cos(lon)
    axes = np.array([[-sl, cl, 0], [-s * cl, -s * sl, c], [c * cl, c * sl, s]])
    return Site(axes, earth.geodetic_to_ecef(lat, lon, h_m)[0])


@dataclass(frozen=True)
class Cartesian:
    """The place itself [m], `dim` coordinates."""

    dim: int = 3


@dataclass(frozen=True)
class RangeAzimuth:
    """Range [m] and azimuth [rad] in the plane (x east, y north) from a place."""

    p_FS_F: np.ndarray = field(default_factory=lambda: np.zeros(2))


@dataclass(frozen=True)
class RangeAzimuthElevation:
    """Range [m], azimuth and elevation [rad]."""

    site: Site = field(default_factory=Site)


@dataclass(frozen=True)
class RangeAzimuthElevationRate:
    """Range [m], azimuth, elevation [rad] and range rate [m/s]."""

    site: Site = field(default_factory=Site)


@dataclass(frozen=True)
class RangeRate:
    """Range rate [m/s]."""

    site: Site = field(default_factory=Site)


@dataclass(frozen=True)
class RangeCosines:
    """Range [m] and the direction cosines u and v along the sensor's x and y."""

    site: Site = field(default_factory=Site)


@dataclass(frozen=True)
class TwoAngles:
    """Azimuth and elevation [rad] from a platform, whose site is that of the instant."""

    site: Site = field(default_factory=Site)


Sensor = Union[Cartesian, RangeAzimuth, RangeAzimuthElevation, RangeAzimuthElevationRate, RangeRate, RangeCosines,
               TwoAngles]
"""Any of the measurements."""


# --- filters ---

@dataclass(frozen=True)
class Points:
    """Sigma points of `method="ukf"`: spread and weights. `kappa` None: 3 - n."""

    alpha: float = 0.5
    beta: float = 2
    kappa: float | None = None


@dataclass(frozen=True)
class Updated:
    """A posterior and how the measurement fitted the prior."""

    x: np.ndarray
    P: np.ndarray
    nis: float
    log_likelihood: float


@dataclass(frozen=True)
class Filtered:
    """Posteriors of a track: x (n, N), P (n, N, N), nis (n), log_likelihood (n); of a bank: position and velocity of the
    mixture, and prob (n, models)."""

    x: np.ndarray
    P: np.ndarray
    nis: np.ndarray
    log_likelihood: np.ndarray
    prob: np.ndarray | None = None


def predict(model: Model, x: ArrayLike, P: ArrayLike, dt_s: float, method: str = "ekf",
            points: Points = Points()) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance dt_s >= 0 later. `method`: "ekf" ("iekf" is the same here), "ukf" or "ckf". For linear models
    all are the Kalman filter. Raises ValueError for shapes that do not fit the model."""
    made = _core.filter_predict(_words(model), _array(x), _array(P), dt_s, method, _words(points))
    return made["x"], made["P"]


def update(sensor: Sensor, x: ArrayLike, P: ArrayLike, z: ArrayLike, R: ArrayLike, method: str = "ekf",
           points: Points = Points()) -> Updated:
    """A measurement z with noise covariance R into a prior. `method` as in `predict`; "iekf" linearises again at each
    result. Raises ValueError for shapes that do not fit, or an innovation covariance that is not positive."""
    return Updated(**_core.filter_update(_words(sensor), _array(x), _array(P), _array(z), _array(R), method,
                                         _words(points)))


def run(model: Model, sensor: Sensor, t_s: ArrayLike, z: ArrayLike, R: ArrayLike, x0: ArrayLike, P0: ArrayLike,
        method: str = "ekf", points: Points = Points()) -> Filtered:
    """A whole track: measurements z (n, m) at times t_s (n), not falling; x0, P0 is the prior at t_s[0]. A row with a NaN
    is a miss: predicted only, its nis and log_likelihood NaN."""
    x, P, times = _array(x0), _array(P0), _array(t_s)
    out: list[Updated] = []
    for k, (now, seen) in enumerate(zip(times, np.asarray(z, dtype=float), strict=True)):
        if k > 0:
            x, P = predict(model, x, P, now - times[k - 1], method, points)
        u = Updated(x, P, np.nan, np.nan) if np.isnan(seen).any() else update(sensor, x, P, seen, R, method, points)
        x, P = u.x, u.P
        out.append(u)
    return Filtered(np.array([u.x for u in out]), np.array([u.P for u in out]), np.array([u.nis for u in out]),
                    np.array([u.log_likelihood for u in out]))


def kf(model: Model, sensor: Sensor, t_s: ArrayLike, z: ArrayLike, R: ArrayLike, x0: ArrayLike,
       P0: ArrayLike) -> Filtered:
    """`run` for a linear model and `Cartesian`: the Kalman filter. Raises ValueError for any other."""
    if not isinstance(model, (ConstantVelocity, ConstantAcceleration, Singer)) or not isinstance(sensor, Cartesian):
        raise ValueError("kf is for linear models and Cartesian measurements; use ekf or ukf")
    return run(model, sensor, t_s, z, R, x0, P0)


def ekf(model: Model, sensor: Sensor, t_s: ArrayLike, z: ArrayLike, R: ArrayLike, x0: ArrayLike, P0: ArrayLike,
        iterate: bool = False) -> Filtered:
    """`run` with the extended Kalman filter; `iterate`: each update linearises again at its result."""
    return run(model, sensor, t_s, z, R, x0, P0, "iekf" if iterate else "ekf")


def ukf(model: Model, sensor: Sensor, t_s: ArrayLike, z: ArrayLike, R: ArrayLike, x0: ArrayLike, P0: ArrayLike,
        points: Points = Points()) -> Filtered:
    """`run` with the unscented Kalman filter."""
    return run(model, sensor, t_s, z, R, x0, P0, "ukf", points)


def rts(model: Model, t_s: ArrayLike, x: ArrayLike, P: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Rauch, Tung and Striebel's smoother over posteriors x (n, N), P (n, N, N) at times t_s (n): estimates given the
    whole track. The predictions between are made again with `model`."""
    made = _core.filter_rts(_words(model), _array(t_s), _array(x), _array(P))
    return made["x"], made["P"]


def imm(models: Sequence[Model], sensor: Sensor, t_s: ArrayLike, z: ArrayLike, R: ArrayLike,
        starts: Sequence[tuple[ArrayLike, ArrayLike]], prob: ArrayLike, sojourn_s: ArrayLike,
        share: ArrayLike | None = None) -> Filtered:
    """A bank of models over a whole track. Banks: ConstantVelocity and CoordinatedTurn (dim 2), ConstantVelocity and Singer
    (dim 2 or 3), Ballistic and Accelerated, Ballistic and Accelerated and Reentry.

    starts: a prior (x, P) at t_s[0] for each model; prob: of each; sojourn_s: mean time that each lasts; share (k, k): where
    a model goes when it is left, rows adding up to 1 (None: to all others alike). z (n, m) has no gaps.
    """
    k = len(models)
    if share is None:
        share = (np.ones((k, k)) - np.eye(k)) / max(k - 1, 1)
    made = _core.filter_imm([_words(m) for m in models], _words(sensor), [(_array(x), _array(P)) for x, P in starts],
                            _array(prob), _array(sojourn_s), _array(share), _array(t_s), _array(z), _array(R))
    return Filtered(**made)


def ekf_batch(model: Model, site: Site, x: ArrayLike, P: ArrayLike, dt_s: ArrayLike, z: ArrayLike,
              sigma: ArrayLike) -> Filtered:
    """One cycle of many tracks at once, eight abreast: x (n, N) and P (n, N, N) predicted by dt_s >= 0 (one number or n)
    and updated by range [m], azimuth and elevation [rad], z (n, 3), of standard deviations sigma (3) or (n, 3), as
    `predict` and `update` with RangeAzimuthElevation(site) do one after the other. Models: ConstantVelocity (N = 6),
    ConstantAcceleration, Singer (N = 9), dim 3. A row of z with a NaN is a miss: predicted only, nis and log_likelihood
    NaN; so is a track without a positive definite covariance. Elevations within a quarter turn. Raises ValueError for
    shapes that do not fit and for other models."""
    return _batch(model, site, x, P, dt_s, z, sigma, [])


def ukf_batch(model: Model, site: Site, x: ArrayLike, P: ArrayLike, dt_s: ArrayLike, z: ArrayLike, sigma: ArrayLike,
              points: Points = Points()) -> Filtered:
    """`ekf_batch` with the unscented filter."""
    kappa = 3.0 - np.shape(x)[-1] if points.kappa is None else points.kappa
    return _batch(model, site, x, P, dt_s, z, sigma, [points.alpha, points.beta, kappa])


def _batch(model: Model, site: Site, x: ArrayLike, P: ArrayLike, dt_s: ArrayLike, z: ArrayLike, sigma: ArrayLike,
           points: list[float]) -> Filtered:
    return Filtered(**_core.filter_batch(_words(model), _array(site.R_SF), _array(site.p_FS_F), _array(x), _array(P),
                                         np.atleast_1d(_array(dt_s)), _array(z), _array(sigma), points))


def _array(a: ArrayLike) -> np.ndarray:
    return np.ascontiguousarray(a, dtype=float)


def _words(one: Any) -> dict[str, Any]:
    """A dataclass as the engine reads it: its kind, its fields, those of its site."""
    out: dict[str, Any] = {"kind": type(one).__name__}
    for f in fields(one):
        value = getattr(one, f.name)
        out.update({k: v for k, v in _words(value).items() if k != "kind"} if f.name == "site" else {f.name: value})
    return {k: _array(v) if isinstance(v, np.ndarray) or k.endswith("_F") or k == "R_SF" else v for k, v in out.items()}
