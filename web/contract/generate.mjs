// Makes src/model/contract.ts from run.schema.json, which the engine writes.  node contract/generate.mjs [--check]
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const schema = JSON.parse(readFileSync(here("run.schema.json"), "utf8"));
const target = here("../src/model/contract.ts");

const bannerComment = `// Made by contract/generate.mjs from contract/run.schema.json: do not edit. The one source is src/dewline/report/page.hpp.
// The data of a report page: run.json. Keys carry units: _s seconds since the epoch, _m, _rad; \`known_s\` is when it reached
// the centre. Null: never, or no such number. The binary chunks beside it are described in model/chunks.ts.`;

/** The generator follows no reference at the root: the page's own definition stands there instead. */
const { $defs, title, description } = schema;
const { RunPage, ...parts } = $defs;
const made = await compile({ title, description, ...RunPage, $defs: parts }, "RunPage", {
  additionalProperties: false,
  bannerComment,
  ignoreMinAndMaxItems: true, // a pair is a list of numbers, as the page's own geometry has it
  style: { printWidth: 110 },
});

if (!process.argv.includes("--check")) {
  writeFileSync(target, made);
} else if (readFileSync(target, "utf8") !== made) {
  console.error("src/model/contract.ts is not what contract/run.schema.json says: run `npm run contract`.");
  process.exit(1);
}
