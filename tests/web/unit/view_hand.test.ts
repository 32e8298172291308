// Where the page first looks, the keys that move the map, and how sure tracks are told apart.
import "./panels_dom";
import { afterEach, expect, test } from "vitest";
import { mockRun } from "../../../web/dev/mock";
import * as state from "../../../web/src/app/state";
import { followKeys, type KeyMoves } from "../../../web/src/globe/map_keys";
import { keyOf } from "../../../web/src/globe/symbols";
import { buildScene } from "../../../web/src/model/build_scene";
import { Run } from "../../../web/src/model/run";
import type { Look } from "../../../web/src/model/scene";
import { around, placesOf } from "../../../web/src/panels/around";
import { onKey } from "../../../web/src/panels/keys";
import { firstCamera } from "../../../web/src/panels/stage";
import { anticipated, drawSymbols, sidcs } from "../../../web/symbols_plugin";
import { goldenRun } from "./golden_run";

const data = goldenRun();
const golden = new Run(data.page, data.chunks);
afterEach(() => {
  state.run.value = null;
  state.moment.value = -1;
});

test("an address with a time looks where the last moment before it did, to a tenth of a second", () => {
  state.run.value = golden;
  state.centre.value = "moscow";
  const { moments } = golden.knowledge("moscow");
  expect(moments.length).toBeGreaterThan(3);
  const looksAt = (t_s: number) => {
    state.t_s.value = t_s;
    return firstCamera();
  };
  moments.forEach((moment, i) => {
    if (moments[i + 1]?.t_s === moment.t_s) return;
    expect(looksAt(Math.floor(10 * moment.t_s) / 10)).toEqual(moment);
    expect(looksAt(moment.t_s + 0.3 * ((moments[i + 1]?.t_s ?? Infinity) - moment.t_s))).toEqual(moment);
  });
  const before = looksAt(0)!;
  expect(before).not.toEqual(moments[0]);
  expect(before.span_rad).toBeGreaterThanOrEqual(0.3);
  state.moment.value = 1;
  expect(looksAt(0)).toEqual(moments[1]);
});

test("to fit is to see also where a predicted way ends", () => {
  const { page, chunks } = mockRun();
  const run = new Run(page, chunks);
  const track = run.knowledge("north").track("north/2")!;
  const layers = { fans: true, trails: true, labels: true, evidence: true, ellipses: true, areas: true };
  const options = { centre: "north", truth: false, selected: "", layers };
  const scene = buildScene(run, { ...options, t_s: track.spans[1]!.begin_s + 20 });
  const end = scene.lines.find(({ kind }) => kind === "predicted")!.points_m.slice(-3);
  expect(placesOf(scene)).toContainEqual([...end]);
  const at = (lon: number) => [7e6 * Math.cos(lon), 7e6 * Math.sin(lon), 0] as const;
  expect(around([at(0.2), at(0.8)])).toMatchObject({
    ...{ lat_rad: expect.closeTo(0, 9), lon_rad: expect.closeTo(0.5, 9), span_rad: expect.closeTo(0.405, 9) },
  });
  const flown = scene.lines.filter(({ id }) => id.startsWith("track:north/2/flown"));
  expect(flown).toHaveLength(1); // one line, through all jumps
  const jumps = run.knowledge("north").path("north/2")!.trail(-Infinity, scene.t_s, 30);
  expect(jumps.length).toBeGreaterThan(1);
  expect(flown[0]!.points_m.length).toBe(jumps.reduce((sum, piece) => sum + piece.length, 0));
});

test("the map's keys move it and are not the page's; with Ctrl they are the browser's", () => {
  const done: string[] = [];
  const moves: KeyMoves = {
    drag: (dx, dy) => done.push(`drag ${Math.sign(dx)} ${Math.sign(dy)}`),
    turn: (dx) => done.push(`turn ${Math.sign(dx)}`),
    zoom: (factor) => done.push(factor > 1 ? "nearer" : "farther"),
    upright: () => done.push("upright"),
  };
  const element = document.createElement("div");
  const unfollow = followKeys(element, moves);
  const press = (key: string, more: KeyboardEventInit = {}): KeyboardEvent => {
    const event = new KeyboardEvent("keydown", { key, cancelable: true, ...more });
    element.dispatchEvent(event);
    return event;
  };
  const keys = ["+", "=", "-", "w", "a", "s", "D", "q", "e", "0"];
  for (const key of keys) expect(press(key).defaultPrevented).toBe(true);
  expect(done).toEqual([
    ...["nearer", "nearer", "farther", "drag 0 1", "drag 1 0", "drag 0 -1", "drag -1 0"],
    ...["turn -1", "turn 1", "upright"],
  ]);
  for (const key of [" ", "ArrowLeft", "f", "t"]) expect(press(key).defaultPrevented).toBe(false);
  expect(press("+", { ctrlKey: true }).defaultPrevented).toBe(false);
  for (const key of keys) {
    const event = new KeyboardEvent("keydown", { key, cancelable: true });
    onKey(event);
    expect(event.defaultPrevented).toBe(false);
  }
  unfollow();
  press("+");
  expect(done).toHaveLength(keys.length);
});

test("tentative, confirmed and coasting differ in more than their opacity; every key has all three", () => {
  const drawn = drawSymbols();
  for (const key of [...Object.keys(sidcs), "infrared", "launcher", "interceptor", "reentry", "asset"]) {
    const of = (look: Look): string =>
      drawn[keyOf({ id: "", label: "", p_m: [0, 0, 0], symbol: key, look, selected: false })]!;
    expect(of("tentative")).toMatch(/stroke-dasharray/);
    expect(of("confirmed")).not.toMatch(/stroke-dasharray/);
    expect(new Set([of("tentative"), of("confirmed"), of("coasting")]).size).toBe(3);
    expect(of("coasting")).not.toContain('fill="rgb(255,255,128)"'); // hollow
  }
  expect(anticipated("13010100001101000000")).toBe("13010110001101000000");
});
