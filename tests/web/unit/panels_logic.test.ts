import { describe, expect, test } from "vitest";
import { mockRun } from "../../../web/dev/mock";
import type { Alert } from "../../../web/src/model/contract";
import { Run } from "../../../web/src/model/run";
import { between } from "../../../web/src/panels/camera";
import {
  alertChain,
  answer,
  chainTo,
  explained,
  findAlert,
  findRow,
  slowest,
} from "../../../web/src/panels/chain";
import {
  events,
  inputAt,
  ledger,
  luck,
  namesObject,
  rank,
  sources,
  trackNames,
} from "../../../web/src/panels/known";
import { lanesOf } from "../../../web/src/panels/lanes";
import { ledgerSvg } from "../../../web/src/panels/svg_export";
import { sorted, type TrackRow, trackRows } from "../../../web/src/panels/track_rows";
import * as words from "../../../web/src/panels/words";
import { goldenRun } from "./golden_run";

const data = goldenRun();
const golden = new Run(data.page, data.chunks);
const moscow = { centre: "moscow", truth: false };

describe("words", () => {
  test("times read T+mm:ss, with hours from the first hour on, and what never came is never", () => {
    expect(words.clock(0)).toBe("T+00:00");
    expect(words.clock(192.1)).toBe("T+03:12");
    expect(words.clock(3599.6)).toBe("T+1:00:00");
    expect(words.clock(-12)).toBe("T-00:12");
    for (const none of [null, undefined, NaN, Infinity]) expect(words.clock(none)).toBe("never");
  });
  test("durations and distances keep about three figures and say their unit", () => {
    expect(words.minutes(1203)).toBe("20:03");
    expect(words.minutes(null)).toBe("");
    expect([words.spell(4.25), words.spell(45), words.spell(250)]).toEqual(["4.3 s", "45 s", "4.2 min"]);
    expect([words.distance(812), words.distance(2345), words.distance(1018200)]).toEqual([
      "812 m",
      "2.3 km",
      "1,018 km",
    ]);
  });
  test("a probability that is not exactly 0 or 1 never prints as one", () => {
    expect([0, 0.0004, 0.5, 0.999, 1].map(words.probability)).toEqual(["0", "< 0.01", "0.50", "> 0.99", "1"]);
    expect(words.probability(NaN)).toBe("");
  });
});

describe("why not sooner", () => {
  const groups = ledger(golden, moscow);
  const row = (step: string) => findRow(groups, { step, state: "", track: 0 })!;

  test("the withdrawal's chain goes by its causes, and its waits add up to its time", () => {
    const links = chainTo(groups, row("withdrawn"));
    expect(links.map((link) => link.row.step)).toEqual([
      "first-detection",
      "track",
      "impact-point",
      "region-excluded",
      "withdraw-met",
      "withdrawn",
    ]);
    const sum = links.reduce((s, link) => s + link.waited_s, 0);
    expect(sum).toBeCloseTo(row("withdrawn").at_s!, 6);
  });
  test("people's delays belong to the declaration, whatever else came in between", () => {
    const links = chainTo(groups, row("declared"));
    const last = links.at(-1)!;
    expect(last.row.step).toBe("declared");
    const chain = links.slice(links.findIndex((link) => link.row.step === "rule-met") + 1);
    const people_s = chain.reduce((sum, link) => sum + link.waited_s, 0);
    expect(people_s).toBeCloseTo(row("declared").at_s! - row("rule-met").at_s!, 6);
    expect(slowest(links, 1)[0]!.waited_s).toBe(Math.max(...links.map((link) => link.waited_s)));
  });
  test("the answer names no object before it is asked for truth", () => {
    expect(answer(moscow, row("declared"))).toMatch(/^Moscow at T\+\d\d:\d\d: launch-alert declared/);
    const all = groups.flatMap((group) => group.rows.map((r) => answer(moscow, r))).join();
    for (const { id } of golden.page.objects) expect(all.includes(id)).toBe(false);
  });
  test("an alert step opens its own evidence", () => {
    const alert = findAlert(golden.knowledge("moscow").alerts, {
      step: "declared",
      state: "launch-alert",
      track: 0,
    });
    expect(alert?.step).toBe("declared");
    expect(alert?.evidence.some((e) => e.detection !== "")).toBe(true);
  });
});

/** The golden run with its alert raised and declared once more, about another track, late. */
function raisedAgain(): Run {
  const { page, chunks } = goldenRun();
  const own = (step: string) => page.alerts.find((a) => a.centre === "moscow" && a.step === step)!;
  for (const [step, known_s] of [
    ["rule-met", 1290],
    ["declared", 1350],
  ] as const) {
    const alert = { ...own(step), number: 2, t_s: known_s, known_s, tracks: [23] };
    page.alerts.push(alert);
    const event = {
      kind: "alert",
      centre: "moscow",
      truth: false,
      t_s: known_s,
      known_s,
      words: alert.label,
    };
    page.events.push({ ...event, track: 0, object: "", sensor: "", state: alert.state });
  }
  return new Run(page, chunks);
}

