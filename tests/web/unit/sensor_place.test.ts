// A satellite moves; a site does not.
import { expect, test } from "vitest";
import { radar } from "../../../web/dev/mock_world";
import { toEarthFixed } from "../../../web/src/model/geodesy";
import { isSatellite, sensorPlace } from "../../../web/src/model/sensor_place";

const satellite = {
  ...radar,
  kind: "infrared",
  faces: [],
  places: [
    [0, 42e6, 0, 0],
    [300, 42e6, 3e6, 0],
    [600, 42e6, 6e6, 300],
  ],
};

test("a site stands where it stands", () => {
  expect(isSatellite(radar)).toBe(false);
  expect(sensorPlace(radar, 1234)).toEqual(toEarthFixed(radar));
});

test("a satellite is between its places, and rests before the first and after the last", () => {
  expect(isSatellite(satellite)).toBe(true);
  expect(sensorPlace(satellite, 0)).toEqual([42e6, 0, 0]);
  expect(sensorPlace(satellite, 150)).toEqual([42e6, 1.5e6, 0]);
  expect(sensorPlace(satellite, 300)).toEqual([42e6, 3e6, 0]);
  expect(sensorPlace(satellite, 450)).toEqual([42e6, 4.5e6, 150]);
  expect(sensorPlace(satellite, 600)).toEqual([42e6, 6e6, 300]);
  expect(sensorPlace(satellite, 9e9)).toEqual([42e6, 6e6, 300]);
  expect(sensorPlace(satellite, -5)).toEqual([42e6, 0, 0]);
});
