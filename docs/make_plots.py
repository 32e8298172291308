#!/usr/bin/python3
"""Draws docs/pictures/*.svg, the plots of the model pages, and prints the worst differences that their
captions state.

Each plot holds what the engine computes against a reference table of tests/known/data, a closed form or the
stated limits; the signatures are drawn from data/types. Needs the package dewline on PYTHONPATH:

usage: ./dw python docs/make_plots.py [NAME ...]        NAME: of a picture, without .svg; default all
"""
import csv
import pathlib
import sys

import dewline as dw
import numpy as np
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[1]
KNOWN = ROOT / "tests" / "known" / "data"
RADIUS_M = 6371e3  # of the tables' sphere
GAP = [np.nan]  # lifts the pen between two lines of one series


def table(name):
    """The rows of a reference table; numbers where they are numbers."""
    with open(KNOWN / name, newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return [{key: number(value) for key, value in row.items()} for row in rows]


def number(text):
    try:
        return float(text)
    except ValueError:
        return text


def column(rows, key):
    return np.array([row[key] for row in rows])


def joined(lines):
    """Several lines, each (x, y), as one series."""
    return tuple(np.concatenate([np.append(line[k], GAP) for line in lines]) for k in (0, 1))



# Boost ---------------------------------------------------------------------------------------------

def reference_booster(model, kick_deg):
    """A flight of a reference booster from the North Pole, where the ground does not move."""
    rows = [row for row in table("ballistics_generic_boosters.csv") if row["model"] == model]
    stages = [f"{{propellant: {s['propellant_kg']} kg, dry: {s['dry_kg']} kg, burn: {s['burn_s']} s, "
              f"isp_vacuum: {s['isp_vac_s']} s, nozzle_exit_area: {s['nozzle_exit_area_m2']} m2, "
              f"reference_area: {s['ref_area_m2']} m2}}" for s in rows]
    boost = (f"{{azimuth: 180 deg, vertical_rise: 8 s, kick: {kick_deg} deg, "
             f"payload: {rows[0]['payload_kg']} kg, stages: [{', '.join(stages)}]}}")
    return dw.truth.fly(None, (90, 0), set={"boost": boost})


def boost_climb():
    rows = table("ballistics_generic_boost_profiles.csv")
    flown, tabled, worst_m, worst_speed = [], [], 0, 0
    for model, case in dict.fromkeys((r["model"], r["case"]) for r in rows):
        mine = [r for r in rows if (r["model"], r["case"]) == (model, case)]
        flight = reference_booster(model, mine[0]["kick_deg"])
        place = flight.sample(column(mine, "t_s"), "gcrf")
        height_m = dw.earth.ecef_to_geodetic(flight.sample(column(mine, "t_s"))[:, :3])[:, 2]
        up = place[:, :3] / np.linalg.norm(place[:, :3], axis=1)[:, None]
        range_m = RADIUS_M * np.arccos(np.clip(up @ up[0], -1, 1))
        flown.append((range_m / 1e3, height_m / 1e3))
        tabled.append((column(mine, "downrange_m")[2::3] / 1e3, column(mine, "altitude_m")[2::3] / 1e3))
        worst_m = max(worst_m, np.abs(height_m - column(mine, "altitude_m")).max())
        late = column(mine, "t_s") >= 20
        speed = np.linalg.norm(place[late, 3:], axis=1) / column(mine, "speed_m_s")[late]
        worst_speed = max(worst_speed, np.abs(speed - 1).max())
    print(f"boost-climb: {len(flown)} climbs, {len(rows)} states; worst {worst_m:.0f} m in height, "
          f"{worst_speed:.2%} in speed after 20 s")
    return dw.chart.xy("Climbs of the reference boosters", "range over ground [km]", "height [km]",
                       {"flown from the pole": joined(flown), "table": joined(tabled)}, dots={"table"})


def boost_times():
    """Reported lofted flights by the library's liquid missile. The Black Brant was fitted: not drawn."""
    rows = [r for r in table("ballistics_reported_flights_check.csv") if r["reported_range_km"] != ""]
    pad, azimuth = np.radians([39.6, 125.5]), np.radians(75)
    flown = []
    for r in rows:
        arc = r["reported_range_km"] * 1e3 / RADIUS_M
        lat = np.arcsin(np.sin(pad[0]) * np.cos(arc) + np.cos(pad[0]) * np.sin(arc) * np.cos(azimuth))
        lon = pad[1] + np.arctan2(np.sin(azimuth) * np.sin(arc) * np.cos(pad[0]),
                                  np.cos(arc) - np.sin(pad[0]) * np.sin(lat))
        light = {"boost.payload": "800 kg"} if r["flight"].startswith("Hwasong-15") else None
        flight = dw.truth.fly("generic-liquid-icbm", tuple(np.degrees(pad)), tuple(np.degrees([lat, lon])),
                              apogee=f"{r['reported_apogee_km']} km", set=light)
        flown.append(flight.event("impact").t_s / 60)
    low, high = column(rows, "reported_time_min_low"), column(rows, "reported_time_min_high")
    outside = np.maximum(0, np.maximum(low - flown, flown - high)) / low
    bare = 1 - column(rows, "calc_arc_time_min") / low
    print(f"boost-times: flown {np.round(flown, 1)} min, worst {outside.max():.1%} outside the reports; "
          f"bare arcs {bare.min():.1%} to {bare.max():.1%} short")
    apogee = column(rows, "reported_apogee_km")
    reported = joined([([a, a], [lo, hi]) for a, lo, hi in zip(apogee, low, high)])
    return dw.chart.xy("Lofted flights: time from launch to fall", "reported apogee [km]", "time [min]",
                       {"flown": (apogee, flown), "reported": reported,
                        "arc without boost": (apogee, column(rows, "calc_arc_time_min"))}, dots={"reported"})


# Re-entry ------------------------------------------------------------------------------------------

def re_entry():
    """The falls of the table, from 120 km over the pole, asked for at many heights."""
    rows = table("ballistics_reentry_numeric_ussa76.csv")
    speed, angle = column(rows, "V_120km_m_s"), np.radians(column(rows, "gamma_deg"))
    start = np.tile(dw.earth.geodetic_to_ecef(np.pi / 2, 0, 120e3), (len(rows), 1))
    velocity = np.stack([speed * np.cos(angle), 0 * speed, -speed * np.sin(angle)], axis=1)

    def at(height_m):
        return dw.orbit.impacts(start, velocity, column(rows, "beta_kg_m2"), "two-body", height_m)

    ground, middle = at(0), at(30e3)
    worst = {name: np.abs(found / column(rows, key) - 1).max() for name, found, key in [
        ("time to 30 km", middle.tof_s, "t_30km_s"),
        ("speed at 30 km", middle.speed_m_s, "V_30km_m_s"),
        ("time of impact", ground.tof_s, "t_impact_s"),
        ("speed of impact", ground.speed_m_s, "V_impact_m_s")]}
    peak = [at(h).speed_m_s[k] / rows[k]["V_amax_m_s"] - 1 for k, h in enumerate(column(rows, "h_amax_m"))]
    worst["speed at the peak's height"] = np.abs(peak).max()
    print(f"re-entry: {len(rows)} falls; worst " + ", ".join(f"{v:.2%} in {k}" for k, v in worst.items()))
    heights_m = np.linspace(0, 100e3, 101)
    profiles = np.array([at(h).speed_m_s for h in heights_m])
    drawn = [k for k, r in enumerate(rows)
             if r["V_120km_m_s"] in (3000, 5000, 7000) and r["gamma_deg"] in (12, 35)]
    flown = [(profiles[:, k] / 1e3, heights_m / 1e3) for k in drawn]
    tabled = [([rows[k][key] / 1e3 for key in ("V_30km_m_s", "V_amax_m_s", "V_impact_m_s")],
               [30, rows[k]["h_amax_m"] / 1e3, 0]) for k in drawn]
    points = "table: 30 km, peak deceleration, impact"
    return dw.chart.xy("Falls through the air: 500 and 5,000 kg/m2, 12 and 35 degrees", "speed [km/s]",
                       "height [km]", {"dw.orbit.impacts": joined(flown), points: joined(tabled)},
                       dots={points})


# Boost-glide ---------------------------------------------------------------------------------------

LIFT_TO_DRAG, GLIDE_KG_M2 = 2.6, 13000


def glide():
    """(way [m], height [m], speed [m/s]) of an equilibrium glide over the pole, from 5.5 to 1.6 km/s."""
    flight = dw.truth.fly(None, burnout="65 deg, 0 deg, 70 km, 6.8 km/s, 0 deg, -0.5 deg", set={
        "glide": f"{{lift_to_drag: {LIFT_TO_DRAG}, ballistic_coefficient: {GLIDE_KG_M2} kg/m2, "
                 "pull_up_ballistic_coefficient: 1400 kg/m2}"})
    t_s = np.arange(0, flight.event("dive").t_s, 1.0)
    state = flight.sample(t_s)
    speed = np.linalg.norm(state[:, 3:], axis=1)
    steps = np.linalg.norm(np.diff(state[:, :3], axis=0), axis=1)
    way = np.append(0, np.cumsum(steps))
    part = (speed <= 5500) & (speed >= 1600)
    height = dw.earth.ecef_to_geodetic(state[:, :3])[:, 2]
    return way[part] - way[part][0], height[part], speed[part], t_s[part] - t_s[part][0]


def equilibrium(speed, radius_m):
    """Height of lift = weight - centrifugal force, where the air has the density 2 B g_eff / (n v^2)."""
    effective = dw.orbit.MU_M3_S2 / radius_m**2 - speed**2 / radius_m
    density = 2 * GLIDE_KG_M2 * effective / (LIFT_TO_DRAG * speed**2)
    heights = np.arange(0, 90e3, 10)
    return np.interp(-np.log(density), -np.log(dw.earth.ussa76(heights).density_kg_m3), heights)


def closed_glide(first, speed, radius_m):
    """Way and time of the equilibrium glide in closed form."""
    circular = np.sqrt(dw.orbit.MU_M3_S2 / radius_m)
    begin, end = first / circular, speed / circular
    way_m = radius_m / 2 * LIFT_TO_DRAG * np.log((1 - end**2) / (1 - begin**2))
    return way_m, LIFT_TO_DRAG * radius_m / circular * (np.arctanh(begin) - np.arctanh(end))


def glides():
    way, height, speed, t_s = glide()
    radius_m = RADIUS_M + height[len(height) // 2]
    at = np.arange(5400, 1600, -200.0)
    closed, closed_s = closed_glide(speed[0], at, radius_m)
    flown = np.interp(-at, -speed, way)
    levels = equilibrium(speed, radius_m) - height
    end, end_s = closed_glide(speed[0], speed[-1], radius_m)
    print(f"boost-glide: {way[-1] / 1e3:.0f} km in {t_s[-1]:.0f} s, closed form {end / 1e3:.0f} km in "
          f"{end_s:.0f} s ({way[-1] / end - 1:+.1%}, {t_s[-1] / end_s - 1:+.1%}); "
          f"worst {np.abs(flown - closed).max() / 1e3:.0f} km at one speed, "
          f"{np.abs(levels).max():.0f} m from the equilibrium height, "
          f"{np.abs(np.interp(closed, way, speed) - at).max():.0f} m/s at one place")
    return way, height, speed, closed, at, equilibrium(at, radius_m)


def glide_height():
    way, height, _, closed, _, level = glides()
    return dw.chart.xy("Equilibrium glide: height", "way flown since 5.5 km/s [km]", "height [km]",
                       {"flown": (way[::5] / 1e3, height[::5] / 1e3),
                        "closed form": (closed / 1e3, level / 1e3)}, dots={"closed form"})


def glide_speed():
    way, _, speed, closed, at, _ = glides()
    return dw.chart.xy("Equilibrium glide: speed", "way flown since 5.5 km/s [km]", "speed [km/s]",
                       {"flown": (way[::5] / 1e3, speed[::5] / 1e3),
                        "closed form": (closed / 1e3, at / 1e3)}, dots={"closed form"})


# Satellites and orbits -----------------------------------------------------------------------------

def with_checksum(line):
    """Three lines of the set were changed for the test of errors; their checksums are of before."""
    digits = sum(int(c) if c.isdigit() else c == "-" for c in line[:68])
    return f"{line[:68]}{digits % 10}"


def sgp4():
    lines = [with_checksum(line) for line in (KNOWN / "sgp4_ver.tle").read_text().splitlines()
             if len(line) >= 69 and line[0] in "12"]
    sets = {int(one[2:7]): [one, two] for one, two in zip(lines[::2], lines[1::2])}  # of two, the later one
    with open(KNOWN / "sgp4_ver_expected.csv", newline="") as file:
        rows = [row for row in csv.reader(file) if row[0].isdigit()]
    where, apart_mm, refused = [], [], 0
    for place, satellite in enumerate(sets, 1):
        mine = [r for r in rows if int(r[0]) == satellite]
        states = dw.orbit.sgp4(sets[satellite], [float(r[1]) for r in mine])
        for r, position, error in zip(mine, states.r_m, states.error):
            if r[-1].startswith("err"):
                refused += int(error) == int(r[-1][3:])
            else:
                where.append(place)
                apart_mm.append(1e3 * np.linalg.norm(position - 1e3 * np.array(r[2:5], dtype=float)))
    print(f"satellites: {len(apart_mm)} states and {refused} refusals of {len(rows)}, {len(sets)} sets; "
          f"worst {max(apart_mm):.3f} mm by number {list(sets)[where[np.argmax(apart_mm)] - 1]}, "
          f"median {np.median(apart_mm):.4f} mm")
    return dw.chart.xy("SGP4 against the published states", "satellite of the verification set",
                       "distance in position [mm]", {"one published state": (where, apart_mm)}, log_y=True,
                       dots={"one published state"})


ORBITS = {"low: 500 km, 98 deg": "{height: 500 km, inclination: 98 deg, raan: 20 deg}",
          "Molniya": "{repeats: 2, perigee: 600 km, inclination: 63.4 deg, apogee_longitude: 70 deg}",
          "geostationary": "{geostationary: 10 deg}"}


def nearest_start(r_m, t_s, x):
    """The state from which numerical motion under J2 stays nearest to positions: by Gauss and Newton."""
    step = np.array([10, 10, 10, 0.01, 0.01, 0.01])
    for _ in range(3):
        slopes = [(under_j2(x + d, t_s) - under_j2(x - d, t_s)).ravel() / 2 for d in np.diag(step)]
        x = x + step * np.linalg.lstsq(np.array(slopes).T, (r_m - under_j2(x, t_s)).ravel(), rcond=None)[0]
    return x


def under_j2(x, t_s):
    return dw.orbit.propagate(x[:3], x[3:], t_s, "j2", "itrf")[:, :3]


def orbits():
    t_s, series, worst = np.arange(0, 86400 + 1, 150.0), {}, []
    for name, orbit in ORBITS.items():
        state = dw.truth.fly(None, set={"orbit": orbit}, duration="25 h").sample(t_s)
        start = nearest_start(state[::6, :3], t_s[::6], state[0])
        apart = np.linalg.norm(under_j2(start, t_s) - state[:, :3], axis=1)
        series[name] = (t_s / 3600, apart / 1e3)
        worst.append(f"{name} {apart.max() / 1e3:.1f} km")
    print("orbits: worst " + ", ".join(worst))
    return dw.chart.xy("Designed orbits: mean elements against numerical motion under J2", "time [h]",
                       "distance [km]", series)


# Routes and signatures -----------------------------------------------------------------------------

def routes():
    """How far an airliner's way goes towards the limits of its type."""
    kind = yaml.safe_load((ROOT / "data/types/aircraft.yaml").read_text())["airliner"]["route"]
    limit = {key: float(kind[key]["value"].split()[0]) for key in
             ("bank", "climb_rate", "acceleration", "vertical_acceleration")}
    flight = dw.truth.fly("airliner", way=[
        "60 deg, 10 deg, 3 km", "60.8 deg, 10.2 deg, 6 km, 200 m/s", "60.9 deg, 11.2 deg, 6 km, 230 m/s",
        "60.1 deg, 11.6 deg, 3 km, 160 m/s", "60.3 deg, 12.4 deg, 3 km, 160 m/s"])
    t_s = np.arange(*flight.t_s, 0.5)
    state = flight.sample(t_s)
    lat, lon, height = dw.earth.ecef_to_geodetic(state[:, :3]).T
    east = np.stack([-np.sin(lon), np.cos(lon), 0 * lon], axis=1)
    up = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    v_east, v_north, climb = (np.sum(state[:, 3:] * axis, axis=1) for axis in (east, np.cross(up, east), up))
    speed = np.hypot(v_east, v_north) / (1 + height / RADIUS_M)  # it counts at the ellipsoid
    # against the geodesic, whose course changes as the meridians converge
    turn = np.gradient(np.unwrap(np.arctan2(v_east, v_north)), t_s) \
        - v_east * np.tan(lat) / (RADIUS_M + height)
    shares = {"bank": np.degrees(np.arctan(turn * speed / 9.80665)) / limit["bank"],
              "climb": climb / limit["climb_rate"],
              "acceleration": np.gradient(speed, t_s) / limit["acceleration"],
              "vertical acceleration": np.gradient(climb, t_s) / limit["vertical_acceleration"]}
    print("routes: " + ", ".join(f"{name} {100 * np.abs(v).max():.2f} %" for name, v in shares.items())
          + f"; limits {limit}, {t_s[-1]:.0f} s")
    return dw.chart.xy("An airliner's way: three turns, a climb, a descent", "time [s]",
                       "share of the limit [%]", {name: kept(t_s, 100 * v) for name, v in shares.items()},
                       bounds=(-100, 100))


def kept(x, y):
    """The points at which a line bends; the others say nothing."""
    bends = np.abs(np.diff(y, 2)) > 0.3
    wanted = np.concatenate([[True], bends, [True]])
    return x[wanted], y[wanted]


def aspects(type_name, band, which="value"):
    """Aspect [deg] and cross-section [m2] of a type: its value, or 0 and 1 for the ends of its range."""
    files = (yaml.safe_load(file.read_text()) for file in sorted((ROOT / "data/types").glob("*.yaml")))
    rows = next(types[type_name] for types in files if type_name in types)["rcs_by_aspect"][band]
    value = [row["rcs"]["value"] if which == "value" else row["rcs"]["between"][which] for row in rows]
    return [float(row["aspect"].split()[0]) for row in rows], [float(v.split()[0]) for v in value]


def signature_types():
    names = ("airliner", "fighter", "cruise-missile", "stealth-fighter")
    return dw.chart.xy("Assumed mean cross-section at X band", "aspect from the nose [deg]",
                       "cross-section [m2]", {name: aspects(name, "x") for name in names}, log_y=True)


def signature_bands():
    name = "re-entry-body"
    ranges = joined([aspects(name, "x", 0), aspects(name, "x", 1)])
    return dw.chart.xy("Assumed mean cross-section of re-entry-body", "aspect from the nose [deg]",
                       "cross-section [m2]", {"X": aspects(name, "x"), "UHF": aspects(name, "uhf"),
                                              "VHF": aspects(name, "vhf"), "ends of the range at X": ranges},
                       log_y=True, dots={"ends of the range at X"})


# Propagation ---------------------------------------------------------------------------------------

def gases():
    rows = table("itu_p676_specific.csv")
    ghz = np.geomspace(0.1, 250, 1500)
    oxygen, vapour = dw.propagation.gas_attenuation(ghz * 1e9)
    total = sum(dw.propagation.gas_attenuation(column(rows, "f_GHz") * 1e9)) * 1e3
    worst = np.abs(total / column(rows, "total_db_km") - 1).max()
    print(f"gases: {len(rows)} examples, worst {worst:.1e} of the sum")
    return dw.chart.xy("Oxygen and water vapour at the ground, 7.5 g/m3", "log10 of the frequency in GHz",
                       "one-way loss [dB/km]",
                       {"both": (np.log10(ghz), (oxygen + vapour) * 1e3),
                        "oxygen": (np.log10(ghz), oxygen * 1e3),
                        "ITU examples": (np.log10(column(rows, "f_GHz")), column(rows, "total_db_km"))},
                       log_y=True, dots={"ITU examples"})


# Radar ---------------------------------------------------------------------------------------------

def radar_saturation():
    """Revisit of the running radar of test_sense RadarBudget against its false detections, beside the equation."""
    pulses = dw.radar.Pulses
    counts, revisit, worst = np.arange(0, 1601, 100), {}, 0
    for name, positions in (("100 positions", 100), ("300 positions", 300)):
        line = 10 / np.minimum(1, 10 / (0.022 * positions + 0.024 * counts))
        runs = [dw.radar.spent(pulses(2e-3, 20e-3), pulses(4e-3, 20e-3), pulses(10e-3, 20e-3), positions, n)
                for n in counts]
        dots = np.array([10 * positions / run.num_done[:, 0].mean() for run in runs])
        worst = max(worst, np.abs(dots / line - 1).max())
        revisit[name] = (counts, line)
        revisit[f"{name}: running radar"] = (counts, dots)
    print(f"radar-saturation: worst {worst:.1%} of the revisit")
    return dw.chart.xy("Search that pays for its false detections", "false crossings in a whole search",
                       "time of a whole search [s]", revisit, dots={n for n in revisit if "running" in n})


# Infrared --------------------------------------------------------------------------------------------

def infrared_limb():
    """The limb as a satellite sees it, on the ellipsoid, beside the circle of a sphere."""
    shown, worst = {}, 0
    for name, lat, lon, radius_m in [("geostationary", 0, 0, 42164e3), ("apogee of 40,000 km, 63 N", 63, 100, 46378e3)]:
        place = radius_m * np.array([np.cos(np.radians(lat)) * np.cos(np.radians(lon)),
                                     np.cos(np.radians(lat)) * np.sin(np.radians(lon)), np.sin(np.radians(lat))])
        edge = dw.infrared.footprint(place, 0.4, num_points=361)
        shown[name] = (np.degrees(edge[:, 1]), np.degrees(edge[:, 0]))
        there = dw.earth.geodetic_to_ecef(edge[:, 0], edge[:, 1], 0)
        away = np.degrees(np.arccos(there @ place / radius_m / np.linalg.norm(there, axis=1)))
        worst = max(worst, np.abs(away - np.degrees(np.arccos(6371e3 / radius_m))).max())
    for name, (lon, lat) in shown.items():
        jumps = np.abs(np.diff(lon)) > 180
        shown[name] = (np.insert(lon, np.nonzero(jumps)[0] + 1, np.nan), np.insert(lat, np.nonzero(jumps)[0] + 1, np.nan))
    print(f"infrared-limb: worst {worst:.2f} deg from the circle of a sphere of 6,371 km")
    return dw.chart.xy("What two satellites see of the Earth: the limb", "longitude [deg]", "latitude [deg]", shown)


def infrared_air():
    height = np.linspace(0, 20e3, 201)
    return dw.chart.xy("Light that leaves clear air in the sensor's band (depth 2, scale height 4 km)",
                       "height of the plume [km]", "share",
                       {f"elevation {el} deg": (height / 1e3, dw.infrared.transmission(height, np.radians(el)))
                        for el in (90, 30, 10, 2)})


def glint_1983():
    """The night of 1983: planes and phases of an Oko-like orbit."""
    raan, phase = np.meshgrid(np.arange(0, 360, 6.0), np.arange(0, 360, 6.0))
    cloud = (np.radians(47.5), np.radians(-110.5), 11e3)
    found = dw.infrared.glint_map("1983-09-25T20:15:00", cloud, np.radians(raan), np.radians(phase), step_s=60)
    grazing = found.sees & ~found.fits
    print(f"glint-1983: grazing view {found.sees.mean():.3f}, fits {found.fits.mean():.3f}, least scattering "
          f"{np.degrees(found.scattering_rad[found.sees]).min():.1f} deg")
    return dw.chart.xy("1983-09-25 20:15 UTC, Montana: planes and phases of an Oko-like orbit",
                       "right ascension of the node [deg]", "mean anomaly [deg]",
                       {"grazing view within 15 min": (raan[grazing], phase[grazing]),
                        "and light turned by 50 deg at most": (raan[found.fits], phase[found.fits])},
                       dots={"grazing view within 15 min", "and light turned by 50 deg at most"})


def glint_intensity():
    turned = np.linspace(5, 175, 171)
    return dw.chart.xy("A patch of ice cloud of 1 km2: intensity towards the satellite, Sun 40 deg high",
                       "scattering angle [deg]", "intensity [W/sr]",
                       {f"seen at {el} deg": (turned, dw.infrared.glint_intensity(np.radians(40), np.radians(el), np.radians(turned)))
                        for el in (2, 5, 10, 40)}, log_y=True)


# Coverage ------------------------------------------------------------------------------------------

def coverage_arcs():
    """The cells of a warning map that were flown in full: what the map's arcs are off."""
    region = (20, 85, -150, 60)
    found = dw.survey.warning_map("norwegian-rocket-1995", (69.3, 16), "generic-liquid-icbm", grid="2 deg", region=region)
    cells = found.check
    pad = dw.earth.geodetic_to_ecef(np.radians(69.3), np.radians(16), 0).reshape(3)
    there = dw.earth.geodetic_to_ecef(column(cells, "lat_rad"), column(cells, "lon_rad"), 0)
    range_km = RADIUS_M / 1e3 * np.arccos(there @ pad / np.linalg.norm(there, axis=1) / np.linalg.norm(pad))
    tof, place = column(cells, "tof_off_s"), column(cells, "place_off_m") / 1e3
    print(f"coverage-arcs: {len(cells)} cells flown; worst {np.abs(tof).max():.2f} s in time of flight, "
          f"{place.max():.1f} km in place")
    return dw.chart.xy("Arcs of a warning map less fully flown ones: one cell in a hundred",
                       "range over ground [km]", "difference", {"time of flight [s]": (range_km, tof),
                                                               "place on the way, greatest [km]": (range_km, place)},
                       dots={"time of flight [s]", "place on the way, greatest [km]"})


def coverage_reach():
    """Reach on the boresight's azimuth against the fourth root of the projected aperture."""
    rows = dw.survey.reach("norwegian-rocket-1995", "0.1 m2", step="1 deg")
    here = (rows["az_deg"] == 310) & (rows["range_m"] > 0)
    el, reached = rows["el_deg"][here], rows["range_m"][here] / 1e3
    shape = np.sqrt(np.cos(np.radians(el - 20)))  # cos^2 of the angle off boresight, to the fourth root
    closed = reached[np.argmin(np.abs(el - 20))] * shape
    print(f"coverage-reach: worst {np.abs(reached / closed - 1).max():.2%} from the closed form")
    return dw.chart.xy("Reach for 0.1 m2 by elevation, azimuth of the boresight", "apparent elevation [deg]", "range [km]",
                       {"survey": (el, reached), "fourth root of cos\u00b2": (el, closed)}, dots={"survey"})


PLOTS = {"coverage-arcs": coverage_arcs, "coverage-reach": coverage_reach,
         "infrared-limb": infrared_limb, "infrared-air": infrared_air, "glint-1983": glint_1983,
         "glint-intensity": glint_intensity,
         "boost-climb": boost_climb, "boost-times": boost_times, "re-entry-speed": re_entry,
         "glide-height": glide_height, "glide-speed": glide_speed, "sgp4-states": sgp4, "orbit-drift": orbits,
         "route-limits": routes, "signature-types": signature_types, "signature-bands": signature_bands,
         "gases": gases, "radar-saturation": radar_saturation}


def main():
    for name in sys.argv[1:] or PLOTS:
        (ROOT / "docs" / "pictures" / f"{name}.svg").write_text(PLOTS[name]().svg + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
