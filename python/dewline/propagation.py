"""What the path does to a radar's wave: horizon, bending, gases, rain, ionosphere, lobing, jamming, CFAR.

Scalars or arrays of n, returns arrays of n; ValueError outside the stated ranges. docs/models/propagation.md.
"""
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from . import _core
from ._arrays import together

EARTH_RADIUS_M = 6371e3
"""Radius of the sphere on which the air is layered [m]."""
TECU_M2 = 1e16
"""One unit of total electron content [1/m2]."""


class Seen(NamedTuple):
    """Where a point seems to stand, arrays of n."""

    apparent_el_rad: np.ndarray
    el_error_rad: np.ndarray
    range_error_m: np.ndarray
    least_el_rad: np.ndarray

    @property
    def visible(self) -> np.ndarray:
        """True where no horizon hides the point."""
        return self.apparent_el_rad >= self.least_el_rad


def seen(true_el_rad: ArrayLike, range_m: ArrayLike, site_h_m: float = 0.0, surface_h_m: float = 0.0,
         earth_radius_m: float = EARTH_RADIUS_M) -> Seen:
    """Refraction of points at a true elevation and a straight range, below 0 deg too: apparent elevation,
    apparent minus true elevation, excess of the path over the straight range, and the least apparent
    elevation at which a point at that range stands above the surface [rad, m]. Four arrays of n."""
    return Seen(*_core.seen(*together(true_el_rad, range_m), site_h_m, surface_h_m, earth_radius_m))


def horizon_el_rad(site_h_m: ArrayLike, surface_h_m: ArrayLike = 0.0,
                   earth_radius_m: float = EARTH_RADIUS_M) -> np.ndarray:
    """Apparent elevation of the horizon of a site at a height above the surface, <= 0 [rad]. Returns
    (n,)."""
    return _core.horizon_el_rad(*together(site_h_m, surface_h_m), earth_radius_m)


def horizon_mask(az_rad: ArrayLike, rows: ArrayLike) -> np.ndarray:
    """Least apparent elevation of a skyline at azimuths [rad]. rows (n, 2): azimuth, elevation; linear
    between rows, around through north. Elevations -5 to 60 deg; no azimuth twice. Returns (n,)."""
    return _core.horizon_mask(*together(az_rad), np.asarray(rows, dtype=float).reshape(-1, 2))


def gas_attenuation(frequency_Hz: ArrayLike, dry_pressure_Pa: ArrayLike = 101325.0,
                    temperature_K: ArrayLike = 288.15,
                    vapour_kg_m3: ArrayLike = 7.5e-3) -> tuple[np.ndarray, np.ndarray]:
    """Specific attenuation by (oxygen, water vapour), one way [dB/m]: line sum of ITU-R P.676-13, 10 MHz
    to 1 THz (stated by the ITU from 1 GHz). Two arrays of n."""
    oxygen, vapour = _core.gas_attenuation(*together(frequency_Hz, dry_pressure_Pa, temperature_K,
                                           vapour_kg_m3))
    return oxygen, vapour


def gas_loss(apparent_el_rad: ArrayLike, range_m: ArrayLike, frequency_Hz: float, site_h_m: float = 0.0,
             earth_radius_m: float = EARTH_RADIUS_M, surface_vapour_kg_m3: float = 7.5e-3) -> np.ndarray:
    """One-way loss along the bent ray through the standard atmosphere [dB]; twice that for an echo.
    Returns (n,)."""
    return _core.gas_loss(*together(apparent_el_rad, range_m), frequency_Hz, site_h_m, earth_radius_m,
                          surface_vapour_kg_m3)


def rain_attenuation(frequency_Hz: ArrayLike, rate_mm_h: ArrayLike, el_rad: ArrayLike = 0.0,
                     tilt_rad: ArrayLike = 0.0) -> np.ndarray:
    """Specific attenuation by rain, one way [dB/m]: ITU-R P.838-3, 1 GHz to 1 THz; 0 below. tilt_rad: of
    the polarisation from the horizontal. Returns (n,)."""
    return _core.rain_attenuation(*together(frequency_Hz, rate_mm_h, el_rad, tilt_rad))


def rain_loss(frequency_Hz: ArrayLike, rate_mm_h: ArrayLike, el_rad: ArrayLike, range_m: ArrayLike,
              tilt_rad: float = 0.0, site_h_m: float = 0.0, rain_height_m: float = 3000.0,
              extent_m: float = 1e9) -> np.ndarray:
    """One-way loss through rain of one rate up to rain_height_m over at most extent_m of ground [dB].
    Returns (n,)."""
    return _core.rain_loss(*together(frequency_Hz, rate_mm_h, el_rad, range_m), tilt_rad, site_h_m,
                           rain_height_m, extent_m)


