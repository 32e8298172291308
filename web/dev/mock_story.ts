// What happened in the mock run, in the engine's words: ledger, alerts, events, moments.
import type { About, Alert, Evidence, Happening, Moment, RunPage, Step } from "../src/model/contract";
import { deg, toGeodetic } from "../src/model/geodesy";
import type { Path } from "../src/model/path";
import { object, radar } from "./mock_world";
import { mock_classes, mockFalseAlerts, mockJudgements, mockMessages, mockComparison } from "./mock_judged";
import { northLedger, southLedger, type Times } from "./mock_ledger";
import type { Hit } from "./mock_sensing";

type Story = Omit<
  RunPage,
  "format" | "version" | "about" | "earth" | "sensors" | "tracks" | "trust" | "chunks"
>;

export function mockAbout(): About {
  return {
    title: "One arc, two centres (mock data)",
    question: "Does the page show what it should?",
    purpose: "Made-up data to look at the page with; its numbers mean nothing.",
    scenario: "mock",
    epoch_utc: "2026-03-20T12:00:00Z",
    zero: "the scenario's epoch",
    zero_true: `launch of ${object}`,
    duration_s: 900,
    until_s: 900,
    complete: true,
    headline: `North declares launch-alert about ${object}.`,
    luck: ["launch-alert declared in 98 of 100 repeats (98 %, 95 % CI 93 to 100)"],
    seed: 1,
    run: 0,
    repeats: 100,
    program_version: "0.1.0",
    scenario_hash: "0123456789abcdef",
    tables_hash: "fedcba9876543210",
    disclaimer: "simulation, not real-world data",
    made_with: [{ key: "machine", value: "mock" }],
    num_detections: 30,
    num_detections_kept: 30,
  };
}

export function mockStory(t: Times, found: readonly Hit[], path: Path): Story {
  const alerts = [...ownAlerts(t, found), ...southAlerts(t)];
  const ledger = [...northLedger(t), ...southLedger(t)];
  return {
    centres: [
      {
        id: "north",
        ...{ rules: "mock-rules", rules_doc: "Nobody's rules." },
        headline: "North declares launch-alert about track 2 and withdraws it later.",
        states: [
          { word: "quiet", meaning: "nothing pending", resembles: "" },
          { word: "launch-alert", meaning: "a launch is being judged", resembles: "" },
          {
            word: "attack-warning",
            meaning: "two kinds of sensor agree on an attack",
            resembles: "a made-up name",
          },
        ],
      },
      {
        id: "south",
        ...{ rules: "mock-rules", rules_doc: "Nobody's rules." },
        headline: "South hears of North's alert; it never raises one of its own.",
        states: [
          { word: "quiet", meaning: "nothing pending", resembles: "" },
          { word: "launch-alert", meaning: "a launch is being judged", resembles: "" },
        ],
      },
    ],
    objects: [
      {
        id: object,
        kind: "generic-missile",
        symbol: "missile",
        begin_s: 0,
        end_s: t.impact_s,
        milestones: milestones(path),
      },
    ],
    links: [{ id: "north-to-south", from: "north", to: "south", share: "tracks", delay_s: 5 }],
    assets: [
      { id: "capital", of: "north", outlines_deg: [square(38, 70.6, 3, 1.2)] },
      { id: "capital", of: "south", outlines_deg: [square(38, 70.6, 3, 1.2)] },
    ],
    contacts: [
      contact("north", 2, t.first_s, t.coasting_s - 20, found.length, 24),
      contact("north", 1, 12, 22, 2, 13.2),
    ],
    sightings: [
      {
        ...{ sensor: radar.id, object, begin_s: t.first_s - 6, end_s: t.coasting_s - 20 },
        ...{ opened_by: "elevation floor", closed_by: "sector" },
      },
    ],
    ledger,
    record: [
      {
        ...{ centre: "north", step: "declared", label: "alert declared", object, truth: false, at_s: 190 },
        ...{
          text: "A made-up source says three minutes.",
          sources: ["mock2026"],
          modelled_s: t.confirmed_s + 90,
          fitted: "",
        },
      },
    ],
    alerts,
    events: mockEvents(ledger, alerts, t),
    moments: mockMoments(t, path),
    classes: mock_classes,
    assessments: ["none", "possible", "probable", "attack"],
    judgements: mockJudgements(t.confirmed_s),
    messages: mockMessages(t.confirmed_s + 30),
    comparison: mockComparison(),
    false_alerts: mockFalseAlerts(),
  };
}

function contact(
  centre: string,
  track: number,
  begin_s: number,
  end_s: number,
  num: number,
  peak_snr_db: number,
) {
  return { sensor: radar.id, centre, track, begin_s, end_s, num, peak_snr_db };
}
function square(lon: number, lat: number, half_lon: number, half_lat: number): number[][] {
  const corner = (x: number, y: number) => [lon + x * half_lon, lat + y * half_lat];
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)];
}

function milestones(path: Path) {
  const at = (what: string, t_s: number) => ({ what, t_s, ...toGeodetic(path.position(t_s)!) });
  return [at("launch", path.begin_s), at("apogee", path.end_s / 2), at("impact", path.end_s)];
}

