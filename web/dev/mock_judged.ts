// What the mock run's centre makes of its track: classes, threat, messages; what variants and rule sets are worth.
import type {
  Comparison,
  FalseAlertRow,
  Judgement,
  Message,
  Middle,
  ObjectKind,
  VariantRow,
} from "../src/model/contract";
import { deg } from "../src/model/geodesy";
import type { TableRows } from "./write_chunks";

const words: readonly (readonly [string, string])[] = [
  ["icbm", "intercontinental missile"],
  ["slbm-like", "missile from a submarine"],
  ["irbm-or-shorter", "shorter-range missile"],
  ["sounding-rocket", "sounding rocket"],
  ["space-launch", "space launch"],
  ["re-entering-object", "object that re-enters"],
  ["satellite", "satellite"],
  ["aircraft", "aircraft"],
  ["cruise-missile", "cruise missile"],
  ["drone", "drone"],
  ["false-event", "nothing: a false event"],
];
export const mock_classes: ObjectKind[] = words.map(([word, plain]) => ({ word, plain }));
export const class_columns = ["known_s", ...words.map(([word]) => word)];
export const threat_columns = [
  ...["known_s", "raid_mean", "raid_low", "raid_high", "num_waves", "prob_attack", "assessment"],
];
export const asset_threat_columns = ["known_s", "prob_any", "expected"];

/** From nearly even to a sounding rocket, with the missile in between. */
export function classRows(id: string, from_s: number, num = 14): TableRows {
  const rows = Array.from({ length: num }, (_, i) => {
    const late = i / (num - 1);
    const weights = words.map(([word]) => {
      if (word === "icbm") return 2 * late * (1 - late) + 0.08;
      if (word === "sounding-rocket") return 0.1 + 3 * late ** 2;
      return word === "satellite" || word === "drone" ? 0.01 : 0.12 * (1 - late) + 0.002;
    });
    const sum = weights.reduce((a, b) => a + b, 0);
    return [from_s + 10 * i, ...weights.map((w) => w / sum)];
  });
  return { id, rows };
}

export function threatRows(centre: string, from_s: number): TableRows[] {
  const known = Array.from({ length: 12 }, (_, i) => from_s + 12 * i);
  const prob = (i: number): number => Math.min(0.93, 0.02 * 1.6 ** i);
  const rows = known.map((t, i) => [t, 1.4 * prob(i), 0, i > 4 ? 2 : 1, 1, prob(i), Math.min(3, i >> 2)]);
  return [{ id: centre, rows }];
}
export function assetThreatRows(centre: string, from_s: number): TableRows[] {
  const known = Array.from({ length: 12 }, (_, i) => from_s + 12 * i);
  return [
    {
      id: `${centre}/capital`,
      rows: known.map((t, i) => [t, Math.min(0.9, 0.02 * 1.6 ** i), 0.02 * 1.6 ** i]),
    },
  ];
}

export function mockJudgements(confirmed_s: number): Judgement[] {
  const one = (known_s: number, kinds: string[], more: Partial<Judgement> = {}): Judgement => ({
    ...{ centre: "north", track: "north/2", known_s, kinds, num_sensors: kinds.length },
    ...{
      booster: "",
      prob_booster: null,
      heading_rad: 62 * deg,
      sigma_heading_rad: 3 * deg,
      manoeuvres: false,
      notified: false,
    },
    ...{ catalogue_number: 0, ...more },
  });
  return [
    one(confirmed_s, ["radar"]),
    one(confirmed_s + 40, ["radar", "infrared"], { booster: "two-stage solid", prob_booster: 0.71 }),
  ];
}

export function mockMessages(at_s: number): Message[] {
  const empty = {
    lat_rad: null,
    lon_rad: null,
    radius_m: null,
    opens_s: null,
    closes_s: null,
    count: 0,
    cause: "",
  };
  return [
    {
      ...empty,
      ...{ id: "notice", centre: "north", kind: "launch-notification", sender: "the range's ministry" },
      ...{ words: "a rocket will be launched, window T-10:00 to T+30:00", truth: false, known_s: -86400 },
      ...{ lat_rad: 71 * deg, lon_rad: 14 * deg, radius_m: 50e3, opens_s: -600, closes_s: 1800 },
    },
    {
      ...empty,
      ...{
        id: "lost",
        centre: "north",
        kind: "launch-notification",
        sender: "somebody whose letter was lost",
      },
      ...{ words: "it lay on a desk", truth: true, known_s: 20 },
    },
    {
      ...empty,
      ...{ id: "count", centre: "north", kind: "missile-count", sender: "the display computer" },
      ...{
        words: "2 missiles are shown",
        truth: false,
        known_s: at_s,
        count: 2,
        cause: "a made-up chip fault",
      },
    },
  ];
}

export function mockComparison(): Comparison {
  const none: Middle = { median_s: null, low_s: null, high_s: null };
  const about = (s: number | null, spread_s: number): Middle =>
    s === null ? none : { median_s: s, low_s: s - spread_s, high_s: s + spread_s };
  const row = (
    centre: string,
    happened: number,
    warning_s: number | null,
    gained_s: number | null,
  ): VariantRow => ({
    ...{ centre, step: "declared", state: "launch-alert", happened, runs: 100 },
    ...{ share_low: Math.max(0, happened / 100 - 0.05), share_high: Math.min(1, happened / 100 + 0.03) },
    ...{ known: about(warning_s && 1200 - warning_s, 40), warning: about(warning_s, 40) },
    ...{ time_left: about(warning_s && warning_s - 120, 60), gained: about(gained_s, 12) },
    ...{ pairs: gained_s === null ? 0 : happened, only_here: happened, only_there: 0 },
    ...{ num_false: 2, false_low: 0.002, false_high: 0.07 },
  });
  const share = (value: string) => [{ key: "links.north-to-south.share", value }];
  return {
    ...{
      against: "alone",
      measure_centre: "south",
      measure_state: "launch-alert",
      measure: "time_left",
      runs: 100,
    },
    variants: [
      {
        name: "alone",
        changes: share("nothing"),
        rows: [row("north", 98, 620, null), row("south", 0, null, null)],
      },
      {
        name: "alerts",
        changes: share("alerts"),
        rows: [row("north", 98, 620, 0), row("south", 96, 590, null)],
      },
      { name: "detections", changes: [], rows: [row("north", 98, 640, 20), row("south", 97, 655, null)] },
    ],
  };
}

export function mockFalseAlerts(): FalseAlertRow[] {
  const row = (rule_set: string, state: string, f: number, miss: number, delay_s: number): FalseAlertRow => ({
    ...{ centre: "north", rule_set, state, false_per_year: f, low: f / 1.5, high: f * 1.4 },
    ...{
      disputed_low: f / 8,
      disputed_high: f * 6,
      miss,
      miss_low: miss / 2,
      miss_high: Math.min(1, miss * 1.6),
    },
    delay_s,
  });
  return [
    row("infrared-only", "evaluation", 120, 0.005, 60),
    row("infrared-only", "attack-warning", 3.2, 0.02, 210),
    row("radar-only", "evaluation", 14, 0.03, 700),
    row("radar-only", "attack-warning", 0.6, 0.04, 880),
    row("dual-phenomenology", "evaluation", 130, 0.005, 60),
    row("dual-phenomenology", "attack-warning", 4e-4, 0.06, 930),
    row("two-of-three", "attack-warning", 0.02, 0.04, 760),
  ];
}
