// What symbols_plugin.ts draws when the page is built.
declare module "virtual:dewline-symbols" {
  /** SVG by key: a symbol of the scene, KEY/tentative or KEY/faint. */
  export const symbols: Readonly<Record<string, string>>;
}
