// Reads a run out of the page itself: script tags that the engine put there, base64 of gzip. No network, no worker.
import type { RunPage } from "../model/contract";
import { DataError } from "../model/data_error";
import { checkPage } from "./check_page";

export interface Feed {
  readonly page: RunPage;
  readonly chunks: ReadonlyMap<string, ArrayBuffer>;
}

/** Throws DataError if there is no run in the document, or it cannot be read. */
export async function readEmbedded(document: Document): Promise<Feed> {
  const tags = [...document.querySelectorAll<HTMLScriptElement>('script[type="application/x-dewline"]')];
  if (tags.length === 0)
    throw new DataError("There is no run in this file: it is the empty page that reports are made from.");
  const parts = new Map<string, ArrayBuffer>();
  for (const tag of tags) {
    const name = tag.dataset["name"] ?? "";
    if (parts.has(name)) throw new DataError(`The data "${name}" is in this file twice.`);
    parts.set(name, await unpack(name, tag.textContent));
  }
  const manifest = parts.get("run.json");
  if (!manifest) throw new DataError('The data "run.json" is missing from this file.');
  parts.delete("run.json");
  return { page: checkPage(parseJson(manifest)), chunks: parts };
}

/** base64 of gzip to bytes; what is cut off or changed fails gzip's own check sum or its count of bytes. */
export async function unpack(name: string, text: string): Promise<ArrayBuffer> {
  try {
    const packed = fromBase64(text.trim());
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const bytes = await new Response(stream).arrayBuffer();
    if (bytes.byteLength === countAtEnd(packed)) return bytes;
  } catch {
    // The same message as for a wrong count.
  }
  throw new DataError(`The data "${name}" cannot be unpacked: the file may have been cut off or changed.`);
}

/** gzip ends with the number of bytes that went in; not every decompressor misses the end if it is cut off. */
function countAtEnd(packed: Uint8Array<ArrayBuffer>): number {
  return new DataView(packed.buffer).getUint32(packed.length - 4, true);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

function parseJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new DataError('The data "run.json" is not JSON: the file may have been changed on its way.');
  }
}
