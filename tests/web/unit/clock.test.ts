import { beforeEach, expect, test } from "vitest";
import { mockRun } from "../../../web/dev/mock";
import { startClock, type Ticker } from "../../../web/src/app/clock";
import * as state from "../../../web/src/app/state";
import { Run } from "../../../web/src/model/run";

/** Frames come when the test says so. */
class Frames implements Ticker {
  waiting = new Map<number, (now_ms: number) => void>();
  #last = 0;
  request(frame: (now_ms: number) => void): number {
    this.waiting.set(++this.#last, frame);
    return this.#last;
  }
  cancel(id: number): void {
    this.waiting.delete(id);
  }
  tick(now_ms: number): void {
    const frames = [...this.waiting.values()];
    this.waiting.clear();
    frames.forEach((frame) => frame(now_ms));
  }
}

let frames: Frames;
beforeEach(() => {
  const { page, chunks } = mockRun();
  state.run.value = new Run(page, chunks);
  state.t_s.value = 100;
  state.speed.value = 10;
  state.playing.value = false;
  frames = new Frames();
  return startClock(frames);
});

test("a clock that stands asks for no frames", () => {
  expect(frames.waiting.size).toBe(0);
});

test("time runs `speed` times as fast as the wall's; another speed holds at once", () => {
  state.playing.value = true;
  frames.tick(5000); // the first frame only tells the time
  expect(state.t_s.value).toBe(100);
  frames.tick(5100);
  expect(state.t_s.value).toBeCloseTo(101, 9);
  state.speed.value = 50;
  frames.tick(5200);
  expect(state.t_s.value).toBeCloseTo(106, 9);
  expect(frames.waiting.size).toBe(1);
});

test("a pause ends the frames; on going on, no time has passed", () => {
  state.playing.value = true;
  frames.tick(0);
  frames.tick(100);
  state.playing.value = false;
  expect(frames.waiting.size).toBe(0);
  state.playing.value = true;
  frames.tick(60_000);
  expect(state.t_s.value).toBeCloseTo(101, 9);
});

test("seeking while it plays goes on from there", () => {
  state.playing.value = true;
  frames.tick(0);
  state.t_s.value = 300;
  frames.tick(100);
  expect(state.t_s.value).toBeCloseTo(301, 9);
});

test("it stops at the end of the run", () => {
  state.t_s.value = 899.5;
  state.playing.value = true;
  frames.tick(0);
  frames.tick(100);
  expect([state.t_s.value, state.playing.value, frames.waiting.size]).toEqual([900, false, 0]);
});

test("a page that slept does not jump over what it did not show", () => {
  state.playing.value = true;
  frames.tick(0);
  frames.tick(100_000);
  expect(state.t_s.value).toBeCloseTo(102.5, 9);
});
