// The mock run's ledgers, in the engine's words.
import type { Band, Step } from "../src/model/contract";
import { object, radar } from "./mock_world";

export interface Times {
  first_s: number;
  tentative_s: number;
  confirmed_s: number;
  coasting_s: number;
  lost_s: number;
  impact_s: number;
}

function step(
  centre: string,
  name: string,
  label: string,
  t_s: number | null,
  more: Partial<Step> = {},
): Step {
  const empty: Step = {
    ...{
      centre,
      object,
      step: name,
      state: "",
      other: "",
      label,
      truth: false,
      happened: t_s !== null,
      t_s,
      known_s: t_s,
    },
    ...{ to_impact_s: null, to_predicted_s: null, sensor: radar.id, track: 2, evidence: 0, waited_for: "" },
    ...{
      waited_for_known: "",
      limit_param: "",
      missing: t_s === null ? "it did not come to this" : "",
      band: null,
    },
  };
  return { ...empty, ...more };
}
function band(t_s: number, happened = 100): Band {
  const share = happened / 100;
  const missing = happened < 100 ? [{ words: "track lost before", number: 100 - happened }] : [];
  const spread = { low_s: t_s - 8, median_s: t_s, high_s: t_s + 14 };
  return {
    happened,
    runs: 100,
    share_low: share - 0.05,
    share_high: Math.min(1, share + 0.02),
    ...spread,
    missing,
  };
}

export function northLedger(t: Times): Step[] {
  const left = (at: number) => ({
    to_impact_s: t.impact_s - at,
    to_predicted_s: t.impact_s - at + 3,
    band: band(at),
  });
  const truth = { truth: true, known_s: null, track: 0 };
  const fence = {
    waited_for: `elevation floor of ${radar.id}, opened 00:24; revisit 10 s`,
    waited_for_known: "revisit 10 s",
  };
  return [
    step("north", "launch", "launch", 0, { ...truth, ...left(0) }),
    step("north", "visible", "in view of a sensor", t.first_s - 6, { ...truth, ...left(t.first_s - 6) }),
    step("north", "first-detection", "first detection", t.first_s, {
      ...left(t.first_s),
      ...fence,
      track: 0,
      evidence: 1,
    }),
    step("north", "track", "track confirmed", t.confirmed_s, {
      ...left(t.confirmed_s),
      evidence: 3,
      waited_for_known: "3 of 5 detections",
      limit_param: "centres.north.tracker.confirm_hits",
    }),
    step("north", "launch-call", "launch call", t.confirmed_s, {
      ...left(t.confirmed_s),
      waited_for_known: "the track: nothing further",
    }),
    step("north", "rule-met", "rule met", t.confirmed_s, { ...left(t.confirmed_s), state: "launch-alert" }),
    step("north", "declared", "alert declared", t.confirmed_s + 90, {
      ...left(t.confirmed_s + 90),
      ...{
        state: "launch-alert",
        band: band(t.confirmed_s + 90, 98),
        limit_param: "centres.north.conference",
        evidence: 11,
      },
      waited_for_known: "assessment 30 s (assumption), conference 1 min (assumption)",
    }),
    step("north", "declared", "alert declared", null, {
      state: "attack-warning",
      missing: "no second kind of sensor reported",
      track: 0,
    }),
    step("north", "coasting", "no further detection", t.coasting_s, left(t.coasting_s)),
    step("north", "lost", "track lost", t.lost_s, left(t.lost_s)),
    step("north", "impact", "impact", t.impact_s, { ...truth, ...left(t.impact_s), to_predicted_s: null }),
  ];
}
export function southLedger(t: Times): Step[] {
  const delayed = t.confirmed_s + 5;
  return [
    step("south", "launch", "launch", 0, { truth: true, known_s: null, track: 0 }),
    step("south", "track", "track confirmed, from north", delayed, {
      track: 1,
      waited_for_known: "link 5 s",
      band: band(delayed),
    }),
    step("south", "declared", "alert declared", null, {
      state: "launch-alert",
      track: 0,
      missing: "its rule needs a radar of its own",
    }),
  ];
}
