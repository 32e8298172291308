// The README's picture of the report: node dev/readme_picture.mjs RUN/report.html ../docs/pictures/report.png
// It steps to the moment that declares the alert, as a reader would, and takes the page as it then stands.
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const [page_file, picture] = process.argv.slice(2);
if (!page_file || !picture) throw new Error("usage: node dev/readme_picture.mjs RUN/report.html PICTURE.png");

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
await page.goto(`file://${resolve(page_file)}?webgl=0`);
await page.waitForSelector("html[data-ready]");
const moments = await page.evaluate(() => window.__dewline.run.page.moments.map((m) => m.step));
for (let k = 0; k < moments.indexOf("declared"); ++k) await page.keyboard.press("Space");
await page.evaluate(() => window.__dewline.view().idle());
await page.waitForFunction(() => document.querySelector("aside, .why") !== null);
await page.screenshot({ path: picture });
await browser.close();
