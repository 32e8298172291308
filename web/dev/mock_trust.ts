// The mock run's answers to "Can I trust this?".
import type { Trust } from "../src/model/contract";
import { object, radar } from "./mock_world";

export function mockTrust(): Trust {
  const input = { fitted_to: "", between: "", sources: [] as string[] };
  return {
    inputs: [
      {
        ...input,
        ...{
          path: "centres.north.conference",
          value: "1 min",
          between: "30 s to 4 min",
          grade: "assumption",
        },
        ...{ note: "no source names it", used_by: ["declared"] },
      },
      {
        ...input,
        ...{ path: `sensors.${radar.id}.faces[0].elevation`, value: "[3 deg, 45 deg]", grade: "press" },
        ...{ note: "", used_by: ["first-detection"], sources: ["mock2026"] },
      },
      {
        ...input,
        path: `objects.${object}.launch`,
        value: "71 deg, 14 deg",
        grade: "assumption",
        note: "",
        used_by: [],
      },
    ],
    hand_checks: [
      { object, ground_range_m: 912e3, apogee_h_m: 430e3, kepler_time_s: 590, flown_time_s: 592 },
    ],
    first_sights: [
      { sensor: radar.id, object, opened_by: "elevation floor", t_s: 30, range_m: 810e3, height_m: 90e3 },
    ],
    models: [
      "radar-detection",
      "radar-measurement",
      "tracker",
      "impact-prediction",
      "alert-rules",
      "ballistic-motion",
    ],
    bibliography: [
      {
        ...{ key: "mock2026", text: "Made up for tests: no such publication.", url: "", note: "mock data" },
        ...{ grades: ["press"], cited_by: [`sensors.${radar.id}.faces[0].elevation`] },
      },
    ],
  };
}