describe("an alert that is raised again", () => {
  const run = raisedAgain();
  const known = run.knowledge("moscow");
  const [first, second] = known.alerts.filter((a) => a.step === "declared") as [Alert, Alert];

  test("its events say so, name the track and open the step that they stand for", () => {
    const event = events(run, moscow).find((e) => e.step === "declared" && e.at_s === second.known_s)!;
    expect(event.words).toBe("launch-alert declared again, about track 23");
    expect(event.track).toBe(second.tracks[0]);
    const firsts = events(run, moscow).filter((e) => e.at_s < second.known_s - 100);
    expect(firsts.some((e) => e.words.includes("again"))).toBe(false);
  });
  test("it opens its own evidence, never the first one's", () => {
    const at = (at_s: number) => ({ step: "declared", state: "launch-alert", track: 0, at_s });
    const late = explained(ledger(run, moscow), known.alerts, at(second.known_s));
    expect(late.row).toBeNull();
    expect(late.alert).toBe(second);
    const early = explained(ledger(run, moscow), known.alerts, at(first.known_s));
    expect(early.row?.step).toBe("declared");
    expect(early.alert?.number).toBe(1);
    const chain = alertChain(known.alerts, second);
    expect(chain.map((a) => [a.step, a.number])).toEqual([
      ["rule-met", second.number],
      ["declared", second.number],
    ]);
  });
  test("the alert state knows the first from the second", () => {
    expect(known.alertNow(first.known_s + 1)).toMatchObject({
      again: false,
      state: { word: "launch-alert" },
    });
    expect(known.alertNow(second.known_s + 1)).toMatchObject({ again: true, since_s: second.known_s });
  });
});

describe("what may be shown", () => {
  test("a thing that a centre only heard of is not called its detections", () => {
    const rows = ledger(golden, moscow)[0]!.rows.map((row) => ({ ...row, track: 0 }));
    expect(trackNames(rows)).toBe("detections on no track");
    const heard = rows.filter((row) => row.step === "declared");
    expect(trackNames(heard)).toBe("what others reported");
  });
  test("luck is told of the chosen centre, of others only with the truth", () => {
    const lines = ["North: alert declared", "North about track 1: alert declared", "North-2: alert declared"];
    const about = { ...golden.page.about, luck: lines };
    expect(luck(about, { centre: "north", truth: false })).toEqual(lines.slice(0, 2));
    expect(luck(about, { centre: "north", truth: true })).toEqual(lines);
  });
  test("no step of truth is in the ledger before it is asked for, and all are after", () => {
    const shown = (truth: boolean) =>
      ledger(golden, { centre: "moscow", truth }).flatMap((group) => group.rows);
    expect(shown(false).some((row) => row.truth)).toBe(false);
    expect(shown(true).filter((row) => row.truth).length).toBe(
      golden.page.ledger.filter((step) => step.truth && step.centre === "moscow").length,
    );
  });
  test("sources behind the flight alone stay away, and so does what the others say of it", () => {
    const few = sources(golden.page, false);
    expect(few.length).toBeLessThan(golden.page.trust.bibliography.length);
    expect(few.every((source) => source.note === "" && !source.cited_by.some(namesObject))).toBe(true);
    expect(sources(golden.page, true).length).toBe(golden.page.trust.bibliography.length);
    expect(few.flatMap((source) => source.cited_by)).toContain("record: withdrawn");
  });
  test("an input is found at its path or the nearest one above it", () => {
    const inputs = golden.page.trust.inputs;
    expect(inputAt(inputs, "centres.moscow.conference")?.path).toBe("centres.moscow.conference");
    expect(inputAt(inputs, "centres.moscow.conference.deep")?.path).toBe("centres.moscow.conference");
    expect(inputAt(inputs, "nowhere.at.all")).toBeNull();
  });
});

describe("tables, lanes and drawings", () => {
  const { page, chunks } = mockRun();
  const mock = new Run(page, chunks);

  test("rows of tracks sort by any column, and what is missing stands last either way", () => {
    const base = trackRows(mock.knowledge("north"), 120)[0]!;
    const rows: TrackRow[] = [3, NaN, 1].map((sigma_m, i) => ({ ...base, number: i, sigma_m }));
    const order = (down: boolean) => sorted(rows, { column: "sigma_m", down }).map((row) => row.number);
    expect(order(false)).toEqual([2, 0, 1]);
    expect(order(true)).toEqual([0, 2, 1]);
  });
  test("the largest probability of an impact stands in a track's row", () => {
    const known = golden.knowledge("moscow");
    const row = trackRows(known, 200).find((r) => r.status === "confirmed")!;
    const risks = known.risks(row.id, 200).map((risk) => risk.prob_impact);
    expect(row.prob).toBe(Math.max(...risks));
  });
  test("a centre has lanes of its tracks; objects come with the truth", () => {
    const lanes = (truth: boolean) => lanesOf(mock, { centre: "north", truth }, []);
    expect(lanes(false).every((lane) => lane.id.startsWith("track:north/"))).toBe(true);
    expect(lanes(true)[0]!.id).toBe(`object:${page.objects[0]!.id}`);
  });
  test("states go by four looks, the lowest quiet and the highest top", () => {
    expect([0, 1].map((level) => rank(level, 2))).toEqual(["quiet", "top"]);
    expect([0, 1, 2, 3, 4].map((level) => rank(level, 5))).toEqual(["quiet", "low", "mid", "mid", "top"]);
  });
  test("the ledger's drawing carries where it comes from, and no name without truth", () => {
    const svg = ledgerSvg(ledger(golden, moscow), "moscow", golden.page.about);
    expect(svg).toContain(golden.page.about.disclaimer);
    expect(svg).toContain(golden.page.about.scenario_hash);
    for (const { id } of golden.page.objects) expect(svg.includes(id)).toBe(false);
  });
  test("a camera's flight ends where it should and keeps to the great circle", () => {
    const from = { lat_rad: 0, lon_rad: 0, span_rad: 0.1 };
    const to = { lat_rad: 0, lon_rad: 1, span_rad: 0.4 };
    const middle = between(from, to, 0.5);
    expect(middle.lat_rad).toBeCloseTo(0, 12);
    expect(middle.lon_rad).toBeCloseTo(0.5, 12);
    expect(middle.span_rad).toBeCloseTo(0.2, 12);
  });
});
