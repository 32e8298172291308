// Reference tables of tests/known/data: comment lines begin with #.
import { readFileSync } from "node:fs";

export function readCsv(name: string): Record<string, string>[] {
  const text = readFileSync(new URL(`../../known/data/${name}`, import.meta.url), "utf8");
  const [head = "", ...rows] = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const columns = head.split(",");
  return rows.map((row) => Object.fromEntries(row.split(",").map((value, i) => [columns[i], value])));
}
