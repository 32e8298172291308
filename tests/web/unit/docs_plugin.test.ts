import { expect, test } from "vitest";
import { parseGlossary, parseModelPage, readDocs } from "../../../web/docs_plugin";

test("the glossary's rows, without marks, heads and rules", () => {
  const text =
    "# Glossary\n\n| word | in one plain line | field term |\n|---|---|---|\n| `track` | an **estimate** | |\n| seed | luck | key |\n";
  expect(parseGlossary(text)).toEqual([
    { word: "track", plain: "an estimate", field: "" },
    { word: "seed", plain: "luck", field: "key" },
  ]);
});

test("a model page's title, labels and tests", () => {
  const text =
    "# Refraction\n\nThe air bends rays.\n\n## Validation: **Verified**\n\nBy `Ray.*` and `known_orbit`.\n\n**Unverified**: rain.\n";
  const page = parseModelPage(text);
  expect(page).toMatchObject({
    title: "Refraction",
    label: "Verified, in part",
    tests: ["known_orbit", "Ray.*"],
  });
  expect(page.verified).toEqual(["By Ray.* and known_orbit."]);
  expect(page.unverified).toEqual(["Unverified: rain."]);
  expect(parseModelPage("# A\n\nWords.\n").label).toBe("Unverified");
});

test("of the repository: every model page has a title, a label in its own words and a test; land is land", () => {
  const { glossary, models, land } = readDocs();
  const pages = Object.entries(models);
  expect(pages.length).toBeGreaterThan(10);
  for (const [stem, { title, verified, unverified, tests }] of pages) {
    expect(title, stem).not.toBe("");
    expect(verified.length + unverified.length, stem).toBeGreaterThan(0);
    expect(tests.length, stem).toBeGreaterThan(0);
  }
  expect(new Set(glossary.map((w) => w.word + w.plain)).size).toBe(glossary.length);
  for (const word of ["track", "ledger", "declared", "never", "fitted"])
    expect(glossary.find((w) => w.word === word || w.word.includes(word))?.plain, word).toBeTruthy();
  expect(land).toMatchObject({
    type: "Feature",
    geometry: { type: "MultiPolygon" },
  });
});
