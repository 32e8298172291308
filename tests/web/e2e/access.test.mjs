// Readers with disabilities: axe-core's rules of WCAG 2 A and AA on every page in every theme, with panels open too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import {
  mock,
  pages,
  reportFile,
  require,
  scenarios,
  set,
  settled,
  startBrowser,
  themes,
  withPage,
} from "./support.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const found = await window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa"],
      resultTypes: ["violations"],
    });
    return found.violations.flatMap((rule) =>
      rule.nodes
        .slice(0, 3)
        .map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`),
    );
  });
}

const openings = {
  replay: {},
  "replay, an alert explained": { why: true },
  "replay with the truth": { truth: true },
  "replay with the help": { help_open: true },
  report: { page: "report" },
  "report with the truth": { page: "report", truth: true },
  trust: { page: "trust" },
  "trust with the truth": { page: "trust", truth: true },
};

/** The why panel on the first declared alert. */
const explained = (page) =>
  page.evaluate(() => {
    const { run, state } = window.__dewline;
    const alert = run.page.alerts.find((a) => a.centre === state.centre.value && a.step === "declared");
    state.why.value = { step: "declared", state: alert.state, track: alert.tracks[0] };
  });

for (const theme of themes)
  describe(theme, () => {
    test("no violation where there are graded states, classes, a threat, variants and false alerts", () =>
      withPage(browser, reportFile(mock), { theme, all: 1, sel: "track:north/2", t: 200 }, async (page) => {
        for (const name of ["replay", "report"]) {
          await set(page, { page: name, why: null });
          if (name === "replay") await explained(page);
          await settled(page);
          assert.deepEqual(await violations(page), [], `${name}, ${theme}`);
        }
      }));
    test("no violation on any page", () =>
      withPage(browser, reportFile(scenarios[0]), { theme }, async (page) => {
        for (const [name, { why = false, ...state }] of Object.entries(openings)) {
          await set(page, { page: "replay", truth: false, help_open: false, why: null, ...state });
          if (why) await explained(page);
          await settled(page);
          assert.deepEqual(await violations(page), [], `${name}, ${theme}`);
        }
      }));
  });

test("the checks do find what is wrong", () =>
  withPage(browser, reportFile(scenarios[0]), { page: "report" }, async (page) => {
    await page.evaluate(() => {
      document
        .querySelector("main")
        .insertAdjacentHTML(
          "beforeend",
          '<p style="color:#888;background:#999">hard to read</p><img src="data:,">',
        );
    });
    const found = await violations(page);
    assert.ok(
      found.some((f) => f.startsWith("color-contrast")) && found.some((f) => f.startsWith("image-alt")),
      String(found),
    );
  }));

test(`${pages.length} pages have a title, a language and one main heading`, () =>
  withPage(browser, reportFile(scenarios[0]), {}, async (page) => {
    for (const name of pages) {
      await set(page, { page: name });
      assert.equal(await page.locator("html").getAttribute("lang"), "en");
      assert.ok((await page.locator("h1").count()) >= 1, name);
      assert.equal(await page.locator("main").count(), 1, name);
    }
  }));
