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

/** The sentences of a paragraph that begin with, or stand under, a label in bold. */
function labelled(paragraphs: string[], label: RegExp): string[] {
  return paragraphs
    .filter((p) => label.test(p))
    .map((p) => bare(p.replace(/^#+\s*/, "").replaceAll("\n", " ")));
}

const test_name = /`((?:test_|known_|laws_|stats_|fuzz_)\w+|tests\/[\w/.]+|[A-Z]\w+\.(?:\w+|\*))`/g;

/** A page of docs/models: its title, its labels in its own words and the tests that it names. */
export function parseModelPage(markdown: string): ModelPage {
  const paragraphs = markdown.split(/\n\s*\n/);
  const verified = labelled(paragraphs, /(^|[^n])\bVerified\b/);
  const unverified = labelled(paragraphs, /\bUnverified\b/);
  const tests = [...new Set([...markdown.matchAll(test_name)].map((m) => m[1] ?? ""))];
  const label =
    verified.length > 0 ? (unverified.length > 0 ? "Verified, in part" : "Verified") : "Unverified";
  return {
    title: bare(markdown.split("\n")[0]?.replace(/^#\s*/, "") ?? ""),
    label,
    verified,
    unverified,
    tests,
  };
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
