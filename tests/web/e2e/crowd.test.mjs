// 500 things for an hour: what the file weighs, and that nothing a reader does holds the page for long. 100 ms are wanted;
// the figures say what is over that, the test fails at 200 ms, as a gate must not depend on what else a machine does.
//
// How long is measured so: the browser's own trace of the page's main thread, in CPU time of that thread (not by the
// clock on the wall, which counts what else the machine does). An interaction lasts from its input until the second frame
// after it has been drawn; what counts is the longest task on the main thread in that time, the median of three rounds.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { num_objects } from "./crowd.mjs";
import { figure, reportFile, set, startBrowser, views, withPage } from "./support.mjs";

const wanted_ms = 100;
const bound_ms = 200;
const rounds = 3;
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

const file = () => reportFile("crowd");

test("the data of 500 things for an hour are at most 1.5 MB", () => {
  const tags = [...readFileSync(file(), "utf8").matchAll(/data-name="([^"]+)">([^<]+)/g)];
  const bytes = tags.map(([, name, text]) => [name, Buffer.from(text, "base64").length]);
  const sum = bytes.reduce((all, [, size]) => all + size, 0);
  const written = tags.reduce((all, [, , text]) => all + text.length, 0);
  figure(
    `data: ${sum} bytes packed, ${written} characters in the file; ${bytes.map(([n, s]) => `${n} ${s}`).join(", ")}`,
  );
  assert.ok(sum <= 1.5e6);
});

test("it is ready soon, and it is all there", () =>
  withPage(browser, file(), {}, async (page, { ready_ms, ready_cpu_ms }) => {
    figure(
      `${num_objects} objects: ready after ${ready_ms.toFixed(0)} ms, ${ready_cpu_ms.toFixed(0)} ms of CPU time (wanted: 3000)`,
    );
    assert.ok(ready_cpu_ms <= 3000, "at most 3 s of CPU time");
    const there = await page.evaluate(() => {
      const { run } = window.__dewline;
      return run.page.objects.filter(({ id }) => (run.truth.path(id)?.n ?? 0) > 1).length;
    });
    assert.equal(there, num_objects, "each has its true path");
  }));

test("the report holds a table for each thing, and all of them are printed", () =>
  withPage(browser, file(), {}, async (page) => {
    const tables = () => page.locator("table.ledger").count();
    const told = await page.evaluate(() => {
      const { run, state } = window.__dewline;
      return new Set(run.knowledge(state.centre.value).steps.map((step) => step.about)).size;
    });
    assert.ok(told > 20, `${told} things`);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    assert.equal(await tables(), told, "at once, for paper");
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await set(page, { page: "report" });
    assert.equal(await tables(), told);
  }));

/** What a reader does, as code that runs in the page: named, and once for each round. */
const interactions = {
  seek: (round) => (window.__dewline.state.t_s.value = 300 + 650 * round),
  "seek by a key": () =>
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", shiftKey: true, bubbles: true })),
  "select a track": (round) =>
    [...document.querySelectorAll("section.tracks tbody button")].at(round).click(),
  "open an event": (round) =>
    [...document.querySelectorAll("section.events ol button")].at(round * 3).click(),
  "close the why panel": () => (window.__dewline.state.why.value = null),
  "truth on": () => (window.__dewline.state.truth.value = true),
  "truth off": () => (window.__dewline.state.truth.value = false),
  "a layer": () => window.dispatchEvent(new KeyboardEvent("keydown", { key: "g", bubbles: true })),
  theme: () => window.dispatchEvent(new KeyboardEvent("keydown", { key: "t", bubbles: true })),
  ...Object.fromEntries(
    views.map((kind) => [`view ${kind}`, new Function(`window.__dewline.state.view.value = "${kind}"`)]),
  ),
  "page report": () => (window.__dewline.state.page.value = "report"),
  "page trust": () => (window.__dewline.state.page.value = "trust"),
  "page replay": () => (window.__dewline.state.page.value = "replay"),
};

/** Does one thing between two marks in the trace. */
function act(page, name, round) {
  return page.evaluate(
    async ([mark, code, number]) => {
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      performance.mark(`begin ${mark}`);
      new Function(`return (${code})`)()(number);
      await frame();
      await frame();
      performance.mark(`end ${mark}`);
    },
    [`${name}/${round}`, interactions[name].toString(), round],
  );
}

/** The longest task, in CPU milliseconds, of each interaction in a trace. */
function longestTasks(trace) {
  const events = JSON.parse(trace).traceEvents;
  const marks = events.filter((e) => e.cat.includes("blink.user_timing") && /^(begin|end) /.test(e.name));
  const { pid, tid } = marks[0];
  const tasks = events.filter((e) => e.pid === pid && e.tid === tid && e.ph === "X" && e.name === "RunTask");
  return marks
    .filter((mark) => mark.name.startsWith("begin "))
    .map((begin) => {
      const name = begin.name.slice("begin ".length);
      const end = marks.find((mark) => mark.name === `end ${name}`);
      const during = tasks.filter((task) => task.ts + task.dur > begin.ts && task.ts < end.ts);
      return {
        name: name.split("/")[0],
        cpu_ms: Math.max(0, ...during.map((task) => (task.tdur ?? task.dur) / 1000)),
      };
    });
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

test("nothing that a reader does holds the page for long", () =>
  withPage(browser, file(), { t: 900, view: "globe-2d" }, async (page) => {
    await browser.startTracing(page, {
      categories: ["blink.user_timing", "disabled-by-default-devtools.timeline"],
    });
    for (let round = 0; round < rounds; ++round) {
      for (const name of Object.keys(interactions)) await act(page, name, round);
      await set(page, { view: "globe-2d", theme: "dark" });
    }
    const found = longestTasks((await browser.stopTracing()).toString("utf8"));
    const slow = [];
    for (const name of Object.keys(interactions)) {
      const all = found.filter((f) => f.name === name).map((f) => f.cpu_ms);
      const words = `median ${median(all).toFixed(0)} ms, worst ${Math.max(...all).toFixed(0)} ms`;
      figure(
        `${name.padEnd(19)} longest task: ${words}${median(all) > wanted_ms ? `  OVER ${wanted_ms} ms` : ""}`,
      );
      if (median(all) > bound_ms) slow.push(`${name}: ${median(all).toFixed(0)} ms`);
    }
    assert.deepEqual(slow, [], `at most ${bound_ms} ms of CPU time`);
  }));
