// The page's address as a bookmark: #/replay?t=102&centre=moscow&view=polar&truth=1&sel=track:moscow/3&theme=light,
// and with why=declared~launch-alert~3~192.1 what is explained
import { batch, effect } from "@preact/signals";
import type { ViewKind } from "../globe/view";
import * as state from "./state";

const pages: readonly state.PageName[] = ["replay", "report", "trust"];
const views: readonly ViewKind[] = ["globe", "globe-2d", "polar", "flat"];
const themes: readonly state.Theme[] = ["dark", "light", "projector"];
const period_ms = 400;
const between = "~"; // the parts of `why`: declared~launch-alert~3~192.1

/** What an address asks for; what it does not say, or says wrongly, stays as it is. */
export function readHash(hash: string): void {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const asked = new URLSearchParams(query);
  batch(() => {
    choose(pages, path, (page) => (state.page.value = page));
    choose(centres(), asked.get("centre"), (centre) => (state.centre.value = centre));
    choose(views, asked.get("view"), (view) => (state.view.value = view));
    choose(themes, asked.get("theme"), (theme) => (state.theme.value = theme));
    if (asked.has("all")) state.all_centres.value = asked.get("all") === "1";
    if (asked.has("truth")) state.truth.value = asked.get("truth") === "1";
    readTime(asked.get("t"));
    readSelection(asked.get("sel"));
    readWhy(asked.get("why"));
  });
}

export function writeHash(): string {
  const said: [string, string][] = [
    ["t", state.t_s.value.toFixed(1).replace(/\.0$/, "")],
    ["centre", state.centre.value],
    ["view", state.view.value],
  ];
  if (state.all_centres.value) said.push(["all", "1"]);
  if (state.truth.value) said.push(["truth", "1"]);
  if (state.selected.value) said.push(["sel", state.selected.value]);
  if (state.why.value) said.push(["why", whyText(state.why.value)]);
  if (state.theme.value !== "dark") said.push(["theme", state.theme.value]);
  const query = said.map(
    ([key, value]) => `${key}=${encodeURIComponent(value).replace(/%(3A|2F)/g, decodeURIComponent)}`,
  );
  return `#/${state.page.value}?${query.join("&")}`;
}

/** Keeps address and state in step; another page is a step that the browser's Back undoes. Returns how to stop. */
export function followUrl(window: Window): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = "";
  const write = (): void => {
    timer = undefined;
    const turned = pageOf(written) !== "" && pageOf(written) !== state.page.peek();
    written = writeHash();
    if (turned) window.history.pushState(null, "", written);
    else window.history.replaceState(window.history.state, "", written);
  };
  const stop = effect(() => {
    const wanted = writeHash();
    if (wanted !== written) timer ??= setTimeout(write, period_ms);
  });
  const read = (): void => {
    if (window.location.hash === written) return;
    written = window.location.hash;
    readHash(written);
  };
  window.addEventListener("hashchange", read);
  return () => {
    stop();
    clearTimeout(timer);
    window.removeEventListener("hashchange", read);
  };
}

function centres(): readonly string[] {
  return state.run.peek()?.page.centres.map((c) => c.id) ?? [];
}

function choose<T extends string>(from: readonly T[], asked: string | null, take: (value: T) => void): void {
  const found = from.find((value) => value === asked);
  if (found !== undefined) take(found);
}

function pageOf(hash: string): string {
  return /^#\/(\w+)/.exec(hash)?.[1] ?? "";
}

function whyText({ step, state: alert, track, at_s }: state.WhyTarget): string {
  const at = at_s === undefined ? [] : [at_s.toFixed(1)];
  return [step, alert, String(track), ...at].join(between);
}

/** Whether these eyes may see such a step is asked where it is looked up. */
function readWhy(asked: string | null): void {
  const [step, alert = "", track, at] = (asked ?? "").split(between);
  if (!step) return;
  const number = Number(track);
  const target = { step, state: alert, track: Number.isInteger(number) ? number : 0 };
  const at_s = Number(at || NaN);
  state.why.value = Number.isFinite(at_s) ? { ...target, at_s } : target;
}

function readTime(asked: string | null): void {
  const t_s = asked === null || asked === "" ? NaN : Number(asked);
  if (Number.isFinite(t_s)) state.t_s.value = Math.min(Math.max(0, t_s), state.run.peek()?.end_s ?? 0);
}

/** Only what is there and may be seen: an object's name in an address does not ask for the truth. */
function readSelection(asked: string | null): void {
  const run = state.run.peek();
  if (asked === null || !run) return;
  const [kind, id] = [asked.slice(0, asked.indexOf(":")), asked.slice(asked.indexOf(":") + 1)];
  const known = run.knowledge(state.centre.peek());
  const there =
    (kind === "track" && known.track(id) !== null) ||
    (kind === "sensor" && known.sensors.some((s) => s.id === id)) ||
    (kind === "object" && state.truth.peek() && run.truth.object(id) !== null);
  if (there || asked === "") state.selected.value = asked;
}
