// The colours of the maps in three themes (Okabe-Ito for what moves). No meaning rests on colour alone: lines differ in
// their dashes and symbols in their shapes.
import type { Look } from "../model/scene";
import type { ViewOptions } from "./view";

export interface Colours {
  space: string;
  sea: string;
  land: string;
  coast: string;
  grid: string;
  rim: string;
  fan: string; // fill; its opacity is the painter's
  fan_edge: string;
  area: string;
  ellipse: string;
  track: string;
  tentative: string;
  truth: string;
  link: string;
  sensor: string;
  ink: string; // labels, evidence
  halo: string; // around labels and symbols
  selection: string;
  width: number; // of lines, a factor
  text_px: number;
  symbols: number; // of their size, a factor
}

const dark: Colours = {
  space: "#060b14",
  sea: "#0e2038",
  land: "#2c3f55",
  coast: "#7389a3",
  grid: "#2b405c",
  rim: "#4d6c92",
  fan: "#2bb58a",
  fan_edge: "#3cc79c",
  area: "#6fb7e6",
  ellipse: "#f0e442",
  track: "#f5a742",
  tentative: "#c9b48d",
  truth: "#ee9cc9",
  link: "#7f93ad",
  sensor: "#8fd6ff",
  ink: "#f2f6fb",
  halo: "#060b14",
  selection: "#ffd95e",
  width: 1,
  text_px: 12.5,
  symbols: 1,
};
const light: Colours = {
  space: "#eef1f5",
  sea: "#d3e2ef",
  land: "#f6f4ec",
  coast: "#7d8ea3",
  grid: "#b9cbdc",
  rim: "#8ba1b8",
  fan: "#009e73",
  fan_edge: "#007a58",
  area: "#1769aa",
  ellipse: "#8a6d00",
  track: "#c04a00",
  tentative: "#8a6a45",
  truth: "#a3246b",
  link: "#6c7c91",
  sensor: "#0b5394",
  ink: "#111a27",
  halo: "#ffffff",
  selection: "#8a4a00",
  width: 1,
  text_px: 12.5,
  symbols: 1,
};
const projector: Colours = {
  ...light,
  space: "#ffffff",
  sea: "#dbe7f2",
  land: "#fffdf6",
  coast: "#4d5a69",
  grid: "#a9b8c8",
  fan_edge: "#00543a",
  area: "#003c8f",
  ellipse: "#6b5200",
  track: "#a63a00",
  truth: "#8a004f",
  ink: "#000000",
  selection: "#7a2e00",
  width: 1.6,
  text_px: 18,
  symbols: 1.35,
};

export function coloursOf(theme: ViewOptions["theme"]): Colours {
  return { dark, light, projector }[theme];
}

export function colourOf(look: Look, colours: Colours): string {
  const of: Record<Look, string> = {
    truth: colours.truth,
    ended: colours.truth,
    tentative: colours.tentative,
    confirmed: colours.track,
    coasting: colours.track,
    sensor: colours.sensor,
    centre: colours.sensor,
  };
  return of[look];
}
