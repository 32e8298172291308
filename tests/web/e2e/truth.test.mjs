// What was true stays hidden until the reader asks, on every page, in texts, attributes and files; then it is shown.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  get,
  pages,
  reportFile,
  scenarios,
  set,
  settled,
  startBrowser,
  until,
  withPage,
  wordsDuring,
} from "./support.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

/** Words that only the truth can say: names of objects, sentences of true events, the story that names them. */
function onlyTrue(page) {
  return page.evaluate(() => {
    const { page: run } = window.__dewline.run;
    const names = run.objects.map((object) => object.id);
    const told = run.events.filter((event) => event.truth).map((event) => event.words);
    const labels = run.ledger.filter((step) => step.truth).map((step) => step.label);
    const waits = run.ledger.filter((s) => s.waited_for !== s.waited_for_known).map((s) => s.waited_for);
    const known = JSON.stringify([
      run.centres,
      run.about.question,
      run.about.purpose,
      run.about.zero,
      run.record.map((r) => r.text),
    ]);
    const sentences = [...told, ...waits, run.about.headline, run.about.zero_true].filter(
      (words) => words.split(" ").length > 2,
    );
    const said = [...names, ...sentences].filter((words) => !known.includes(words));
    return { names, labels: [...new Set(labels)], said: [...new Set(said)] };
  });
}

/** Those of the words that are in the text, each with the line that it stands in. */
function shownOf(words, all) {
  const lines = all.split("\n");
  return words.flatMap((w) =>
    lines
      .filter((line) => line.toLowerCase().includes(w.toLowerCase()))
      .slice(0, 1)
      .map((line) => `${w}: ${line}`),
  );
}

/** Steps through the replay: instants, every event with its why, the export menu, the help. Runs in the page. */
async function walkReplay(look) {
  const { run, state } = window.__dewline;
  for (const share of [0, 0.25, 0.5, 1]) {
    state.t_s.value = share * run.end_s;
    await look();
  }
  for (const button of document.querySelectorAll("section.events ol button")) {
    button.click();
    await look();
  }
  state.help_open.value = true;
  await look();
  state.help_open.value = false;
  [...document.querySelectorAll("header button")].find((button) => /Export/.test(button.textContent)).click();
  await look();
}

async function wordsOn(page, name) {
  await set(page, { page: name });
  return wordsDuring(page, name === "replay" ? walkReplay : undefined);
}

for (const scenario of scenarios)
  describe(scenario, () => {
    test("before the reader asks, no page says what was true", () =>
      withPage(browser, reportFile(scenario), {}, async (page) => {
        const { said, labels } = await onlyTrue(page);
        assert.ok(said.length > 3 && labels.length >= 3, "there is something to hide");
        for (const name of pages) {
          const all = await wordsOn(page, name);
          assert.deepEqual(shownOf(said, all), [], `the page ${name} gives nothing away`);
          assert.ok(!all.includes("[truth]"), `the page ${name} has no row of truth`);
          assert.equal(await page.locator(".truth-row, .truth-word").count(), 0, name);
        }
      }));

    test("an address that selects an object does not ask for the truth", async () => {
      let names = [];
      await withPage(browser, reportFile(scenario), {}, async (page) => ({ names } = await onlyTrue(page)));
      await withPage(browser, reportFile(scenario), { sel: `object:${names[0]}` }, async (page) => {
        assert.equal(await get(page, "selected"), "");
        assert.equal(await get(page, "truth"), false);
        assert.deepEqual(shownOf(names, await page.locator("body").innerText()), []);
      });
    });

    test("when asked, every page shows it and says that it does; and it goes again", () =>
      withPage(browser, reportFile(scenario), {}, async (page) => {
        const { names, said } = await onlyTrue(page);
        await page.getByRole("button", { name: "what was true" }).click();
        await settled(page);
        assert.equal(await get(page, "truth"), true);
        assert.match(await page.locator("body").innerText(), /truth is shown/i);
        const all = await wordsOn(page, "replay");
        assert.deepEqual(
          names.filter((name) => !all.includes(name)),
          [],
          "objects have names",
        );
        assert.ok(shownOf(said, all).length >= 3, "true events are told");
        const report = await wordsOn(page, "report");
        assert.ok(report.includes(names[0]), "the report names the object");
        await page.getByRole("button", { name: /^Only what/ }).click();
        await until(page, () => !location.hash.includes("truth=1")); // the address follows a little later
        for (const name of pages)
          assert.deepEqual(shownOf(said, await wordsOn(page, name)), [], `gone from ${name}`);
      }));
  });

test("a screen reader's tree gives nothing away either", () =>
  withPage(browser, reportFile(scenarios[0]), {}, async (page) => {
    const { said } = await onlyTrue(page);
    for (const name of pages) {
      await set(page, { page: name });
      assert.deepEqual(shownOf(said, await page.locator("body").ariaSnapshot()), [], name);
    }
  }));
