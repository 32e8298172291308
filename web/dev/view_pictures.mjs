// Pictures of every view in every theme with the scene made by hand, to look at:
//   node dev/view_pictures.mjs FOLDER [key=value ...]      (as view_harness.html takes them, e.g. n=200 span=0.1)
// A canvas with nothing on it does not pass: each picture must show many colours.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { PNG } from "pngjs";
import { build, loadConfigFromFile } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const software = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];
const fewest_colours = 50;

/** The harness as one file that opens from disk, built as the page is. */
async function buildHarness() {
  const folder = mkdtempSync(join(tmpdir(), "dewline-view-"));
  const asked = { command: "build", mode: "production" };
  const { config } = await loadConfigFromFile(asked, undefined, join(here, ".."));
  const plugins = config.plugins.flat().filter((plugin) => plugin && plugin.name !== "dewline-report-page");
  const rollupOptions = { input: join(here, "view_harness.html") };
  const output = { outDir: folder, emptyOutDir: false, target: "es2023", rollupOptions };
  await build({ configFile: false, root: here, logLevel: "error", plugins, build: output });
  return join(folder, "view_harness.html");
}

function numColours(png) {
  const { data } = PNG.sync.read(png);
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
  return seen.size;
}

async function picture(browser, file, asked) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  const errors = [];
  page.on("pageerror", (error) => errors.push(error));
  await page.goto(`file://${file}?${new URLSearchParams(asked)}`);
  await page.waitForSelector("html[data-ready]", { timeout: 60000 });
  const png = await page.screenshot();
  await page.close();
  if (errors[0]) throw errors[0];
  const num = numColours(png);
  if (num < fewest_colours)
    throw new Error(`${asked.view} ${asked.theme}: only ${num} colours: nothing was drawn`);
  return png;
}

const [out, ...pairs] = process.argv.slice(2);
if (!out) throw new Error("usage: node dev/view_pictures.mjs FOLDER [key=value ...]");
const wanted = Object.fromEntries(pairs.map((pair) => pair.split("=")));
mkdirSync(out, { recursive: true });
const file = await buildHarness();
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", ...software],
});
try {
  for (const view of wanted.view ? [wanted.view] : ["globe", "globe-2d", "polar", "flat"])
    for (const theme of wanted.theme ? [wanted.theme] : ["dark", "light", "projector"]) {
      const png = await picture(browser, file, { ...wanted, view, theme });
      writeFileSync(join(out, `${view}-${theme}.png`), png);
    }
} finally {
  await browser.close();
}
