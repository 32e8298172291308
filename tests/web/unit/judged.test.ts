import { describe, expect, test } from "vitest";
import { mockRun } from "../../../web/dev/mock";
import { AlertStory } from "../../../web/src/model/alert_story";
import type { Alert, AlertState } from "../../../web/src/model/contract";
import { Run } from "../../../web/src/model/run";
import { ladder } from "../../../web/src/panels/alert_bands";
import { factsOf, raidWords } from "../../../web/src/panels/judged_blocks";
import { goldenRun } from "./golden_run";

const { page, chunks } = mockRun();
const run = new Run(page, chunks);
const { judged } = run.knowledge("north");
const met_s = page.alerts[0]!.known_s;

describe("what a centre made of its tracks", () => {
  test("classes: none before the first weighing, then the likeliest first, and they sum to one", () => {
    expect(judged.classes("north/2", met_s - 1)).toEqual([]);
    for (const t_s of [met_s, met_s + 60, met_s + 500]) {
      const all = judged.classes("north/2", t_s);
      const probs = all.map((c) => c.prob);
      expect(probs.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
      expect([...probs].sort((a, b) => b - a)).toEqual(probs);
    }
    expect(judged.classes("north/2", met_s + 500)[0]!.plain).toBe("sounding rocket");
  });

  test("the judgement in force is the newest that the centre had", () => {
    expect(judged.judgement("north/2", met_s - 1)).toBeNull();
    expect(judged.judgement("north/2", met_s)!.kinds).toEqual(["radar"]);
    const later = judged.judgement("north/2", met_s + 41)!;
    expect(factsOf(later).map(([, name, words]) => `${name} ${words}`)).toEqual([
      "Seen by radar and infrared (2 sensors)",
      "Heading 62 deg, sure to 3 deg (1 sigma)",
      "Burns like two-stage solid, 0.71",
    ]);
  });

  test("the threat picture is what the centre thought then, with the raid size and its interval", () => {
    expect(judged.threat(met_s - 1)).toBeNull();
    expect(judged.threat(met_s)).toMatchObject({ assessment: "none", level: 0, raid_low: 0 });
    const late = judged.threat(met_s + 500)!;
    expect(late.assessment).toBe("probable");
    expect(raidWords(late)).toBe("Raid size 1.3 on average, 0 to 2 in the middle 90 %, in 1 wave.");
    expect(judged.assetThreats(met_s + 500)[0]).toMatchObject({ asset: "capital" });
  });

  test("messages: what was told until then; what never arrived and what was behind a count is truth", () => {
    expect(judged.told(0).map((m) => m.id)).toEqual(["notice"]);
    expect(judged.told(1e4).map((m) => m.id)).toEqual(["notice", "count"]);
    expect(JSON.stringify(judged.told(1e4))).not.toContain("chip");
  });

  test("a run without any of it has none of it", () => {
    const data = goldenRun();
    const moscow = new Run(data.page, data.chunks).knowledge("moscow").judged;
    if (data.page.messages.length === 0) expect(moscow.told(1e9)).toEqual([]);
    expect(moscow.threat(-1)).toBeNull();
    expect(moscow.classes("moscow/999", 1e9)).toEqual([]);
  });
});

describe("graded states", () => {
  const states: AlertState[] = ["rest", "watch", "warning"].map((word) => ({
    ...{ word, meaning: "", resembles: "" },
  }));
  const change = (state: string, number: number, step: string, known_s: number): Alert => ({
    ...page.alerts[0]!,
    ...{ state, number, step, known_s, t_s: known_s, raised_by: "north" },
  });

  test("a state that is taken down ends, and the one below stands on", () => {
    const alerts = [
      change("warning", 1, "rule-met", 10),
      change("warning", 1, "declared", 20),
      change("warning", 1, "withdraw-met", 30),
      change("warning", 1, "downgraded", 40),
      change("watch", 2, "declared", 40),
      change("watch", 2, "withdrawn", 70),
    ];
    const story = new AlertStory("north", states, alerts, 100);
    const at = (t_s: number) => story.at(t_s).state.word;
    expect([5, 15, 25, 35, 45, 75].map(at)).toEqual(["rest", "rest", "warning", "warning", "watch", "rest"]);
  });

  test("the ladder says each state, the gravest first, and what was never declared", () => {
    const words = ladder(run.knowledge("north"));
    expect(words.indexOf("attack-warning")).toBeLessThan(words.indexOf("quiet"));
    expect(words).toContain("resembles: a made-up name");
    expect(ladder(run.knowledge("south"))).toContain("never declared in this run");
  });
});
