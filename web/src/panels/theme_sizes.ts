// Sizes that drawings need as numbers; the style sheets hold all others.
export const theme_sizes = {
  dark: { gutter: 96, lane: 20, chart: 78, band: 20, row: 14 },
  light: { gutter: 96, lane: 20, chart: 78, band: 20, row: 14 },
  projector: { gutter: 128, lane: 27, chart: 110, band: 24, row: 18 },
} as const;
