// Drawings of the page as SVG files that stand alone: with their colours written in, and where they come from.
import { svgText } from "../app/save";
import type { About } from "../model/contract";
import type { Group } from "./known";
import { lookOf, shapePath } from "./icons";
import { capital, clock } from "./words";

export function stampLine(about: About): string {
  return `${about.disclaimer}; ${about.scenario} ${about.scenario_hash}, seed ${about.seed}, dewline ${about.program_version}`;
}

/** The time bar as it stands: its parts under each other, styles resolved. */
export function timeBarSvg(host: HTMLElement, about: About): string {
  const [head, rows] = [
    host.querySelector<SVGSVGElement>("svg.head"),
    host.querySelector<SVGSVGElement>("svg.lane-rows"),
  ];
  if (!head || !rows) return "";
  const top = Number(head.getAttribute("height"));
  const height = top + Number(rows.getAttribute("height")) + 24;
  const width = Number(head.getAttribute("width"));
  const ground = getComputedStyle(host.parentElement ?? host).backgroundColor;
  const ink = getComputedStyle(host).color;
  return svg(width, height, [
    `<rect width="${width}" height="${height}" fill="${ground}"/>`,
    svgText(head, "alert state"),
    `<g transform="translate(0 ${top})">${svgText(rows, "lanes")}${laneNames(host, ink)}</g>`,
    text(8, height - 8, stampLine(about), `fill="${ink}"`),
  ]);
}

function laneNames(host: HTMLElement, ink: string): string {
  const names = [...host.querySelectorAll<HTMLElement>(".lane-names li")];
  return names
    .map((name) =>
      text(8, name.offsetTop + name.offsetHeight / 2 + 4, name.textContent.trim(), `fill="${ink}"`),
    )
    .join("");
}

const row_px = 22;
const label_px = 330;
const chart_px = 620;
const inks: Readonly<Record<string, string>> = {
  "var(--series-1)": "#b86e00",
  "var(--series-2)": "#1f7fb8",
  "var(--series-3)": "#007a58",
  "var(--series-5)": "#0060a0",
  "var(--series-6)": "#c04a00",
  "var(--series-7)": "#a8477f",
};

/** The ledger as a picture: a mark for this run, a bar for the middle 90 % of the repeats. */
export function ledgerSvg(groups: readonly Group[], centre: string, about: About): string {
  const rows = groups.flatMap((group) => group.rows);
  const times = rows
    .flatMap((row) => [row.at_s, row.band?.low_s, row.band?.high_s])
    .filter((t) => typeof t === "number");
  const end_s = Math.max(1, ...times);
  const x = (t: number): number => label_px + (t / end_s) * chart_px;
  const height = 62 + rows.length * row_px + groups.length * row_px;
  let y = 40;
  const parts: string[] = [
    text(12, 22, `${capital(centre)}: ${about.title}`, 'font-weight="650" font-size="14"'),
  ];
  for (const group of groups) {
    parts.push(text(12, y + 14, `about ${group.title}`, 'fill="#46566c"'));
    y += row_px;
    for (const row of group.rows) {
      parts.push(`<g transform="translate(0 ${y})">${ledgerRow(row, x)}</g>`);
      y += row_px;
    }
  }
  parts.push(
    text(
      12,
      height - 8,
      `marks: this run; bars: middle 90 % of ${about.repeats} repeats. ${stampLine(about)}`,
      'fill="#46566c" font-size="10"',
    ),
  );
  const width = label_px + chart_px + 40;
  return svg(width, height, [`<rect width="${width}" height="${height}" fill="#ffffff"/>`, ...parts]);
}

function ledgerRow(row: Group["rows"][number], x: (t: number) => number): string {
  const look = lookOf(row.step);
  const ink = inks[look.colour] ?? "#46566c";
  const words = `${capital(row.label)}${row.truth ? " [truth]" : ""}`;
  const parts = [text(12, 14, words), text(label_px - 72, 14, clock(row.at_s))];
  const { low_s = null, high_s = null } = row.band ?? {};
  if (low_s !== null && high_s !== null)
    parts.push(
      `<rect x="${x(low_s)}" y="7" width="${Math.max(1, x(high_s) - x(low_s))}" height="6" fill="${ink}" opacity="0.35"/>`,
    );
  if (row.at_s !== null)
    parts.push(`<path d="${shapePath(look.shape)}" transform="translate(${x(row.at_s)} 10)" fill="${ink}"/>`);
  return parts.join("");
}

function svg(width: number, height: number, parts: readonly string[]): string {
  const font = 'font-family="system-ui, sans-serif" font-size="12"';
  const box = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} ${font}>\n${parts.join("\n")}\n</svg>\n`;
}

function text(x: number, y: number, words: string, more = ""): string {
  return `<text x="${x}" y="${y}" ${more}>${escaped(words)}</text>`;
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
