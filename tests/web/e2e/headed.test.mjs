// The true user without a graphics card: a browser with a window, on a screen of Xvfb, without any flag for drawing.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { colours, mapShot } from "./pictures.mjs";
import { figure, get, reportFile, scenarios, startBrowser, until, withPage } from "./support.mjs";

const xvfb = "/usr/bin/Xvfb";

/** A screen of its own: Xvfb picks a free number and says it on descriptor 3. */
async function startScreen() {
  const screen = spawn(xvfb, ["-displayfd", "3", "-screen", "0", "1400x900x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const number = await new Promise((done, fail) => {
    screen.stdio[3].once("data", (bytes) => done(String(bytes).trim()));
    screen.once("exit", (code) => fail(new Error(`Xvfb ended with ${code}`)));
  });
  return { display: `:${number}`, stop: () => screen.kill() };
}

test(
  "a window without WebGL shows the 2-D globe and plays",
  { skip: existsSync(xvfb) ? false : "Debian's xvfb is not installed" },
  async (t) => {
    const screen = await startScreen();
    const browser = await startBrowser({ headed: true, env: { DISPLAY: screen.display } });
    try {
      await withPage(browser, reportFile(scenarios[0]), {}, async (page, { ready_ms }) => {
        const has = await page.evaluate(() => document.createElement("canvas").getContext("webgl2") !== null);
        figure(`a window: ready after ${ready_ms.toFixed(0)} ms, WebGL ${has ? "there" : "absent"}`);
        if (has) return t.skip("this machine has a graphics card");
        assert.equal(await get(page, "view"), "globe-2d");
        const seen = colours(await mapShot(page));
        assert.ok(seen.number >= 24 && seen.commonest < 0.97, JSON.stringify(seen));
        const t_s = await get(page, "t_s");
        await page.getByRole("button", { name: "Play", exact: true }).click();
        await until(page, (from) => window.__dewline.state.t_s.value > from + 2, t_s);
      });
    } finally {
      await browser.close();
      screen.stop();
    }
  },
);
