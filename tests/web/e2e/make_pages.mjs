// Lets the real program write the pages under test: a run of each shipped scenario, and the crowd.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crowd } from "./crowd.mjs";
import { mock, pages_dir, program, root, scenarios } from "./support.mjs";

rmSync(pages_dir, { recursive: true, force: true });
mkdirSync(pages_dir, { recursive: true });
writeFileSync(join(pages_dir, "crowd.yaml"), crowd());

const settings = {
  encoding: "utf8",
  cwd: pages_dir,
  env: { ...process.env, DEWLINE_DATA: join(root, "data") },
};
for (const [scenario, ...more] of [...scenarios.map((s) => [s]), ["crowd.yaml", "--repeat", "0"]]) {
  const folder = join(pages_dir, scenario.replace(".yaml", ""));
  execFileSync(program, ["run", scenario, "--out", folder, ...more], settings);
  console.log(`${folder}/report.html`);
}

// The made-up run holds what no shipped scenario holds all at once: graded states, classes, a threat, messages, variants.
mkdirSync(join(pages_dir, mock), { recursive: true });
const made = [join(root, "web/dev/make_page.mjs"), "mock", join(pages_dir, mock, "report.html")];
execFileSync(process.execPath, made, { ...settings, cwd: join(root, "web") });
console.log(made.at(-1));
