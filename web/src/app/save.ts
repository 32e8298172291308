// Files that leave the page: names that say what they are, and pictures with their styles written into them.
import type { Run } from "../model/run";

/** norwegian-rocket-1995-28c8e999-s1-ledger.csv */
export function fileName({ page }: Run, what: string, ending: string): string {
  const { scenario, scenario_hash, seed } = page.about;
  return `${scenario}-${scenario_hash.slice(0, 8)}-s${seed}-${what}.${ending}`.replaceAll(/[^\w.-]+/g, "_");
}

export function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
export function saveText(name: string, text: string, type: string): void {
  save(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

/** What an SVG shows depends on the page's style sheet; outside the page it must carry it along. */
const kept = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity"],
  ...["font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "visibility", "display"],
];

/** A picture of the page as a file of its own, with what it is as its title. */
export function svgText(svg: SVGSVGElement, title: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const shown = [svg, ...svg.querySelectorAll<SVGElement>("*")];
  const copied = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  shown.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of kept) copied[i]!.style.setProperty(name, style.getPropertyValue(name));
  });
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  if (!copy.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const label = document.createElementNS("http://www.w3.org/2000/svg", "title");
  label.textContent = title;
  copy.prepend(label);
  return new XMLSerializer().serializeToString(copy);
}
