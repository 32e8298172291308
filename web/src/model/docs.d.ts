// What docs_plugin.ts takes from the repository when the page is built.
declare module "virtual:docs" {
  /** Natural Earth's land, 1:110m: longitude and latitude in degrees, stitched over the antimeridian. */
  export const land: {
    readonly type: "Feature";
    readonly properties: Readonly<Record<string, string>>;
    readonly geometry: { readonly type: "MultiPolygon"; readonly coordinates: [number, number][][][] };
  };
  /** docs/glossary.md: the word, what it means in one plain line, and the field's term where it differs. */
  export const glossary: readonly { readonly word: string; readonly plain: string; readonly field: string }[];
  /** docs/models by file stem: the label in short and in the page's own words, and the tests that it names. */
  export const models: Readonly<
    Record<
      string,
      {
        readonly title: string;
        readonly label: string; // "Verified", "Verified, in part", "Unverified"
        readonly verified: readonly string[];
        readonly unverified: readonly string[];
        readonly tests: readonly string[];
      }
    >
  >;
}
