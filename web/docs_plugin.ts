// What the page takes from the repository when it is built: land, the glossary's words, the model pages' labels.
// Served to the page as the module "virtual:docs" (types: src/model/docs.d.ts).
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const module_name = "virtual:docs";

export interface Word {
  word: string;
  plain: string;
  field: string;
}
export interface ModelPage {
  title: string;
  label: string;
  verified: string[];
  unverified: string[];
  tests: string[];
}

/** Markdown's marks taken away: code ticks, bold, links. */
function bare(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\*\*|`/g, "")
    .trim();
}

/** Every row of the glossary's tables; the tables' heads and rules are not words. */
export function parseGlossary(markdown: string): Word[] {
  const words: Word[] = [];
  for (const line of markdown.split("\n")) {
    if (!line.startsWith("|") || /^\|[\s|:-]+\|$/.test(line)) continue;
    const cells = line.slice(1, -1).split("|").map(bare);
    const [word = "", plain = "", field = ""] = cells;
    if (word && !["word", "step", "grade"].includes(word)) words.push({ word, plain, field });
  }
  return words;
}

/** A page's blocks: headings, paragraphs; a table as one line of its first and last cells. */
function blocks(markdown: string): string[] {
  const found = markdown
    .replace(/^(#.*)$/gm, "\n$1\n")
    .split(/\n\s*\n/)
    .map((block) => block.trim());
  return found
    .filter((block) => block !== "")
    .map((block) => (block.startsWith("|") ? tableWords(block) : block));
}
function tableWords(block: string): string {
  const rows = block.split("\n").slice(2);
  const cells = rows.map((row) => row.slice(1, -1).split("|"));
  return `${cells.map((c) => `${c[0]?.trim() ?? ""} (${c.at(-1)?.trim() ?? ""})`).join("; ")}.`;
}

interface Labelled {
  readonly verified: string[];
  readonly unverified: string[];
}
/** What stands under each label, in the page's own words: the sentences from it to the next one, or its heading's block. */
function labelled(page: readonly string[]): Labelled {
  const found: Labelled = { verified: [], unverified: [] };
  for (const [i, block] of page.entries()) {
    if (block.startsWith("#")) {
      const label = labelOf(block);
      const below = page[i + 1];
      if (label && below && labelOf(below.slice(0, 20)) === null) found[label].push(...firstSentences(below));
      continue;
    }
    let label: keyof Labelled | null = null;
    for (const sentence of sentences(block)) {
      label = labelOf(sentence) ?? label;
      if (label && !(labelOf(sentence) === null && found[label].includes(bare(sentence))))
        found[label].push(bare(sentence));
    }
  }
  return found;
}
/** Up to the next label, which speaks for itself. */
function firstSentences(block: string): string[] {
  const all = sentences(block);
  const end = all.findIndex((sentence) => labelOf(sentence) !== null);
  return all.slice(0, end < 0 ? all.length : end).map(bare);
}
function sentences(block: string): string[] {
  return block.replaceAll(/\s*\n\s*/g, " ").split(/(?<=[.;])\s+(?=\*\*|[A-Z])/);
}
function labelOf(text: string): keyof Labelled | null {
  if (text.includes("**Unverified") || /\bUnverified\b/.test(text)) return "unverified";
  return /\*\*Verified|^#.*\bVerified\b/.test(text) ? "verified" : null;
}

/** Test programs anywhere; single tests and files of tests between ticks. */
function testsIn(markdown: string): string[] {
  const ticked = [...markdown.matchAll(/`([^`\n]+)`/g)].map((m) => m[1] ?? "").join("\n");
  const programs = [...markdown.matchAll(/\b(?:test|known|laws|stats|fuzz)_[a-z]+\b/g)];
  const cases = [...ticked.matchAll(/\btests\/(?!known\/data)[\w/.]+|\b[A-Z]\w+\.(?:\w+|\*)/g)];
  return [...new Set([...programs, ...cases].map((m) => m[0]))];
}

/** A page of docs/models: its title, its labels in its own words and the tests that it names. */
export function parseModelPage(markdown: string): ModelPage {
  const page = blocks(markdown);
  const { verified, unverified } = labelled(page);
  const label =
    verified.length === 0 ? "Unverified" : unverified.length === 0 ? "Verified" : "Verified, in part";
  const title = bare((page[0] ?? "").replace(/^#\s*/, ""));
  return { title, label, verified, unverified, tests: testsIn(markdown) };
}

export function readDocs(folder: string = root) {
  const models: Record<string, ModelPage> = {};
  for (const file of readdirSync(join(folder, "docs/models")).sort()) {
    if (!file.endsWith(".md")) continue;
    models[file.slice(0, -3)] = parseModelPage(readFileSync(join(folder, "docs/models", file), "utf8"));
  }
  const glossary = parseGlossary(readFileSync(join(folder, "docs/glossary.md"), "utf8"));
  const land: unknown = JSON.parse(readFileSync(join(folder, "data/maps/land.json"), "utf8"));
  return { land, glossary, models };
}

export function docs(): Plugin {
  return {
    name: "dewline-docs",
    resolveId: (id) => (id === module_name ? `\0${module_name}` : null),
    load(id) {
      if (id !== `\0${module_name}`) return null;
      const all = Object.entries(readDocs());
      return all.map(([name, value]) => `export const ${name} = JSON.parse(${quoted(value)});`).join("\n");
    },
  };
}

/** As a string to JSON.parse: browsers read that faster than a literal. */
function quoted(value: unknown): string {
  return JSON.stringify(JSON.stringify(value));
}
