// Writes the chunks of a page as the engine does (layout: src/model/chunks.ts), for mock data and tests.

export interface PathRows {
  readonly id: string;
  readonly rows: readonly (readonly number[])[]; // t_s, x, y, z, vx, vy, vz
}
export interface TableRows {
  readonly id: string;
  readonly rows: readonly (readonly number[])[];
}

export function pathsChunk(paths: readonly PathRows[]): ArrayBuffer {
  return chunk(
    "DWK1",
    paths.map((p) => ({ id: p.id, n: p.rows.length })),
    paths.map((p) => p.rows),
  );
}
export function tableChunk(columns: readonly string[], tables: readonly TableRows[]): ArrayBuffer {
  const entries = tables.map((t) => ({ id: t.id, n: t.rows.length }));
  return chunk(
    "DWT1",
    { columns, entries },
    tables.map((t) => t.rows),
  );
}

function chunk(
  magic: string,
  header: unknown,
  entries: readonly (readonly (readonly number[])[])[],
): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const head = Math.ceil(text.length / 8) * 8;
  const floats = entries.flat(2);
  const bytes = new ArrayBuffer(8 + head + 4 * floats.length);
  new Uint8Array(bytes).fill(0x20, 8, 8 + head).set(text, 8);
  new Uint8Array(bytes).set(new TextEncoder().encode(magic));
  new DataView(bytes).setUint32(4, head, true);
  new Float32Array(bytes, 8 + head).set(floats);
  return bytes;
}
