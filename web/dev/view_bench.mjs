// What a frame of a view costs:  node dev/view_bench.mjs [REPORT.html]   (a filled page; only its views are used)
// Moves N points, each with a trail of 20, five sectors and 30 arcs of 64 points, as in the study of 3-D libraries, and
// prints CPU milliseconds a frame of all of the browser's processes. Drawn by software if there is no graphics card.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const [file = "/tmp/mock.html"] = process.argv.slice(2);
const frames = 40;
const ticks_per_s = Number(execFileSync("getconf", ["CLK_TCK"]));
const flags = [
  "--no-sandbox",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
];

/** CPU seconds so far of the browser's process and all below it. */
function cpu_s(root) {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const parents = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const family = new Set([root]);
  for (let before = 0; before !== family.size;) {
    before = family.size;
    for (const [pid, ppid] of parents) if (family.has(ppid)) family.add(pid);
  }
  return [...family].reduce((sum, pid) => sum + ticks(pid), 0) / ticks_per_s;
}
function ticks(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0; // it has ended
  }
}

/** Runs in the page: draws a moving scene of `n` points frame after frame; milliseconds of the main thread a frame. */
async function play({ n, frames, moving }) {
  const view = window.__dewline.view();
  const place = (lon, lat, r) => [
    r * Math.cos(lat) * Math.cos(lon),
    r * Math.cos(lat) * Math.sin(lon),
    r * Math.sin(lat),
  ];
  const at = (i, t) =>
    place(i * 2.4 + 0.002 * t, Math.asin(((2 * i + 1) / n - 1) * 0.98), 6.378e6 + 1e4 * (i % 90));
  const line = (id, kind, points) => {
    return { id, kind, points_m: Float32Array.from(points.flat()), look: "confirmed", selected: false };
  };
  const range = (m, f) => Array.from({ length: m }, (_, i) => f(i));
  const sector = {
    h_m: 0,
    az_start_rad: 0,
    az_width_rad: 2,
    el_min_rad: 0.05,
    el_max_rad: 0.6,
    range_m: 4e6,
    active: true,
  };
  const fans = range(5, (i) => ({ id: `sensor:s${i}/0`, lat_rad: 0.3 * i, lon_rad: 0.5 * i, ...sector }));
  const arcs = range(30, (i) =>
    line(
      `arc${i}`,
      "predicted",
      range(64, (k) => place(0.2 * i + 0.02 * k, 0.03 * k, 6.378e6 + 1.3e6 * Math.sin((Math.PI * k) / 63))),
    ),
  );
  const scene = (t) => ({
    ...{ t_s: t, rotation_rad: 0, ellipses: [], areas: [], fans },
    points: range(n, (i) => ({
      id: `p${i}`,
      label: `p${i}`,
      p_m: at(i, t),
      symbol: "unknown",
      look: "confirmed",
      selected: i === 0,
    })),
    lines: [
      ...arcs,
      ...range(n, (i) =>
        line(
          `l${i}`,
          "flown",
          range(20, (k) => at(i, t - 20 + k)),
        ),
      ),
    ],
  });
  const layers = { fans: true, trails: true, labels: true, evidence: true, ellipses: true, areas: true };
  const scenes = range(frames, scene);
  const next = () => new Promise((done) => requestAnimationFrame(done));
  let busy = 0;
  for (let i = 0; i < frames; i++) {
    const from = performance.now();
    if (moving) view.look({ lat_rad: 0.6, lon_rad: 0.01 * i, span_rad: 1.2 });
    view.draw(scenes[i], { theme: "dark", layers, plain_symbols: false, inertial: false });
    busy += performance.now() - from;
    await next();
  }
  return busy / frames;
}

const server = await chromium.launchServer({ executablePath: "/usr/bin/chromium", args: flags });
const browser = await chromium.connect(server.wsEndpoint());
for (const kind of ["globe", "globe-2d", "polar", "flat"])
  for (const n of [200, 500, 2000])
    for (const moving of [false, true]) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
      await page.goto(`file://${resolve(file)}#/replay?view=${kind}`);
      await page.waitForSelector("html[data-ready]", { state: "attached" });
      await page.evaluate(play, { n, frames: 5, moving });
      const from_s = cpu_s(server.process().pid);
      const main_ms = await page.evaluate(play, { n, frames, moving });
      const all_ms = (1000 * (cpu_s(server.process().pid) - from_s)) / frames;
      const what = `${kind.padEnd(8)} ${String(n).padStart(5)} points, camera ${moving ? "moving" : "still "}`;
      console.log(
        `${what}  ${all_ms.toFixed(0).padStart(4)} CPU-ms a frame, ${main_ms.toFixed(0).padStart(4)} in the page's own thread`,
      );
      await page.close();
    }
await browser.close();
await server.close();
