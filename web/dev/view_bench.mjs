// What a frame of each view costs the processor, without a graphics card:  node dev/view_bench.mjs [--shots FOLDER]
// Counts all of Chromium's processes, so that drawing in another process is not free. Every run must show many colours:
// a canvas with nothing on it would be the fastest.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { PNG } from "pngjs";
import { build, loadConfigFromFile } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "dewline-view-"));
const size = { width: 1280, height: 720 };
const kinds = ["globe", "globe-2d", "polar", "flat"];
const software = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];

/** The harness as one file that opens from disk, built as the page is. */
async function buildHarness() {
  const { config } = await loadConfigFromFile(
    { command: "build", mode: "production" },
    undefined,
    join(here, ".."),
  );
  const plugins = config.plugins.flat().filter((plugin) => plugin && plugin.name !== "dewline-report-page");
  const input = join(here, "view_harness.html");
  const output = { outDir: folder, emptyOutDir: false, target: "es2023", rollupOptions: { input } };
  await build({ configFile: false, root: here, logLevel: "error", plugins, build: output });
  return join(folder, "view_harness.html");
}

async function open(browser, file, asked) {
  const page = await browser.newPage({ viewport: size });
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(`file://${file}?${new URLSearchParams(asked)}`);
  await page.waitForSelector("html[data-ready]", { timeout: 60000 });
  return page;
}

async function cpuSeconds(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.reduce((sum, one) => sum + one.cpuTime, 0);
}

/** How many colours a picture has: few, and nothing was drawn. */
function colours(png) {
  const { data } = PNG.sync.read(png);
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
  return seen.size;
}

async function measure(browser, file, view, n) {
  const page = await open(browser, file, { view, n });
  await page.evaluate(() => __harness.run(5));
  const frames = n > 1000 ? 10 : 30;
  const before = await cpuSeconds(browser);
  const draw_ms = await page.evaluate((count) => __harness.run(count), frames);
  const cpu_ms = (1000 * ((await cpuSeconds(browser)) - before)) / frames;
  const num_colours = colours(await page.screenshot());
  await page.close();
  if (num_colours < 50) throw new Error(`${view} with ${n}: only ${num_colours} colours: nothing was drawn`);
  console.log(
    `${view.padEnd(9)} ${String(n).padStart(5)} ${cpu_ms.toFixed(0).padStart(8)} ${draw_ms.toFixed(1).padStart(8)}`,
  );
}

/** Every view in every theme, to look at. */
async function shots(browser, file, out) {
  mkdirSync(out, { recursive: true });
  for (const view of kinds)
    for (const theme of ["dark", "light", "projector"]) {
      const page = await open(browser, file, { view, theme, plain: theme === "projector" ? 1 : 0 });
      writeFileSync(join(out, `${view}-${theme}.png`), await page.screenshot());
      await page.close();
    }
}

const file = await buildHarness();
const args = ["--no-sandbox", "--disable-quic", "--no-first-run", ...software];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });
const at = process.argv.indexOf("--shots");
if (at > 0) await shots(browser, file, process.argv[at + 1]);
else {
  console.log("view      points CPU ms/frame  draw() ms");
  for (const n of [200, 2000]) for (const view of kinds) await measure(browser, file, view, n);
}
await browser.close();
