// Fills the built page with data, as the engine does:  node dev/make_page.mjs mock|mock500|DIR OUT.html
// DIR holds run.json and the chunks that it lists, as NAME.bin, NAME.dwk, NAME.dwt or NAME.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { runnerImport } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, "../../build/web/report.html");
const mark = "<!--DEWLINE-DATA-->";

async function load(what) {
  if (what === "mock") return (await runnerImport(join(here, "mock.ts"))).module.mockRun();
  if (what === "mock500") return (await runnerImport(join(here, "mock_many.ts"))).module.mockMany();
  const page = JSON.parse(readFileSync(join(what, "run.json"), "utf8"));
  return { page, chunks: new Map(page.chunks.map((c) => [c.name, readChunk(what, c.name)])) };
}

function readChunk(folder, name) {
  const files = ["", ".bin", ".dwk", ".dwt"].map((end) => join(folder, name + end));
  const file = files.find((f) => existsSync(f));
  if (!file) throw new Error(`${folder} holds no chunk "${name}"`);
  return readFileSync(file);
}

export function tag(name, bytes) {
  const text = gzipSync(bytes, { level: 9 }).toString("base64");
  return `<script type="application/x-dewline" data-name="${name}">${text}</script>`;
}

export function fill(html, { page, chunks }) {
  const run = tag("run.json", Buffer.from(JSON.stringify(page)));
  const rest = [...chunks].map(([name, bytes]) => tag(name, new Uint8Array(bytes)));
  return html.replace(mark, () => [run, ...rest].join("\n"));
}

const [what, out] = process.argv.slice(2);
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!what || !out) throw new Error("usage: node dev/make_page.mjs mock|mock500|DIR OUT.html");
  writeFileSync(
    out,
    fill(
      readFileSync(built, "utf8"),
      await load(what.toLowerCase() in { mock: 1, mock500: 1 } ? what.toLowerCase() : what),
    ),
  );
}
