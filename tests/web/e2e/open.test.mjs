// The page opens from disk: soon, without a complaint, without a request, and it says everywhere what it is.
import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import {
  figure,
  get,
  pages,
  pages_dir,
  reportFile,
  root,
  scenarios,
  set,
  startBrowser,
  withPage,
} from "./support.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

const sizeOf = (file) => statSync(file).size;

for (const scenario of scenarios)
  describe(scenario, () => {
    test("is ready soon, starts paused at the first moment, and asks for nothing", () =>
      withPage(browser, reportFile(scenario), {}, async (page, { ready_ms, ready_cpu_ms, seen }) => {
        figure(
          `${scenario}: ready after ${ready_ms.toFixed(0)} ms, ${ready_cpu_ms.toFixed(0)} ms of CPU time (wanted: 3000)`,
        );
        assert.ok(ready_ms > 0 && ready_cpu_ms <= 3000, "at most 3 s of CPU time");
        assert.deepEqual(seen.network, []);
        const first = await page.evaluate(() => {
          const { run, state } = window.__dewline;
          return run.knowledge(state.centre.value).moments[0].t_s;
        });
        assert.equal(await get(page, "playing"), false);
        assert.equal(await get(page, "truth"), false);
        assert.equal(await get(page, "t_s"), first);
        assert.ok((await page.title()).length > 10);
      }));

    test("says on every page what it is and where it comes from", () =>
      withPage(browser, reportFile(scenario), {}, async (page) => {
        const { about } = await page.evaluate(() => window.__dewline.run.page);
        const stamps = ["simulation, not real-world data", `seed ${about.seed}`, about.program_version];
        for (const name of pages) {
          await set(page, { page: name });
          const shown = await page.locator("body").innerText();
          for (const words of [...stamps, about.scenario_hash, about.title])
            assert.ok(shown.includes(words), `the page ${name} shows "${words}"`);
        }
      }));
  });

test("one file of at most 1.5 MB, besides a run's data", () => {
  const empty = sizeOf(join(root, "build/web/report.html"));
  figure(
    `the page without data: ${(empty / 1e6).toFixed(2)} MB; ${scenarios.map((s) => `${s}: ${sizeOf(reportFile(s))} bytes`)}`,
  );
  assert.ok(empty <= 1.5e6);
  const html = readFileSync(reportFile(scenarios[0]), "utf8");
  assert.doesNotMatch(
    html,
    /<(script|img|link|iframe)[^>]+(src|href)="(?!data:)/,
    "nothing is loaded from beside it",
  );
});

test("a page whose data are broken says so in words", async () => {
  const whole = readFileSync(reportFile(scenarios[0]), "utf8");
  const [tag, text] = whole.match(/data-name="tracks">([^<]+)/);
  const file = join(pages_dir, "broken.html");
  writeFileSync(file, whole.replace(tag, tag.replace(text, text.slice(0, text.length >> 1))));
  await withPage(browser, file, {}, async (page) => {
    const said = await page.getByRole("alert").innerText();
    assert.match(said, /cannot be shown/);
    assert.match(said, /dewline report/);
  });
});
