// Is this a run page that this program reads? The schema (web/contract/run.schema.json) is checked by the tests of both
// sides; here only so much that no panel meets a list that is not there.
import type { RunPage } from "../model/contract";
import { DataError } from "../model/data_error";

const lists = [
  ...([
    "centres",
    "objects",
    "sensors",
    "links",
    "assets",
    "tracks",
    "contacts",
    "sightings",
    "ledger",
  ] as const),
  ...(["record", "alerts", "events", "moments", "chunks"] as const),
  ...(["classes", "judgements", "messages", "false_alerts"] as const),
] satisfies (keyof RunPage)[];
const parts = ["about", "earth", "trust"] as const satisfies (keyof RunPage)[];

export function checkPage(value: unknown): RunPage {
  if (!isRecord(value) || value["format"] !== "dewline-run") throw wrong("does not hold a Dewline run");
  if (value["version"] !== 1)
    throw wrong(`has format version ${String(value["version"])}; this page reads version 1`);
  for (const name of lists) if (!isListOfRecords(value[name])) throw wrong(`lacks the list "${name}"`);
  for (const name of parts) if (!isRecord(value[name])) throw wrong(`lacks the part "${name}"`);
  const page = value as unknown as RunPage; // its lists are there; what is in them the schema promises
  if (page.centres.length === 0) throw wrong("names no centre");
  if (!Number.isFinite(page.about.until_s)) throw wrong("does not say how long the run lasted");
  return page;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isListOfRecords(value: unknown): boolean {
  return Array.isArray(value) && value.every(isRecord);
}
function wrong(what: string): DataError {
  return new DataError(`The data "run.json" ${what}.`);
}
