// Gives the reader a file: made here, named after the run, never sent anywhere.
import type { About } from "../model/contract";

export function saveText(about: About, what: string, ending: string, text: string): void {
  const types: Readonly<Record<string, string>> = {
    svg: "image/svg+xml",
    csv: "text/csv",
    czml: "application/json",
  };
  saveBlob(about, what, ending, new Blob([text], { type: `${types[ending] ?? "text/plain"};charset=utf-8` }));
}

export function saveBlob(about: About, what: string, ending: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = fileName(about, what, ending);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** norwegian-rocket-1995-28c8e999-s1-ledger.csv */
export function fileName(about: About, what: string, ending: string): string {
  return `${about.scenario}-${about.scenario_hash.slice(0, 8)}-s${about.seed}-${what}.${ending}`;
}
