// The keyboard does what the help says and takes nothing from fields and buttons; themes; motion only where it is wanted.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { get, reportFile, scenarios, set, startBrowser, themes, until, withPage } from "./support.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

const file = () => reportFile(scenarios[0]);
/** Presses a key where nothing has the focus. */
async function press(page, key) {
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press(key);
}

test("every key of the help does what it says", () =>
  withPage(browser, file(), { t: 300 }, async (page) => {
    await press(page, "?");
    const help = page.getByRole("dialog");
    await help.waitFor();
    const keys = (await help.locator("kbd").allInnerTexts()).join(" ");
    await press(page, "Escape");
    await until(page, () => !window.__dewline.state.help_open.value); // Esc closes it
    assert.ok(!(await help.isVisible()));

    const moves = [
      ["ArrowRight", "t_s", 310, /Right/],
      ["Shift+ArrowRight", "t_s", 370, /Right/],
      ["ArrowLeft", "t_s", 360, /Left/],
      ["Shift+ArrowLeft", "t_s", 300, /Left/],
      ["1", "speed", 1, /1 to 5/],
      ["5", "speed", 200, /1 to 5/],
      ["x", "truth", true, /X/],
      ["x", "truth", false, /X/],
      ["t", "theme", "light", /T/],
      ["t", "theme", "projector", /T/],
      ["t", "theme", "dark", /T/],
      ["v", "view", "polar", /V/],
      ["v", "view", "flat", /V/],
      ["k", "playing", true, /K/],
      ["k", "playing", false, /K/],
      ["Enter", "playing", true, /Enter/],
      ["Enter", "playing", false, /Enter/],
    ];
    for (const [key, name, value, in_help] of moves) {
      assert.match(keys, in_help);
      if (key === "v" && value === "polar") await set(page, { view: "globe-2d" });
      await press(page, key);
      assert.equal(await get(page, name), value, `${key} sets ${name}`);
    }
    for (const [key, layer] of [
      ["g", "fans"],
      ["l", "labels"],
    ]) {
      await press(page, key);
      assert.equal(
        await page.evaluate((l) => window.__dewline.state.layers.value[l], layer),
        false,
        `${key} hides ${layer}`,
      );
    }
    const t_s = await get(page, "t_s");
    await press(page, "]");
    const next = await get(page, "t_s");
    assert.ok(next > t_s, "] goes to the next event");
    await press(page, "[");
    assert.ok((await get(page, "t_s")) < next, "[ goes back");
    await press(page, "Space");
    assert.ok((await get(page, "moment")) >= 0, "Space goes to a moment");
    await set(page, { selected: "sensor:olenegorsk" });
    await press(page, "Escape");
    assert.equal(await get(page, "selected"), "", "Esc lets go");
    const camera = () => page.evaluate(() => window.__dewline.view().camera());
    const before = await camera();
    await page.getByRole("button", { name: "Pole" }).click();
    await press(page, "f");
    assert.notDeepEqual(await camera(), before);
  }));

test("keys belong to the field or button that has the focus", () =>
  withPage(browser, file(), { t: 300 }, async (page) => {
    const search = page.getByLabel("Filter events");
    await search.focus();
    await page.keyboard.type("x t 5k?");
    assert.equal(await search.inputValue(), "x t 5k?");
    for (const [name, value] of [
      ["truth", false],
      ["theme", "dark"],
      ["playing", false],
      ["help_open", false],
      ["t_s", 300],
    ])
      assert.equal(await get(page, name), value, `typing leaves ${name} alone`);
    await search.fill("");
    const moment = await get(page, "moment");
    await page.getByRole("button", { name: "what was true" }).focus();
    await page.keyboard.press("Space");
    assert.equal(await get(page, "truth"), true, "Space presses the button");
    assert.equal(await get(page, "moment"), moment, "and steps to no moment");
    await page.keyboard.press("Control+f");
    await page.getByLabel("Speed").focus();
    const t_s = await get(page, "t_s");
    await page.keyboard.press("ArrowDown");
    assert.equal(await get(page, "t_s"), t_s, "arrows in a list choose");
  }));

test("all that can be used is reached with Tab, in sight", () =>
  withPage(browser, file(), {}, async (page) => {
    await page.keyboard.press("Tab");
    assert.match(await page.evaluate(() => document.activeElement.textContent), /Skip/);
    const reached = new Set();
    for (let i = 0; i < 60; ++i) {
      await page.keyboard.press("Tab");
      reached.add(
        await page.evaluate(() => {
          const at = document.activeElement;
          const ring =
            getComputedStyle(at).outlineStyle !== "none" || getComputedStyle(at).boxShadow !== "none";
          return `${at.getAttribute("aria-label") ?? at.textContent.trim()}${ring ? "" : " (no ring)"}`;
        }),
      );
    }
    assert.deepEqual(
      [...reached].filter((name) => name.endsWith("(no ring)")),
      [],
      "the focus shows",
    );
    for (const name of ["Replay", "Report", "Can I trust this?", "Centre", "what was true", "Help"])
      assert.ok(reached.has(name), `Tab reaches "${name}": ${[...reached]}`);
  }));

test("three themes, each with its own ground", () =>
  withPage(browser, file(), {}, async (page) => {
    const grounds = new Set();
    const sizes = [];
    for (const theme of themes) {
      await set(page, { theme });
      const look = await page.evaluate(() => {
        const style = getComputedStyle(document.body);
        return { ground: style.backgroundColor, size: parseFloat(style.fontSize) };
      });
      grounds.add(look.ground);
      sizes.push(look.size);
    }
    assert.ok(grounds.size >= 2, `${[...grounds]}`);
    assert.ok(sizes[2] > sizes[0], `the projector's type is larger: ${sizes}`);
  }));

/** Presses a button that looks elsewhere; in how many places the camera was until it came to the pole. */
async function placesOnTheWay(page) {
  await page.evaluate(() => {
    const seen = (window.__seen = new Set());
    const look = () => {
      const { lat_rad, span_rad } = window.__dewline.view().camera();
      seen.add(`${lat_rad.toFixed(4)} ${span_rad.toFixed(4)}`);
      requestAnimationFrame(look);
    };
    look();
  });
  await page.getByRole("button", { name: "Pole" }).click();
  await until(page, () => Math.abs(window.__dewline.view().camera().lat_rad - Math.PI / 2) < 1e-3);
  return page.evaluate(() => window.__seen.size);
}

test("where motion is not wanted nothing moves by itself; elsewhere a moment is flown to", async () => {
  await withPage(browser, file(), { view: "globe-2d" }, async (page) => {
    assert.equal(await get(page, "playing"), false, "nothing plays by itself");
    assert.ok((await placesOnTheWay(page)) <= 2, "one jump");
  });
  await withPage(browser, file(), { view: "globe-2d", motion: "no-preference" }, async (page) => {
    assert.ok((await placesOnTheWay(page)) > 2, "a flight");
  });
});