def ionosphere_range_error(slant_tec_m2: ArrayLike, frequency_Hz: ArrayLike) -> np.ndarray:
    """Range error 40.3 TEC / f^2 of a slant electron content [1/m2], in metres. Returns (n,)."""
    return _core.ionosphere_range_error(*together(slant_tec_m2, frequency_Hz))


def ionosphere_error_towards(el_rad: ArrayLike, target_h_m: ArrayLike, frequency_Hz: ArrayLike,
                             vertical_tec_m2: float = 20 * TECU_M2, shell_height_m: float = 400e3,
                             peak_height_m: float = 350e3, scale_height_m: float = 60e3) -> np.ndarray:
    """Range error towards a target at an elevation and height [m]: thin-shell slant of the share of a
    Chapman layer that lies below the target. Returns (n,)."""
    return _core.ionosphere_error_towards(*together(el_rad, target_h_m, frequency_Hz), vertical_tec_m2,
                                          shell_height_m, peak_height_m, scale_height_m)


def propagation_factor4(target_h_m: ArrayLike, ground_range_m: ArrayLike, antenna_h_m: float,
                        frequency_Hz: float, polarisation: str = "horizontal", permittivity: float = 70.0,
                        conductivity_S_m: float = 5.0, rms_height_m: float = 0.0,
                        earth_radius_m: float = EARTH_RADIUS_M * 4 / 3) -> np.ndarray:
    """Lobing: power of an echo over that of free space, 0 to 16, by the ray that the surface mirrors.
    polarisation 'horizontal' or 'vertical'; heights and ranges [m]. Returns (n,)."""
    return _core.propagation_factor4(*together(target_h_m, ground_range_m), antenna_h_m, frequency_Hz,
                                     polarisation, permittivity, conductivity_S_m, rms_height_m,
                                     earth_radius_m)


def jammer_to_noise(erp_W_Hz: ArrayLike, range_m: ArrayLike, frequency_Hz: float, receive_gain_db: float,
                    noise_temperature_K: float = 290.0, losses_db: float = 0.0) -> np.ndarray:
    """Ratio J/N (linear) of a noise jammer of effective radiated power density erp_W_Hz at a range.
    receive_gain_db: towards the jammer. Power density [W/Hz], range [m]. Returns (n,)."""
    return _core.jammer_to_noise(*together(erp_W_Hz, range_m), frequency_Hz, receive_gain_db,
                                 noise_temperature_K, losses_db)


def self_screening_burn_through(clear_range_m: ArrayLike, jnr_at_clear: ArrayLike) -> np.ndarray:
    """Range [m] at which a target that carries a jammer is seen: clear_range_m without jamming, where J/N
    would be jnr_at_clear. Returns (n,)."""
    return _core.self_screening_burn_through(*together(clear_range_m, jnr_at_clear))


def stand_off_burn_through(clear_range_m: ArrayLike, jnr: ArrayLike) -> np.ndarray:
    """Range [m] at which a target is seen under a constant J/N from elsewhere. Returns (n,)."""
    return _core.stand_off_burn_through(*together(clear_range_m, jnr))


def cfar_multiplier(prob_fa: ArrayLike, num_cells: ArrayLike) -> np.ndarray:
    """Threshold over the mean of num_cells reference cells: n (prob_fa^(-1/n) - 1). Probability prob_fa
    in (0, 1). Returns (n,)."""
    return _core.cfar_multiplier(*together(prob_fa, num_cells))


def cfar_prob_detect(snr_db: ArrayLike, prob_fa: ArrayLike, num_cells: ArrayLike) -> np.ndarray:
    """Probability of detection by cell-averaging CFAR, Swerling 1, one pulse. Returns (n,)."""
    return _core.cfar_prob_detect(*together(snr_db, prob_fa, num_cells))


def cfar_loss(prob_detect: ArrayLike, prob_fa: ArrayLike, num_cells: ArrayLike) -> np.ndarray:
    """SNR that CFAR needs above a known noise level's need, Swerling 1, one pulse [dB]. Returns (n,)."""
    return _core.cfar_loss(*together(prob_detect, prob_fa, num_cells))


def binary_probability(prob_single: ArrayLike, num_m: ArrayLike, num_n: ArrayLike) -> np.ndarray:
    """Probability of at least num_m successes in num_n trials. Returns (n,)."""
    return _core.binary_probability(*together(prob_single, num_m, num_n))
