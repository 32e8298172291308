// Every view shows something: counted in the picture that a reader sees, with WebGL and without it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { colours, difference, mapShot } from "./pictures.mjs";
import {
  get,
  reportFile,
  scenarios,
  set,
  settled,
  stage,
  startBrowser,
  views,
  withPage,
} from "./support.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

const file = () => reportFile(scenarios[0]);

async function assertVisible(page, what) {
  const seen = colours(await mapShot(page));
  assert.ok(seen.number >= 24, `${what} has ${seen.number} colours`);
  assert.ok(
    seen.commonest < 0.97,
    `${what} is not blank: ${(100 * seen.commonest).toFixed(1)} % are of one colour`,
  );
}

test("the four views show land, a radar's fan and a track; layers show and hide; an empty view fails this test", () =>
  withPage(browser, file(), { view: "globe" }, async (page) => {
    for (const kind of views) {
      await set(page, { view: kind });
      assert.equal(await get(page, "view"), kind);
      await assertVisible(page, kind);
      const all = await mapShot(page);
      await page.evaluate(
        () => (window.__dewline.state.layers.value = { ...window.__dewline.state.layers.value, fans: false }),
      );
      await settled(page);
      const without = difference(all, await mapShot(page));
      assert.ok(
        without > 0.0005,
        `${kind}: without fans ${(100 * without).toFixed(3)} % of the picture changes`,
      );
      await page.evaluate(
        () => (window.__dewline.state.layers.value = { ...window.__dewline.state.layers.value, fans: true }),
      );
    }
    await page.addStyleTag({ content: "section.view [role=img] > * { visibility: hidden }" });
    await assert.rejects(assertVisible(page, "a hidden view"), /colours|not blank/);
  }));

test("the picture follows the clock, the camera and the choice of symbols", () =>
  withPage(browser, file(), { view: "polar", t: 120 }, async (page) => {
    const before = await mapShot(page);
    await set(page, { t_s: 400 });
    const later = await mapShot(page);
    assert.ok(difference(before, later) > 0.0002, "280 s later the track is elsewhere");
    await page.getByRole("button", { name: "Pole" }).click();
    await settled(page);
    assert.ok(difference(later, await mapShot(page)) > 0.02, "the camera moved to the pole");
  }));

describe("without WebGL", () => {
  for (const [why, options] of [
    ["the browser has none", { webgl: false }],
    ["?webgl=0", { query: "?webgl=0" }],
  ])
    test(`${why}: the page starts with the 2-D globe, and asking for the 3-D one gives it too`, () =>
      withPage(browser, file(), options, async (page) => {
        assert.equal(await get(page, "view"), "globe-2d");
        await assertVisible(page, "the 2-D globe");
        await set(page, { view: "globe" });
        assert.equal(await page.evaluate(() => window.__dewline.view().kind), "globe-2d");
        await assertVisible(page, "what replaces the 3-D globe");
      }));
});
