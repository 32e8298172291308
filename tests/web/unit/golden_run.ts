// The run that the engine's own tests wrote for this side of the contract: tests/web/data/run.
import { readFileSync } from "node:fs";
import type { Chunk, RunPage } from "../../../web/src/model/contract";

const folder = new URL("../data/run/", import.meta.url);

export function goldenPage(): RunPage {
  return JSON.parse(readFileSync(new URL("run.json", folder), "utf8")) as RunPage;
}
function goldenChunk({ name, kind }: Chunk): ArrayBuffer {
  const file = readFileSync(new URL(`${name}.${kind === "DWK1" ? "dwk" : "dwt"}`, folder));
  return new Uint8Array(file).buffer; // a copy: files share the buffer that Node reads into
}
export function goldenRun(): {
  page: RunPage;
  chunks: Map<string, ArrayBuffer>;
} {
  const page = goldenPage();
  return {
    page,
    chunks: new Map(page.chunks.map((chunk) => [chunk.name, goldenChunk(chunk)])),
  };
}
