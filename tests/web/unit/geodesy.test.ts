import { expect, test } from "vitest";
import {
  deg,
  destination,
  distance_m,
  ellipseRing,
  length,
  lookAt,
  mean_radius_m,
  minus,
  placeAt,
  rotation_rad,
  sectorRing,
  toEarthFixed,
  toGeodetic,
  wrapTurn,
} from "../../../web/src/model/geodesy";
import { readCsv } from "./read_csv";

const number = (row: Record<string, string>, key: string): number => Number(row[key]);

test("published places on WGS84, both ways, to a micrometre", () => {
  const rows = readCsv("frames_geodetic_ecef.csv");
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) {
    const place = {
      lat_rad: number(row, "lat_deg") * deg,
      lon_rad: number(row, "lon_deg") * deg,
      h_m: number(row, "h_m"),
    };
    const p = [number(row, "x_m"), number(row, "y_m"), number(row, "z_m")] as const;
    expect(length(minus(toEarthFixed(place), p))).toBeLessThan(1e-6);
    expect(length(minus(toEarthFixed(toGeodetic(p)), p))).toBeLessThan(1e-6);
    expect(toGeodetic(p).h_m).toBeCloseTo(place.h_m, 6);
    expect(toGeodetic(p).lat_rad).toBeCloseTo(place.lat_rad, 11);
  }
});

test("round trips from the sea's floor to beyond geostationary orbit, poles and date line included", () => {
  let worst = 0;
  for (const h_m of [-10e3, 0, 1e3, 400e3, 3.6e7, 1e8])
    for (let lat = -90; lat <= 90; lat += 7.5)
      for (let lon = -180; lon < 180; lon += 30) {
        const p = toEarthFixed({ lat_rad: lat * deg, lon_rad: lon * deg, h_m });
        worst = Math.max(
          worst,
          length(minus(toEarthFixed(toGeodetic(p)), p)),
          Math.abs(toGeodetic(p).h_m - h_m),
        );
      }
  expect(worst).toBeLessThan(1e-6);
});

test("published directions from a site", () => {
  const rows = readCsv("frames_site_enu_azel.csv");
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) {
    const place = (who: string) => ({
      ...{
        lat_rad: number(row, `${who}_lat_deg`) * deg,
        lon_rad: number(row, `${who}_lon_deg`) * deg,
      },
      h_m: number(row, `${who}_h_m`),
    });
    const look = lookAt(place("site"), toEarthFixed(place("tgt")));
    expect(look.range_m).toBeCloseTo(number(row, "range_m"), 4);
    expect(look.el_rad / deg).toBeCloseTo(number(row, "el_deg"), 9);
    if (Math.abs(number(row, "tgt_lat_deg")) < 90)
      expect(look.az_rad / deg).toBeCloseTo(number(row, "az_deg"), 9);
  }
});

test("a direction and its place are each other's inverse", () => {
  const site = { lat_rad: 68 * deg, lon_rad: 34 * deg, h_m: 200 };
  const look = { az_rad: 5.9, el_rad: 0.3, range_m: 1.3e6 };
  const again = lookAt(site, placeAt(site, look));
  expect(again.az_rad).toBeCloseTo(look.az_rad, 12);
  expect(again.el_rad).toBeCloseTo(look.el_rad, 12);
  expect(again.range_m).toBeCloseTo(look.range_m, 6);
});

test("great circles: a quarter of the way round from the equator is the pole", () => {
  const quarter = (mean_radius_m * Math.PI) / 2;
  expect(destination({ lat_rad: 0, lon_rad: 1 }, 0, quarter).lat_rad).toBeCloseTo(Math.PI / 2, 7);
  const east = destination({ lat_rad: 0, lon_rad: 170 * deg }, Math.PI / 2, mean_radius_m * 20 * deg);
  expect(east.lon_rad / deg).toBeCloseTo(-170, 9); // over the date line
  const a = { lat_rad: 0.9, lon_rad: 3 };
  const b = destination(a, 2.2, 3e6);
  expect(distance_m(a, b)).toBeCloseTo(3e6, 3);
});

test("an ellipse's ring: its ends lie at the semi-axes, along and across its azimuth", () => {
  const at = { lat_rad: 1.2, lon_rad: 0.3 };
  const ring = ellipseRing(at, 30e3, 10e3, 0.5, 8);
  const away = ring.map(([lon, lat]) => distance_m(at, { lat_rad: lat * deg, lon_rad: lon * deg }));
  expect(ring.length).toBe(9);
  expect(ring[0]).toEqual(ring[8]);
  [0, 4].forEach((i) => expect(away[i]).toBeCloseTo(30e3, 3));
  [2, 6].forEach((i) => expect(away[i]).toBeCloseTo(10e3, 3));
  const [lon, lat] = ring[0]!;
  const end = destination(at, 0.5, 30e3);
  expect([lon * deg, lat * deg]).toEqual([expect.closeTo(end.lon_rad, 12), expect.closeTo(end.lat_rad, 12)]);
});

test("a sector begins and ends at its apex; a whole turn has none", () => {
  const at = { lat_rad: 0.8, lon_rad: 1 };
  const sector = sectorRing(at, 6, 1, 1e6, 10);
  expect(sector.length).toBe(13);
  expect(sector[0]).toEqual(sector.at(-1));
  expect(sectorRing(at, 0, 2 * Math.PI, 1e6, 10).length).toBe(11);
});

test("the Earth turns once in a sidereal day", () => {
  const earth = {
    a_m: 0,
    f: 0,
    rotation_epoch_rad: 1,
    rotation_rate_rad_s: 7.292115e-5,
  };
  expect(wrapTurn(rotation_rad(earth, 86164.0989) - 1 + 1e-6)).toBeLessThan(1e-5);
});
