import { expect, test } from "vitest";
import { Path } from "../../../web/src/model/path";
import { rowsUntil } from "../../../web/src/model/search";

/** x = a cubic, y = a parabola, z = a line: all exact for cubic Hermite. */
const p = (t: number): number[] => [2 * t ** 3 - 3 * t ** 2 + t - 7, 5 * t ** 2 - t, 4 - 8 * t];
const v = (t: number): number[] => [6 * t ** 2 - 6 * t + 1, 10 * t - 1, -8];
const cubic = (...times: number[]): Path =>
  new Path(Float32Array.from(times.flatMap((t) => [t, ...p(t), ...v(t)])));

test("Hermite is exact on cubics, place and speed, between any keyframes", () => {
  const path = cubic(-2, 0, 1, 4, 8);
  for (let t = -2; t <= 8; t += 0.125) {
    path.position(t)!.forEach((value, axis) => expect(value).toBeCloseTo(p(t)[axis]!, 8));
    path.velocity(t)!.forEach((value, axis) => expect(value).toBeCloseTo(v(t)[axis]!, 8));
  }
});

test("outside its keyframes the entity is not there", () => {
  const path = cubic(1, 2);
  for (const t of [0.99, 2.01, NaN, Infinity]) expect(path.position(t)).toBeNull();
  expect(path.position(2)).toEqual(p(2));
  expect(new Path(new Float32Array()).position(0)).toBeNull();
});

test("one keyframe is a place at one instant", () => {
  const path = cubic(3);
  expect(path.position(3)).toEqual(p(3));
  expect(path.trail(0, 9)).toEqual([]);
});

test("at a jump the new estimate holds, before it the old one", () => {
  const row = (t: number, x: number) => [t, x, 0, 0, 0, 0, 0];
  const path = new Path(
    Float32Array.from([row(0, 1), row(10, 1), row(10, 5), row(20, 5), row(20, 9)].flat()),
  );
  expect(path.position(9.999)![0]).toBe(1);
  expect(path.position(10)![0]).toBe(5);
  expect(path.position(20)![0]).toBe(9);
  expect(path.stretches()).toEqual([
    [0, 1],
    [2, 3],
  ]);
  const lines = path.trail(0, 20, 5);
  expect(lines.map((line) => line[0])).toEqual([1, 5]);
});

test("a trail has its ends where it was asked to, and enough points between", () => {
  const path = cubic(0, 4, 8);
  const [line] = path.trail(1, 7, 0.5);
  const n = line!.length / 3;
  expect(n).toBe(13);
  for (const [i, t] of [
    [0, 1],
    [n - 1, 7],
  ] as const)
    expect(line![3 * i]).toBeCloseTo(p(t)[0]!, 3);
  expect(path.trail(9, 12)).toEqual([]);
});

test("keyframes' times are rounded: a path is there when its track begins", () => {
  const begin_s = 102.117736121; // rounds up in float32
  const path = new Path(Float32Array.from([begin_s, 1, 2, 3, 0, 0, 0, 200, 1, 2, 3, 0, 0, 0]));
  expect(path.position(begin_s)).not.toBeNull();
});

test("the search finds the same row from any hint", () => {
  const times = Float32Array.from([0, 1, 1, 2, 5, 9]);
  for (const t of [-1, 0, 0.5, 1, 1.5, 4, 5, 9, 10])
    for (let hint = 0; hint <= 7; hint++)
      expect(rowsUntil(times, 1, t, hint)).toBe([...times].filter((x) => x <= t).length);
});
