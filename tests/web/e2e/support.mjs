// Opens report pages as a reader does: from disk, in Debian's Chromium with an empty profile. A page under test must not
// ask the network for anything and must not complain on the console: closing it checks both. Nothing here sleeps: a page
// says when it is ready (html[data-ready]) and when its view has drawn (window.__dewline.view().idle()).
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, "../../..");
/** The tests' packages are those of web/. */
export const require = createRequire(join(root, "web/package.json"));
const { chromium } = require("playwright-core");

export const build_dir = process.env.DEWLINE_BUILD_DIR ?? join(root, "build/release");
export const program = join(build_dir, "apps/dewline");
/** Where make_pages.mjs lets the real program write the pages under test. */
export const pages_dir = join(build_dir, "tests/web/pages");
export const scenarios = ["norwegian-rocket-1995", "falcon9-ses11"];
/** Made up by web/dev/mock.ts. */
export const mock = "mock";
export const views = ["globe", "globe-2d", "polar", "flat"];
export const pages = ["replay", "report", "trust"];
export const themes = ["dark", "light", "projector"];
/** Software drawing on a busy machine is slow: a bound for what is stuck, not for what is slow. */
export const patience_ms = 30_000;

const quiet = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
const webgl_by_software = [
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
];

/** One browser for a file of tests. `headed` needs a screen (Xvfb) and gives what a user without a GPU has: no WebGL. */
export function startBrowser({ headed = false, env = {} } = {}) {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    headless: !headed,
    args: headed ? quiet : [...quiet, ...webgl_by_software],
    ignoreDefaultArgs: headed ? ["--enable-unsafe-swiftshader"] : [], // no user has it
    env: { ...process.env, ...env },
  });
}

export function reportFile(scenario) {
  const file = join(pages_dir, scenario, "report.html");
  assert.ok(existsSync(file), `${file} is not there: make_pages.mjs (ctest -R web.e2e.pages) writes it`);
  return file;
}

/** The address of a page from disk, with the state asked for: {page, t, view, truth, theme, ...}. */
export function address(file, { page = "replay", query = "", ...state } = {}) {
  const asked = new URLSearchParams(Object.entries(state).map(([key, value]) => [key, String(value)]));
  return `${pathToFileURL(file).href}${query}#/${page}?${asked}`;
}

/** What a page did that it must not do. */
function watch(context) {
  const seen = { faults: [], network: [] };
  context.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) seen.network.push(request.url());
  });
  context.on("weberror", (error) => seen.faults.push(String(error.error().stack ?? error.error())));
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type()))
      seen.faults.push(`${message.type()}: ${message.text()}`);
  });
  return seen;
}

/** Runs in the page before its own script: notes when it was ready, and how long the main thread was held. */
function note_times() {
  window.__ready_ms = NaN;
  new MutationObserver((_, self) => {
    if (!document.documentElement?.hasAttribute("data-ready")) return;
    window.__ready_ms = performance.now();
    self.disconnect();
  }).observe(document, { attributes: true, subtree: true, childList: true });
}

function hide_webgl() {
  const get = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return /webgl/i.test(kind) ? null : get.call(this, kind, ...rest);
  };
}

/**
 * A report page, ready: after `ready_ms` by the clock, `ready_cpu_ms` of its main thread. `page` is playwright's; `close()` checks that there was no complaint and no request.
 * Motion is reduced unless a test asks for it, so that the camera is where it should be at once.
 */
export async function open(browser, file, options = {}) {
  const { webgl = true, motion = "reduce", size = { width: 1280, height: 720 }, ...state } = options;
  const context = await browser.newContext({ viewport: size, reducedMotion: motion, acceptDownloads: true });
  context.setDefaultTimeout(patience_ms);
  const seen = watch(context);
  const page = await context.newPage();
  const probe = await context.newCDPSession(page);
  await probe.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.addInitScript(note_times);
  if (!webgl) await page.addInitScript(hide_webgl);
  await page.goto(address(file, state));
  const ready = page.waitForSelector("html[data-ready]", { state: "attached" });
  await ready.catch((error) => {
    throw new Error([`${file} was not ready: ${error.message}`, ...seen.faults].join("\n"));
  });
  const close = async () => {
    await context.close();
    assert.deepEqual(seen.network, [], "a page from disk asks the network for nothing");
    assert.deepEqual(seen.faults, [], "a page has no errors and no warnings");
  };
  const ready_ms = await page.evaluate(() => window.__ready_ms);
  const { metrics } = await probe.send("Performance.getMetrics");
  const ready_cpu_ms = 1000 * metrics.find((metric) => metric.name === "TaskDuration").value;
  return { page, close, seen, ready_ms, ready_cpu_ms };
}

/** Runs `work` on an open page and closes it; what the work finds wrong comes before what the page said. */
export async function withPage(browser, file, options, work) {
  const opened = await open(browser, file, options);
  let wrong;
  try {
    await work(opened.page, opened);
  } catch (error) {
    if (opened.seen.faults.length > 0) error.message += `\nthe page said: ${opened.seen.faults.join("\n")}`;
    wrong = error;
  }
  await opened.close().catch((error) => (wrong ??= error));
  if (wrong) throw wrong;
}

/** Until the page has drawn its state: two frames for what panels and view put off, then the view's own word; and no long
 * list is still being built. */
export async function settled(page) {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    await window.__dewline.view()?.idle();
    do await frame();
    while (document.querySelector("[data-building]"));
  });
}

/** Sets signals of the page's state, as its buttons would: {t_s: 102, truth: true, view: "polar"}. */
export async function set(page, state) {
  await page.evaluate((values) => {
    for (const [name, value] of Object.entries(values)) window.__dewline.state[name].value = value;
  }, state);
  await settled(page);
}

export const get = (page, name) => page.evaluate((n) => window.__dewline.state[n].value, name);

/** Waits for a condition on the page's state, in the page. */
export const until = (page, condition, argument) =>
  page.waitForFunction(condition, argument, { timeout: patience_ms });

/** Where the map is drawn. */
export const stage = (page) => page.locator("section.view [role=img]");

/** Runs in the page: all that a reader, or a screen reader, can meet in texts and attributes. Scripts and data are no text. */
function words_now() {
  const words = [document.title, location.hash];
  const walk = document.createTreeWalker(
    document.documentElement,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
  );
  for (let node = walk.currentNode; node; node = walk.nextNode()) {
    const text = node instanceof Text;
    if ((text ? node.parentElement : node)?.closest("script, style")) continue;
    words.push(...(text ? [node.data] : [...node.attributes].map((attribute) => attribute.value)));
  }
  return words;
}

/** The words of the page as it stands, and after each of the steps that `walk` takes in the page. */
export async function wordsDuring(page, walk = async () => {}) {
  return page.evaluate(
    async ([now, steps]) => {
      const wordsNow = new Function(`return (${now})()`);
      const said = new Set(wordsNow());
      const look = async () => {
        await new Promise((done) => setTimeout(done)); // panels have written by then; nobody waits for the picture
        for (const words of wordsNow()) said.add(words);
      };
      await new Function("look", `return (${steps})(look)`)(look);
      return [...said].join("\n");
    },
    [words_now.toString(), walk.toString()],
  );
}

export function figure(words) {
  console.log(`# ${words}`);
}
