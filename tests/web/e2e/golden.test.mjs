// The page looks as it did: stored pictures (tests/web/golden), compared with a tolerance. DEWLINE_UPDATE=1 rewrites them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { againstGolden, difference, drawnBy, halved, noteDrawnBy, shot } from "./pictures.mjs";
import { reportFile, scenarios, set, settled, startBrowser, withPage } from "./support.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

const looks = [
  ["globe-dark", { view: "globe" }],
  ["globe-2d-light", { view: "globe-2d", theme: "light" }],
  ["polar-dark-truth", { view: "polar", theme: "dark", truth: true }],
  ["flat-projector", { view: "flat", theme: "projector", truth: false }],
  ["report-light", { page: "report", theme: "light" }],
  ["trust-dark", { page: "trust", theme: "dark" }],
];

/** The report's own picture comes when nothing else is to do. */
async function pictured(page) {
  await page.locator("figure.snapshot img").evaluate((picture) => picture.decode());
  await settled(page);
}

test("as it looked before", () =>
  withPage(browser, reportFile(scenarios[0]), { t: 200, view: "globe" }, async (page) => {
    const drawn_by = await drawnBy(browser, page);
    if (process.env.DEWLINE_UPDATE) noteDrawnBy(drawn_by);
    const wrong = [];
    for (const [name, state] of looks) {
      await set(page, state);
      if (state.page === "report") await pictured(page);
      const picture = halved(await shot(page));
      wrong.push(againstGolden(name, picture, drawn_by));
    }
    assert.deepEqual(wrong.filter(Boolean), []);
  }));

test("the comparison fails on another picture and forgives a blurred edge", () =>
  withPage(browser, reportFile(scenarios[0]), { t: 200, view: "polar" }, async (page) => {
    const picture = halved(await shot(page));
    await set(page, { t_s: 200 });
    assert.ok(difference(picture, halved(await shot(page))) < 0.001, "the same twice");
    await set(page, { view: "flat" });
    assert.ok(
      difference(picture, halved(await shot(page))) > 0.05,
      "another map differs by far more than is forgiven",
    );
    await set(page, { view: "polar", theme: "light" });
    assert.ok(difference(picture, halved(await shot(page))) > 0.5, "another theme too");
  }));
