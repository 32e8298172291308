// The replay: the clock runs and stops, time is sought, an alert opens its evidence, the moments tell the story.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { get, reportFile, scenarios, set, settled, startBrowser, until, withPage } from "./support.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

const clockOf = (page) => page.locator("output[aria-label=Time]").innerText();
const reaches = (page, t_s) => until(page, (t) => window.__dewline.state.t_s.value > t, t_s);
const seconds = (clock) =>
  clock
    .match(/(\d+):(\d+)/)
    .slice(1)
    .reduce((sum, part) => 60 * sum + Number(part), 0);

describe("the clock", () => {
  test("plays, stops, and runs as fast as it is told", () =>
    withPage(browser, reportFile(scenarios[0]), { t: 100 }, async (page) => {
      await page.getByLabel("Speed").selectOption("20");
      await page.getByRole("button", { name: "Play", exact: true }).click();
      await reaches(page, 110);
      await page.getByRole("button", { name: "Pause", exact: true }).click();
      const stopped = await get(page, "t_s");
      await settled(page);
      await settled(page);
      assert.equal(await get(page, "t_s"), stopped, "a stopped clock stands");
      assert.ok(Math.abs(seconds(await clockOf(page)) - stopped) <= 1, "the clock shows the time");
      assert.ok((await ratio(page, 200)) > 4 * (await ratio(page, 10)), "200 x is much faster than 10 x");
    }));

  test("goes where one clicks on the time bar, and stops at the end", () =>
    withPage(browser, reportFile(scenarios[0]), { t: 100 }, async (page) => {
      const bar = await page.locator(".timebar").boundingBox();
      const times = [];
      for (const share of [0.4, 0.6, 0.8]) {
        await page.mouse.click(bar.x + share * bar.width, bar.y + 6);
        times.push(await get(page, "t_s"));
      }
      assert.ok(times[0] < times[1] && times[1] < times[2], `clicks further right are later: ${times}`);
      await page.getByRole("slider", { name: "Time" }).press("Home");
      assert.equal(await get(page, "t_s"), 0);
      const end = await page.evaluate(() => window.__dewline.run.end_s);
      await set(page, { t_s: end - 5, speed: 200, playing: true });
      await until(page, () => !window.__dewline.state.playing.value);
      assert.equal(await get(page, "t_s"), end);
    }));
});

/** Simulated seconds in a real one, measured by the page's own frames. */
async function ratio(page, speed) {
  return page.evaluate(async (wanted) => {
    const { state } = window.__dewline;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    state.t_s.value = 0;
    state.speed.value = wanted;
    state.playing.value = true;
    const [from, t] = [await frame(), state.t_s.value];
    let now = from;
    while (now - from < 500) now = await frame();
    const gone = (state.t_s.value - t) / ((now - from) / 1000);
    state.playing.value = false;
    return gone;
  }, speed);
}

describe("why", () => {
  for (const scenario of scenarios)
    test(`${scenario}: the alert opens its evidence: rule, detections, what it waited for`, () =>
      withPage(browser, reportFile(scenario), {}, async (page) => {
        const alert = await page.evaluate(() => {
          const { run, state } = window.__dewline;
          return run.page.alerts.find((a) => a.centre === state.centre.value && a.step === "declared");
        });
        const list = page.getByRole("region", { name: "Events" });
        await list
          .getByRole("button", { name: new RegExp(`declared|${alert.label}`, "i") })
          .first()
          .click();
        const panel = page.locator("section.why");
        await panel.getByRole("heading", { name: "Why, and why not sooner" }).waitFor();
        assert.equal(await get(page, "t_s"), alert.known_s, "the clock goes to when the centre knew");
        const said = await panel.innerText();
        assert.ok(said.includes(alert.because), `the rule is named: ${alert.because}`);
        for (const basis of [/^evidence:? for$/i, /^evidence:? against$/i])
          assert.ok(await panel.getByRole("region", { name: basis }).isVisible(), String(basis));
        assert.match(said, /what it waited for\s+\S/i);
        const hits = panel.locator("table.hits tbody tr");
        assert.ok((await hits.count()) >= 3, "its detections are listed");
        const sensor = alert.evidence.find((e) => e.detection).sensor;
        assert.ok((await hits.first().innerText()).includes(sensor), "each with its sensor");
        await hits.first().getByRole("button").click();
        assert.ok((await get(page, "t_s")) < alert.known_s, "a detection opens its own time");
      }));
});

test("moments step with space: time, view and caption follow, and they come round again", () =>
  withPage(browser, reportFile(scenarios[0]), {}, async (page) => {
    const moments = await page.evaluate(() => {
      const { run, state } = window.__dewline;
      return run.knowledge(state.centre.value).moments;
    });
    assert.ok(moments.length >= 6 && moments.length <= 10, `${moments.length} moments`);
    await page.locator("body").press("Escape");
    const looked = new Set();
    for (const [i, moment] of [...moments.slice(1), moments[0]].entries()) {
      await page.keyboard.press("Space");
      await settled(page);
      assert.equal(await get(page, "moment"), (i + 1) % moments.length);
      assert.equal(await get(page, "t_s"), moment.t_s);
      const caption = await page.locator(".caption").innerText();
      assert.ok(
        caption.includes(moment.title) && caption.includes(moment.words),
        `caption of ${moment.title}`,
      );
      const camera = await page.evaluate(() => window.__dewline.view().camera());
      assert.ok(Math.abs(camera.lat_rad - moment.lat_rad) < 0.02, `the view looks where ${moment.title} is`);
      looked.add(camera.span_rad.toFixed(3));
    }
    assert.ok(looked.size > 1, "not all moments look from the same height");
  }));

test("the address is a bookmark: what it says is what opens", () =>
  withPage(
    browser,
    reportFile(scenarios[0]),
    { t: 300, view: "flat", theme: "light", page: "replay" },
    async (page) => {
      assert.deepEqual(
        [await get(page, "t_s"), await get(page, "view"), await get(page, "theme")],
        [300, "flat", "light"],
      );
      await set(page, { t_s: 222, view: "polar" });
      await until(page, () => /t=222\b/.test(location.hash) && /view=polar/.test(location.hash));
      await page.evaluate(() => (location.hash = location.hash.replace("t=222", "t=111")));
      await until(page, () => window.__dewline.state.t_s.value === 111);
    },
  ));
