// What leaves the page: picture, drawing, tables, CZML, print. Files say where they come from and hold no truth unasked.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { colours } from "./pictures.mjs";
import { reportFile, require, scenarios, set, startBrowser, withPage } from "./support.mjs";

const { PNG } = require("pngjs");
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

const file = () => reportFile(scenarios[0]);

const entries = (page) => page.locator(".menu-list button");
const entryOf = (page, words) => entries(page).filter({ hasText: words }).first();

/** Picks an entry of the export menu; gives the file's name and bytes. */
async function exported(page, entry) {
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), entryOf(page, entry).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const facts = (page) =>
  page.evaluate(() => {
    const { run, state } = window.__dewline;
    return {
      about: run.page.about,
      objects: run.page.objects.map((o) => o.id),
      steps: run.knowledge(state.centre.value).steps.length,
      all_steps: run.truth.steps(state.centre.value).length,
      paths: run
        .knowledge(state.centre.value)
        .tracks.filter(({ id }) => run.knowledge(state.centre.value).path(id)?.n > 1).length,
    };
  });

function assertNamed(name, { scenario, scenario_hash, seed }, ending) {
  assert.ok(
    name.startsWith(`${scenario}-${scenario_hash.slice(0, 8)}-s${seed}-`) && name.endsWith(ending),
    name,
  );
}

test("the picture has pixels", () =>
  withPage(browser, file(), { view: "polar" }, async (page) => {
    const { name, bytes } = await exported(page, /PNG/);
    assertNamed(name, (await facts(page)).about, ".png");
    assert.ok(colours(PNG.sync.read(bytes)).number >= 24);
  }));

test("drawings are SVG that parses, with their provenance written in", () =>
  withPage(browser, file(), {}, async (page) => {
    const { about, objects } = await facts(page);
    for (const entry of (await menu(page)).filter((words) => /SVG/.test(words))) {
      const { name, bytes } = await exported(page, entry);
      assertNamed(name, about, ".svg");
      const text = bytes.toString("utf8");
      const parsed = await page.evaluate((svg) => {
        const dom = new DOMParser().parseFromString(svg, "image/svg+xml");
        return {
          root: dom.documentElement.localName,
          parts: dom.querySelectorAll("path, rect, line, text").length,
        };
      }, text);
      assert.equal(parsed.root, "svg", entry);
      assert.ok(parsed.parts > 10, `${entry} holds ${parsed.parts} parts`);
      for (const words of [about.disclaimer, about.scenario_hash])
        assert.ok(text.includes(words), `${entry} says ${words}`);
      for (const object of objects) assert.ok(!text.includes(object), `${entry} names no object`);
    }
  }));

/** The texts of the export menu. */
async function menu(page) {
  await page.getByRole("button", { name: "Export" }).click();
  const texts = (await entries(page).allInnerTexts()).map((words) => words.replace(/\s+/g, " "));
  await page.keyboard.press("Escape");
  return texts;
}

const rowsOf = (bytes) =>
  bytes
    .toString("utf8")
    .trim()
    .split(/\r?\n/)
    .filter((line) => !line.startsWith("#"));

test("the ledger's table has a row for each step, and the truth's rows only when asked", () =>
  withPage(browser, file(), {}, async (page) => {
    const { about, objects, steps, all_steps } = await facts(page);
    const { name, bytes } = await exported(page, /ledger.*CSV|CSV.*ledger/i);
    assertNamed(name, about, ".csv");
    assert.equal(rowsOf(bytes).length, steps + 1, "a head and a row for each step");
    const text = bytes.toString("utf8");
    for (const words of [...objects, "[truth]", about.headline])
      assert.ok(!text.includes(words), `"${words}" is not in it`);
    await set(page, { truth: true });
    const asked = await exported(page, /ledger.*CSV|CSV.*ledger/i);
    assert.equal(rowsOf(asked.bytes).length, all_steps + 1);
    assert.ok(asked.bytes.toString("utf8").includes(objects[0]));
  }));

test("every table and the CZML can be read, and name no object", () =>
  withPage(browser, file(), {}, async (page) => {
    const { objects, paths } = await facts(page);
    for (const entry of (await menu(page)).filter((words) => /CSV/.test(words))) {
      const rows = rowsOf((await exported(page, entry)).bytes);
      assert.ok(rows.length > 1, entry);
      for (const object of objects) assert.ok(!rows.join().includes(object), `${entry} names no object`);
    }
    const { bytes } = await exported(page, /CZML/);
    const packets = JSON.parse(bytes.toString("utf8"));
    assert.equal(packets[0].id, "document");
    assert.equal(packets[0].version, "1.0");
    const drawn = packets.filter((packet) => packet.id.startsWith("track:"));
    assert.ok(paths > 0 && drawn.length === paths, `${drawn.length} of ${paths} tracks`);
    for (const { id, position } of drawn)
      assert.ok(position.flatMap((part) => part.cartesianVelocity).length >= 14, `${id} moves`);
    for (const object of objects) assert.ok(!bytes.includes(object), "CZML names no object");
    await set(page, { truth: true });
    assert.ok((await exported(page, /CZML/)).bytes.includes(objects[0]), "with the truth it does");
  }));

test("on paper: the report, with its stamp, without buttons", () =>
  withPage(browser, file(), { page: "report" }, async (page) => {
    const { about } = await facts(page);
    await page.emulateMedia({ media: "print" });
    const visible = await page.evaluate(() =>
      [...document.querySelectorAll("button, select, input")]
        .filter((e) => e.checkVisibility({ visibilityProperty: true }))
        .map((e) => e.textContent.trim())
        .filter((words) => /print|help|export|next moment|play|what was true/i.test(words)),
    );
    assert.deepEqual(visible, [], "no control is printed");
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.match(ground, /rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\)/, "white paper");
    const words = await page.locator("body").innerText();
    for (const said of [about.title, about.disclaimer, about.scenario_hash, `seed ${about.seed}`])
      assert.ok(words.includes(said), said);
    const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
    const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    assert.ok(sheets >= 1 && sheets <= 12, `${sheets} sheets`);
    assert.ok(pdf.length > 20_000, `${pdf.length} bytes`);
  }));
