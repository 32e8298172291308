// Renders the panels on the engine's golden run: no name and no figure of the truth before the reader asks for it.
import "./panels_dom";
import { act } from "preact/test-utils";
import { Fragment, h, render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as state from "../../../web/src/app/state";
import { Run } from "../../../web/src/model/run";
import * as actions from "../../../web/src/panels/actions";
import { EventsList } from "../../../web/src/panels/events_list";
import { moments } from "../../../web/src/panels/eyes";
import { Header, Stamp, TruthBand } from "../../../web/src/panels/header";
import { onKey } from "../../../web/src/panels/keys";
import { ReportPage } from "../../../web/src/panels/report";
import { TimeBar } from "../../../web/src/panels/timebar";
import { TracksTable } from "../../../web/src/panels/tracks_table";
import { Transport } from "../../../web/src/panels/transport";
import { TrustPage } from "../../../web/src/panels/trust";
import { WhyPanel } from "../../../web/src/panels/why";
import { clock, distance } from "../../../web/src/panels/words";
import { goldenRun } from "./golden_run";

const { page, chunks } = goldenRun();
let host: HTMLElement;
vi.setConfig({ testTimeout: 60_000 }); // the whole page is drawn many times

const panels = [
  Header,
  TruthBand,
  TracksTable,
  EventsList,
  WhyPanel,
  Transport,
  TimeBar,
  ReportPage,
  TrustPage,
  Stamp,
];
const All = () => h(Fragment, null, ...panels.map((panel) => h(panel, null)));

beforeEach(async () => {
  state.run.value = new Run(page, chunks);
  state.centre.value = "moscow";
  state.truth.value = false;
  state.why.value = null;
  state.selected.value = "";
  state.moment.value = -1;
  state.t_s.value = 0;
  host = document.createElement("div");
  document.body.append(host);
  await act(() => render(h(All, null), host));
});
afterEach(() => {
  render(null, host);
  host.remove();
});

/** Text and attributes: all that a reader, a screen reader or a hover can find. */
function told(): string {
  return host.innerHTML;
}

/** What would give the truth away. */
function secrets(): string[] {
  const impact = page.ledger.find((step) => step.step === "impact");
  const figures = page.trust.hand_checks.map((check) => distance(check.apogee_h_m));
  return [...page.objects.map((object) => object.id), clock(impact?.t_s), ...figures, "[truth]"];
}

test("nothing of the truth is on any page, whatever moment is opened, until it is asked for", async () => {
  for (let i = -1; i < moments.value.length; i++) {
    if (i >= 0) await act(() => actions.openMoment(i));
    for (const secret of secrets()) expect(told().includes(secret), `${secret} at moment ${i}`).toBe(false);
  }
});

test("the truth comes when it is asked for, a band says so, and it goes again", async () => {
  await act(() => actions.setTruth(true));
  for (const secret of secrets()) expect(told()).toContain(secret);
  expect(host.querySelector(".truth-band")?.textContent).toContain("Truth is shown");
  await act(() => actions.setTruth(false));
  for (const secret of secrets()) expect(told().includes(secret)).toBe(false);
});

test("every page carries what it is and where it came from", () => {
  const stamp = host.querySelector(".stamp")?.textContent ?? "";
  const { disclaimer, seed, program_version, scenario_hash } = page.about;
  for (const word of [disclaimer, String(seed), program_version, scenario_hash])
    expect(stamp).toContain(word);
});

test("the alert state follows the clock, in words that are read out", async () => {
  const declared = page.alerts.find((alert) => alert.centre === "moscow" && alert.step === "declared")!;
  const badge = (): string => host.querySelector(".badge")?.textContent ?? "";
  expect(badge()).not.toContain(declared.state);
  await act(() => actions.seek(declared.known_s + 1));
  expect(badge()).toContain(declared.state);
  expect(host.querySelector(".badge")?.getAttribute("aria-live")).toBe("polite");
});

test("an event opens its evidence: it seeks, selects and explains", async () => {
  const lines = [...host.querySelectorAll<HTMLButtonElement>(".event-list button")];
  const line = lines.find((one) => one.textContent.includes("launch-alert declared"))!;
  await act(() => line.click());
  expect(state.t_s.value).toBeCloseTo(page.alerts.find((a) => a.step === "declared")!.known_s, 6);
  expect(state.selected.value).toMatch(/^track:moscow\//);
  const why = host.querySelector(".why")?.textContent ?? "";
  for (const words of ["For", "Against", "What it waited for", "Why not sooner"])
    expect(why).toContain(words);
  expect(host.querySelectorAll(".hits tbody tr").length).toBeGreaterThan(0);
});

test("keys: moments, steps and truth; a focused button keeps its space", async () => {
  const press = async (key: string, at: Element = document.body): Promise<void> => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    await act(() => {
      at.addEventListener("keydown", (e) => onKey(e as KeyboardEvent), { once: true });
      at.dispatchEvent(event);
    });
  };
  await press(" ");
  expect(state.moment.value).toBe(0);
  await press("x");
  expect(state.truth.value).toBe(true);
  await press("ArrowRight");
  expect(state.t_s.value).toBeCloseTo(moments.value[0]!.t_s + 10, 6);
  await press(" ", host.querySelector(".transport button")!);
  expect(state.moment.value).toBe(0);
  await press("t", host.querySelector("input[type=search]")!);
  expect(state.theme.value).toBe("dark");
});
