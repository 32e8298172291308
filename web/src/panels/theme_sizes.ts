// Sizes that drawings need as numbers; the style sheets hold all others.
export const theme_sizes = {
  dark: { gutter: 96, lane: 20, chart: 92 },
  light: { gutter: 96, lane: 20, chart: 92 },
  projector: { gutter: 128, lane: 27, chart: 124 },
} as const;