function evidence(found: readonly Hit[]): Evidence[] {
  const rows = found.slice(0, 6).map((h, i): Evidence => {
    const seen = {
      known_s: h.known_s,
      t_s: h.t_s,
      range_m: h.range_m,
      az_rad: h.az_rad,
      el_rad: h.el_rad,
      snr_db: h.snr_db,
    };
    return {
      stance: "for",
      track: 2,
      words: "detection",
      detection: `${radar.id}/${i + 3}.0`,
      sensor: radar.id,
      ...seen,
    };
  });
  const nothing = {
    detection: "",
    sensor: "",
    known_s: null,
    t_s: null,
    range_m: null,
    az_rad: null,
    el_rad: null,
    snr_db: null,
  };
  return [
    ...rows,
    { stance: "for", track: 2, words: "track 2 is called a launch", ...nothing },
    { stance: "against", track: 2, words: "P(capital) 0.02: the impact may fall outside", ...nothing },
  ];
}
function alert(
  name: string,
  label: string,
  known_s: number,
  found: readonly Hit[],
  more: Partial<Alert> = {},
): Alert {
  const rows = evidence(found);
  return {
    ...{
      centre: "north",
      raised_by: "north",
      number: 1,
      state: "launch-alert",
      level: 1,
      step: name,
      label,
      t_s: known_s,
      known_s,
    },
    ...{
      due_s: null,
      because: "a launch call; time to impact below 30 min",
      waited_for: "",
      limit_param: "",
    },
    ...{ tracks: [2], evidence: rows, num_for: rows.length - 1, num_against: 1, ...more },
  };
}
function ownAlerts(t: Times, found: readonly Hit[]): Alert[] {
  const met = t.confirmed_s;
  return [
    alert("rule-met", "rule met: launch-alert", met, found, { due_s: met + 90 }),
    alert("declared", "launch-alert declared", met + 90, found, {
      waited_for: "assessment 30 s, conference 1 min",
      limit_param: "centres.north.conference",
    }),
    alert("withdraw-met", "withdrawal rule met", met + 150, found, { due_s: met + 240 }),
    alert("withdrawn", "launch-alert withdrawn", met + 240, found),
    alert("rule-met", "attack-warning rule met", met + 94, found, {
      state: "attack-warning",
      level: 2,
      number: 2,
    }),
    alert("declared", "attack-warning declared", met + 110, found, {
      state: "attack-warning",
      level: 2,
      number: 2,
    }),
    alert("downgraded", "attack-warning taken down to the state below", met + 130, found, {
      ...{ state: "attack-warning", level: 2, number: 2 },
    }),
  ];
}
function southAlerts(t: Times): Alert[] {
  const at = t.confirmed_s + 90;
  return [alert("declared", "launch-alert declared", at + 5, [], { centre: "south", t_s: at, tracks: [1] })];
}

function mockEvents(ledger: readonly Step[], alerts: readonly Alert[], t: Times): Happening[] {
  const steps = ledger
    .filter((s) => s.happened)
    .map((s): Happening => ({
      ...{
        kind: s.step,
        centre: s.truth ? "" : s.centre,
        truth: s.truth,
        t_s: s.t_s!,
        known_s: s.known_s ?? s.t_s!,
      },
      words: s.truth ? `${s.label} of ${object}` : s.track ? `${s.label}: track ${s.track}` : s.label,
      ...{ track: s.track, object, sensor: s.sensor, state: s.state },
    }));
  const alarms = alerts.map((a): Happening => ({
    ...{ kind: "alert", centre: a.centre, truth: false, t_s: a.t_s, known_s: a.known_s, words: a.label },
    ...{ track: a.tracks[0] ?? 0, object: "", sensor: "", state: a.state },
  }));
  const deleted: Happening = {
    ...{ kind: "deleted", centre: "north", truth: false, t_s: 72, known_s: 72, words: "track 1 dropped" },
    ...{ track: 1, object: "(none)", sensor: "", state: "" },
  };
  const apogee: Happening = {
    ...{ kind: "apogee", centre: "", truth: true, t_s: t.impact_s / 2, known_s: t.impact_s / 2 },
    ...{ words: `apogee of ${object}`, track: 0, object, sensor: "", state: "" },
  };
  return [...steps, ...alarms, deleted, apogee].sort((a, b) => a.known_s - b.known_s);
}

function mockMoments(t: Times, path: Path): Moment[] {
  const at = (centre: string, t_s: number, name: string, title: string, words: string, track = 2): Moment => {
    const place = toGeodetic(path.position(Math.min(t_s, path.end_s))!);
    const state = name === "declared" ? "launch-alert" : "";
    return {
      centre,
      t_s,
      title,
      words,
      lat_rad: place.lat_rad,
      lon_rad: place.lon_rad,
      span_rad: 9 * deg,
      track,
      step: name,
      state,
    };
  };
  return [
    at(
      "north",
      t.first_s,
      "first-detection",
      "First detection",
      "The radar sees something rise above 3 degrees.",
      0,
    ),
    at(
      "north",
      t.confirmed_s,
      "track",
      "Track confirmed",
      "Three detections fit one arc: track 2 is called a launch.",
    ),
    at(
      "north",
      t.confirmed_s + 90,
      "declared",
      "Alert declared",
      "After 30 s of assessment and 1 min of conference people declare launch-alert.",
    ),
    at(
      "north",
      t.coasting_s,
      "coasting",
      "No further detection",
      "The track leaves the radar's sector and goes on by itself.",
    ),
    at("north", t.confirmed_s + 240, "withdrawn", "Alert withdrawn", "People stand down."),
    at("north", t.lost_s, "lost", "Track lost", "The track is dropped; nothing more is known of it."),
    at("south", t.confirmed_s + 5, "track", "Track received", "North's track arrives over the link.", 1),
  ];
}
