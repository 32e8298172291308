// Pictures of the page: what is really visible, and how much two pictures differ.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build_dir, require, root, stage } from "./support.mjs";

const { PNG } = require("pngjs");
const pixelmatch = require("pixelmatch").default;
const golden_dir = join(root, "tests/web/golden");

export async function shot(locator) {
  return PNG.sync.read(await locator.screenshot({ animations: "disabled" }));
}

/** The map alone, without what lies over it. */
export async function mapShot(page) {
  const style = "section.view > :not([role=img]) { visibility: hidden !important }";
  return PNG.sync.read(await stage(page).screenshot({ animations: "disabled", style }));
}

/** How many colours a picture has (in steps of 8) and the share of its pixels that the commonest has. */
export function colours({ data, width, height }) {
  const count = new Map();
  for (let i = 0; i < data.length; i += 4) {
    const colour = ((data[i] >> 3) << 10) | ((data[i + 1] >> 3) << 5) | (data[i + 2] >> 3);
    count.set(colour, (count.get(colour) ?? 0) + 1);
  }
  return { number: count.size, commonest: Math.max(...count.values()) / (width * height) };
}

/** Pixels of about this colour. */
export function pixelsOf({ data }, [r, g, b], near = 40) {
  let found = 0;
  for (let i = 0; i < data.length; i += 4)
    if (Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) <= near) found += 1;
  return found;
}

/** Half the size: each pixel the mean of four. Small files, and an edge that moved by a part of a pixel weighs little. */
export function halved({ data, width, height }) {
  const small = new PNG({ width: width >> 1, height: height >> 1 });
  for (let y = 0; y < small.height; ++y)
    for (let x = 0; x < small.width; ++x)
      for (let c = 0; c < 4; ++c) {
        const at = (2 * y * width + 2 * x) * 4 + c;
        const sum = data[at] + data[at + 4] + data[at + 4 * width] + data[at + 4 * width + 4];
        small.data[(y * small.width + x) * 4 + c] = Math.round(sum / 4);
      }
  return small;
}

/** The mean over 3 by 3 pixels. */
function blurred({ data, width, height }) {
  const soft = new PNG({ width, height });
  for (let y = 0; y < height; ++y)
    for (let x = 0; x < width; ++x)
      for (let c = 0; c < 4; ++c) {
        let sum = 0;
        for (let dy = -1; dy <= 1; ++dy)
          for (let dx = -1; dx <= 1; ++dx) {
            const row = Math.min(height - 1, Math.max(0, y + dy));
            sum += data[(row * width + Math.min(width - 1, Math.max(0, x + dx))) * 4 + c];
          }
        soft.data[(y * width + x) * 4 + c] = Math.round(sum / 9);
      }
  return soft;
}

/** The share of pixels that differ visibly after a slight blur; 1 for pictures of different sizes. */
export function difference(a, b) {
  if (a.width !== b.width || a.height !== b.height) return 1;
  const differing = pixelmatch(blurred(a).data, blurred(b).data, undefined, a.width, a.height, {
    threshold: 0.1,
  });
  return differing / (a.width * a.height);
}

/** What a picture depends on besides the page: the browser's major version and the system's font, by how wide it runs. */
export async function drawnBy(browser, page) {
  const font_px = await page.evaluate(() => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = "100px system-ui";
    return Math.round(pen.measureText("Dewline 0123456789 Wgj").width);
  });
  return { chromium: Number(browser.version().split(".")[0]), font_px };
}

const same_tolerance = 0.01;
const other_tolerance = 0.05; // another Chromium or another font: edges and glyphs may differ, the picture may not

/** Compares with tests/web/golden/NAME.png; rewrites it under DEWLINE_UPDATE=1. Returns what is wrong, or "". */
export function againstGolden(name, picture, drawn_by) {
  const file = join(golden_dir, `${name}.png`);
  if (process.env.DEWLINE_UPDATE) return write(file, picture);
  if (!existsSync(file)) return `${file} is not there: ./dw test --update writes it`;
  const made_by = JSON.parse(readFileSync(join(golden_dir, "drawn_by.json"), "utf8"));
  const same = made_by.chromium === drawn_by.chromium && made_by.font_px === drawn_by.font_px;
  const tolerance = same ? same_tolerance : other_tolerance;
  const share = difference(PNG.sync.read(readFileSync(file)), picture);
  if (share <= tolerance) return "";
  const seen = join(build_dir, "tests/web/differing", `${name}.png`);
  write(seen, picture);
  return `${name}: ${(100 * share).toFixed(2)} % of the pixels differ (at most ${100 * tolerance} %); seen: ${seen}`;
}

function write(file, picture) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, PNG.sync.write(picture, { deflateLevel: 9, colorType: 2 }));
  return "";
}

/** Says by what the golden pictures were drawn: beside them, under DEWLINE_UPDATE=1. */
export function noteDrawnBy(drawn_by) {
  mkdirSync(golden_dir, { recursive: true });
  writeFileSync(join(golden_dir, "drawn_by.json"), `${JSON.stringify(drawn_by)}\n`);
}
