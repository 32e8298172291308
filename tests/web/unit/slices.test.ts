// Long lists: a slice now, the rest while nothing else is to do, all of it in order, and all at once for paper.
import "./panels_dom";
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { on_paper, Slices } from "../../../web/src/panels/slices";

let host: HTMLElement;
const idle = new Map<number, () => void>();
let number = 0;
const list = Array.from({ length: 10 }, (_, i) => i);
const shown = () => [...host.querySelectorAll("b")].map((b) => Number(b.textContent));
const building = () => host.querySelectorAll("[data-building]").length;

beforeEach(async () => {
  idle.clear();
  vi.stubGlobal("requestIdleCallback", (work: () => void) => (idle.set(++number, work), number));
  vi.stubGlobal("cancelIdleCallback", (asked: number) => idle.delete(asked));
  host = document.createElement("div");
  await draw();
});
afterEach(() => {
  render(null, host);
  on_paper.value = false;
  vi.unstubAllGlobals();
});

const draw = (items: readonly number[] = list) =>
  act(() =>
    render(h(Slices<number>, { list: items, size: 4, children: (n) => h("b", { key: n }, n) }), host),
  );
const rest = () =>
  act(() => {
    const due = [...idle.values()];
    idle.clear();
    for (const work of due) work();
  });
const paper = (on: boolean) =>
  act(() => {
    on_paper.value = on;
  });

test("a slice at a time, in order, until all are there", async () => {
  expect(shown()).toEqual([0, 1, 2, 3]);
  expect(building()).toBe(1);
  await rest();
  expect(shown()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  await rest();
  expect(shown()).toEqual(list);
  expect(building()).toBe(0);
  expect(idle.size).toBe(0);
});

test("what is printed is whole, and stays so", async () => {
  await paper(true);
  expect(shown()).toEqual(list);
  await paper(false);
  expect(shown()).toEqual(list);
});

test("another list is shown as far as the last one was", async () => {
  await rest();
  await draw(list.map((n) => n + 100));
  expect(shown()).toEqual([100, 101, 102, 103, 104, 105, 106, 107]);
});

test("a list that is gone asks for nothing more", async () => {
  await act(() => render(null, host));
  expect(idle.size).toBe(0);
});

test("a short list is there at once", async () => {
  await draw([1, 2]);
  expect([shown(), building()]).toEqual([[1, 2], 0]);
});
