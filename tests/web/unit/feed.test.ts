import { gzipSync } from "node:zlib";
import { Window } from "happy-dom";
import { beforeEach, expect, test } from "vitest";
import { mockRun } from "../../../web/dev/mock";
import { checkPage } from "../../../web/src/feed/check_page";
import { readEmbedded, unpack } from "../../../web/src/feed/embedded";
import { DataError } from "../../../web/src/model/data_error";
import { Run } from "../../../web/src/model/run";

const document = new Window().document as unknown as Document;

const pack = (bytes: Uint8Array): string => gzipSync(bytes).toString("base64");
const text = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

function embed(name: string, content: string): void {
  const tag = document.createElement("script");
  tag.type = "application/x-dewline";
  tag.dataset["name"] = name;
  tag.textContent = content;
  document.body.append(tag);
}
function embedRun(leave_out = ""): void {
  const { page, chunks } = mockRun();
  const parts = new Map<string, Uint8Array>([["run.json", text(page)]]);
  for (const [name, bytes] of chunks) parts.set(name, new Uint8Array(bytes));
  for (const [name, bytes] of parts) if (name !== leave_out) embed(name, pack(bytes));
}
beforeEach(() => document.body.replaceChildren());

test("a run that was put into the page comes out of it", async () => {
  embedRun();
  const { page, chunks } = await readEmbedded(document);
  const mock = mockRun();
  expect(page).toEqual(mock.page);
  for (const [name, bytes] of mock.chunks)
    expect(new Uint8Array(chunks.get(name)!)).toEqual(new Uint8Array(bytes));
  expect(new Run(page, chunks).end_s).toBe(900);
});

test("a page without a run says so", async () => {
  await expect(readEmbedded(document)).rejects.toThrow(/no run in this file/);
  embedRun("run.json");
  await expect(readEmbedded(document)).rejects.toThrow(/"run.json" is missing/);
});

test("data that is there twice is told as such", async () => {
  embedRun();
  embed("truth", pack(text(1)));
  await expect(readEmbedded(document)).rejects.toThrow(/"truth" is in this file twice/);
});

test("every way of being cut off or changed is a DataError", async () => {
  const whole = pack(
    text({
      some: "data that is long enough to be worth packing",
      n: [1, 2, 3, 4, 5, 6],
    }),
  );
  const content = whole.replace(/=+$/, "").length; // padding at the end says nothing
  for (let n = 0; n < content; n += 3)
    await expect(unpack("x", whole.slice(0, n))).rejects.toThrow(DataError);
  await expect(unpack("x", "no base64!")).rejects.toThrow(DataError);
  const broken = Buffer.from(whole, "base64");
  broken[20]! ^= 0xff;
  await expect(unpack("x", broken.toString("base64"))).rejects.toThrow(DataError);
});

test("what is no run of this version is told as such", () => {
  const { page } = mockRun();
  const { tracks, ...without } = page;
  expect(tracks.length).toBeGreaterThan(0);
  const wrong: [unknown, RegExp][] = [
    ...([null, [], 7, {}].map((value) => [value, /does not hold a Dewline run/]) as [unknown, RegExp][]),
    [{ ...page, version: 2 }, /format version 2/],
    [without, /lacks the list "tracks"/],
    [{ ...page, events: [1] }, /lacks the list "events"/],
    [{ ...page, about: null }, /lacks the part "about"/],
    [{ ...page, centres: [] }, /names no centre/],
    [{ ...page, about: { ...page.about, until_s: null } }, /how long the run lasted/],
  ];
  for (const [value, message] of wrong) expect(() => checkPage(value)).toThrow(message);
});
