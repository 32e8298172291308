// What a centre made of it, by centre: alert bands, evidence panel, ledger chart, variants, false alerts. On the made-up
// run, which holds all of it at once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { colours, shot } from "./pictures.mjs";
import { get, mock, reportFile, set, settled, startBrowser, withPage } from "./support.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

const bands = (page) => page.locator(".band > g[transform]").count();

test("one centre's alert states; all beside each other when asked, by button and by key", () =>
  withPage(browser, reportFile(mock), { t: 200 }, async (page) => {
    assert.equal(await bands(page), 1, "one centre's view is the default");
    await page.getByRole("button", { name: "All centres" }).click();
    assert.equal(await bands(page), 2);
    assert.match(await page.locator(".timebar").innerText(), /north[\s\S]*south/);
    assert.ok((await page.locator(".notice").count()) >= 1, "what south learnt from north is marked");
    await page.keyboard.press("c");
    assert.equal(await bands(page), 1);
    assert.equal(await get(page, "all_centres"), false);
  }));

test("graver states stand above, and each says what it means", () =>
  withPage(browser, reportFile(mock), { t: 200 }, async (page) => {
    const tops = await page
      .locator(".band .state-top rect:first-child")
      .evaluateAll((r) => r.map((x) => x.getBBox().y));
    const lows = await page
      .locator(".band .state-mid rect:first-child")
      .evaluateAll((r) => r.map((x) => x.getBBox().y));
    assert.ok(tops.length > 0 && lows.length > 0);
    assert.ok(Math.max(...tops) < Math.min(...lows), `${tops} above ${lows}`);
    const ladder = await page.locator(".band rect.state-quiet").first().getAttribute("data-hint");
    assert.match(ladder, /attack-warning: .*quiet: /);
    assert.ok((await page.locator(".band .hatched").count()) > 0, "people at work are hatched");
  }));

test("an alert opens into evidence, kinds of sensor, classes, threat and messages, as they were then", () =>
  withPage(
    browser,
    reportFile(mock),
    { t: 200, why: "declared~launch-alert~2", sel: "track:north/2" },
    async (page) => {
      const why = page.locator("section.why");
      for (const words of [
        /For/,
        /Against/,
        /Seen by\s+radar/,
        /What it may be/,
        /Threat picture/,
        /Raid size/,
      ])
        assert.match(await why.innerText(), words);
      assert.match(await why.innerText(), /Launch notification from the range's ministry/);
      assert.doesNotMatch(await why.innerText(), /chip fault|lay on a desk/, "what was behind it is truth");
      const rows = await why.locator("table.classes tbody tr").count();
      assert.ok(rows >= 4 && rows <= 11, `${rows} classes`);
      assert.ok(colours(await shot(why.locator("table.classes"))).number > 5, "its bars are drawn");
    },
  ));

test("the threat is drawn over time beside the track's own charts", () =>
  withPage(browser, reportFile(mock), { t: 200, sel: "track:north/2" }, async (page) => {
    const charts = page.locator("section.charts");
    assert.match(await charts.innerText(), /Raid size[\s\S]*P\(something falls in\)/);
  }));

test("the report draws the ledger by centre, variants and false alerts, and a click opens the step", () =>
  withPage(browser, reportFile(mock), { page: "report" }, async (page) => {
    const chart = page.locator(".ledger-chart");
    assert.equal(await chart.locator("figure").count(), 1);
    assert.match(
      await chart.innerText(),
      /Never: alert declared \(attack-warning\): no second kind of sensor reported/,
    );
    assert.equal(await chart.locator(".delay-people").count(), 2, "one bar, and one in the key");
    assert.match(await page.locator(".worth").innerText(), /alone[\s\S]*detections/);
    assert.equal(await page.locator(".roc svg[role=img]").count(), 2);
    assert.equal(await page.locator(".roc svg[role=img] .roc-mark").count(), 14);
    await chart.getByRole("button", { name: /All centres/ }).click();
    assert.equal(await chart.locator("figure").count(), 2);
    await chart.locator("figure").first().locator("path.marker").nth(4).click();
    assert.equal(await get(page, "page"), "replay");
    assert.notEqual(await get(page, "why"), null);
  }));

test("earlier predictions are drawn with the layer of ellipses, and go with it", () =>
  withPage(browser, reportFile(mock), { t: 200, sel: "track:north/2" }, async (page) => {
    const past = () =>
      page.evaluate(() => window.__dewline.scene.value.ellipses.filter((e) => e.kind === "past").length);
    assert.ok((await past()) > 1);
    const layers = await get(page, "layers");
    await set(page, { layers: { ...layers, ellipses: false } });
    await settled(page);
    assert.equal(await past(), 0);
  }));
