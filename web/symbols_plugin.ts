// Draws the APP-6 symbols when the page is built: milsymbol at run time would cost more than the rest of the page.
// Served to the page as the module "virtual:dewline-symbols" (types: src/globe/dewline_symbols.d.ts).
import ms, { type SymbolOptions } from "milsymbol";
import type { Plugin } from "vite";

const module_name = "virtual:dewline-symbols";

/** 20 digits: version, identity (3 friend, 1 unknown), symbol set, status, entity, two modifiers. */
function sidc(identity: 1 | 3, set: string, entity: string, modifiers = "0000"): string {
  return `130${identity}${set}0000${entity}${modifiers}`;
}

/** By the keys of the scene. A centre's own things are friends; what flies is unknown, whatever it truly is. */
export const sidcs: Readonly<Record<string, string>> = {
  radar: sidc(3, "15", "220300", "0300"),
  infrared: sidc(3, "05", "110700", "0002"),
  centre: sidc(3, "10", "110000"),
  unknown: sidc(1, "01", "000000"),
  missile: sidc(1, "02", "110000", "0600"),
  rocket: sidc(1, "05", "111900"),
  reentry: sidc(1, "05", "110200"),
  aircraft: sidc(1, "01", "110100"),
  satellite: sidc(1, "05", "110700"),
  interceptor: sidc(3, "02", "110000", "0800"),
  launcher: sidc(3, "15", "111000"),
  asset: sidc(3, "20", "000000"),
};

const outline = { size: 44, outlineWidth: 3, outlineColor: "#0a111d" };

function svg(code: string, more: SymbolOptions = {}): string {
  const symbol = new ms.Symbol(code, { ...outline, ...more });
  if (!symbol.isValid()) throw new Error(`milsymbol does not know ${code}`);
  return symbol.asSVG();
}

/** APP-6's status "anticipated": a dashed frame. */
export function anticipated(code: string): string {
  return `${code.slice(0, 6)}1${code.slice(7)}`;
}
/** Only the frame and the icon's lines, in the colour that filled them. */
function hollow(code: string): string {
  return svg(code, { fill: false, strokeWidth: 5, monoColor: code[3] === "3" ? "#80e0ff" : "#ffff80" });
}

/** Each symbol; as KEY/tentative with a dashed frame, and as KEY/faint hollow, for what is no longer seen. */
export function drawSymbols(): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [key, code] of Object.entries(sidcs)) {
    out[key] = svg(code);
    out[`${key}/tentative`] = svg(anticipated(code), { strokeWidth: 6 });
    out[`${key}/faint`] = hollow(code);
  }
  return out;
}

export function symbols(): Plugin {
  return {
    name: "dewline-symbols",
    resolveId: (id) => (id === module_name ? `\0${module_name}` : null),
    load: (id) =>
      id === `\0${module_name}` ? `export const symbols = ${JSON.stringify(drawSymbols())};` : null,
  };
}
