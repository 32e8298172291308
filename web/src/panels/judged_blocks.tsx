// What a conclusion rests on besides detections, as the centre had it then: which kinds of sensor, what the track may
// be, the threat as a whole, and what the centre had been told.
import type { JSX } from "preact";
import type { Judgement } from "../model/contract";
import { deg } from "../model/geodesy";
import type { KnownMessage, Threat } from "../model/judged";
import { ClassRows } from "./class_rows";
import { knowledge } from "./eyes";
import { Term } from "./term";
import { clock, plural, probability } from "./words";

interface Props {
  readonly track: string; // its id; "": none
  readonly t_s: number;
  readonly truth: boolean; // a step that no centre knows: it rests on nothing that one thought
}

export function JudgedBlocks({ track, t_s, truth }: Props): JSX.Element | null {
  if (!knowledge.value || truth) return null;
  return (
    <>
      {track && <SeenAs track={track} t_s={t_s} />}
      {track && <ClassRows track={track} t_s={t_s} />}
      <ThreatBlock t_s={t_s} />
      <Told t_s={t_s} />
    </>
  );
}

function SeenAs({ track, t_s }: { track: string; t_s: number }): JSX.Element | null {
  const found = knowledge.value?.judged.judgement(track, t_s);
  const facts = found ? factsOf(found) : [];
  if (facts.length === 0) return null;
  return (
    <div class="block">
      <h3>What the centre made of it</h3>
      <dl class="facts">
        {facts.map(([term, name, words]) => (
          <div key={name} class="fact">
            <dt>
              <Term word={term}>{name}</Term>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

type Fact = readonly [term: string, name: string, words: string];

export function factsOf(j: Judgement): Fact[] {
  const facts: Fact[] = [];
  if (j.kinds.length > 0)
    facts.push([
      "kinds of sensor",
      "Seen by",
      `${j.kinds.join(" and ")} (${plural(j.num_sensors, "sensor")})`,
    ]);
  if (j.heading_rad !== null)
    facts.push(["heading", "Heading", headingWords(j.heading_rad, j.sigma_heading_rad)]);
  if (j.booster) facts.push(["booster", "Burns like", `${j.booster}, ${probability(j.prob_booster)}`]);
  if (j.manoeuvres) facts.push(["region", "It steers", "no impact point can be predicted, only a region"]);
  if (j.notified) facts.push(["launch notification", "Announced", "a launch notification covers it"]);
  if (j.catalogue_number > 0) facts.push(["space catalogue", "Known object", `number ${j.catalogue_number}`]);
  return facts;
}

function headingWords(heading_rad: number, sigma_rad: number | null): string {
  const degrees = (rad: number): string => (rad / deg).toFixed(0);
  const whole = (Number(degrees(heading_rad)) + 360) % 360;
  return `${whole} deg${sigma_rad === null ? "" : `, sure to ${degrees(sigma_rad)} deg (1 sigma)`}`;
}

function ThreatBlock({ t_s }: { t_s: number }): JSX.Element | null {
  const judged = knowledge.value?.judged;
  const threat = judged?.threat(t_s);
  if (!judged || !threat) return null;
  const assets = judged.assetThreats(t_s);
  return (
    <div class="block">
      <h3>
        <Term>Threat picture</Term> <span class="dim">since {clock(threat.known_s)}</span>
      </h3>
      <p>
        <Term word="attack assessment">Assessment</Term>: <b>{threat.assessment}</b>{" "}
        <Steps level={threat.level} count={judged.assessments.length} />, P(attack){" "}
        {probability(threat.prob_attack)}.
      </p>
      {!isQuiet(threat) && <p>{raidWords(threat)}</p>}
      {!isQuiet(threat) && assets.length > 0 && (
        <table class="compact numbers threat-assets">
          <caption class="hidden">What each asset has to expect</caption>
          <tbody>
            {assets.map(({ asset, prob_any, expected }) => (
              <tr key={asset}>
                <th scope="row">{asset}</th>
                <td>
                  <Share value={prob_any} />
                </td>
                <td class="num">{probability(prob_any)}</td>
                <td class="num dim">{expected >= 0.05 ? `${expected.toFixed(1)} expected` : ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** One line says it all. */
function isQuiet({ level, raid_high, prob_attack }: Threat): boolean {
  return level === 0 && raid_high === 0 && prob_attack < 0.005;
}

export function raidWords({ raid_mean, raid_low, raid_high, num_waves }: Threat): string {
  const size = raid_low === raid_high ? `${raid_low}` : `${raid_low} to ${raid_high}`;
  const waves = num_waves > 0 ? `, in ${plural(num_waves, "wave")}` : "";
  return `Raid size ${raid_mean.toFixed(1)} on average, ${size} in the middle 90 %${waves}.`;
}

/** How far up the ladder, for the eye; the word stands beside it. */
function Steps({ level, count }: { level: number; count: number }): JSX.Element {
  return (
    <svg class="ladder" width={count * 8} height="10" aria-hidden="true">
      {Array.from({ length: count }, (_, i) => (
        <rect key={i} x={i * 8} y={8 - 2 * i} width="6" height={2 + 2 * i} class={i <= level ? "on" : ""} />
      ))}
    </svg>
  );
}

/** A bar of 0 to 1. */
function Share({ value }: { value: number }): JSX.Element {
  return (
    <svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="10" />
      <rect class="on" width={Math.max(value > 0 ? 1 : 0, 100 * value)} height="10" />
    </svg>
  );
}

function Told({ t_s }: { t_s: number }): JSX.Element | null {
  const list = knowledge.value?.judged.told(t_s) ?? [];
  if (list.length === 0) return null;
  return (
    <div class="block">
      <h3>What it had been told</h3>
      <ul class="told">
        {list.map((message) => (
          <li key={message.id}>
            <span class="clock">{message.known_s < 0 ? "before" : clock(message.known_s)}</span>
            <span>
              <Term word={termOf(message)}>{nameOf(message)}</Term>
              {message.sender && ` from ${message.sender}`}: {message.words}.
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const names: Readonly<Record<string, readonly [term: string, name: string]>> = {
  "launch-notification": ["launch notification", "Launch notification"],
  "missile-count": ["display count", "Count on the display"],
};
function termOf({ kind }: KnownMessage): string {
  return names[kind]?.[0] ?? kind;
}
function nameOf({ kind }: KnownMessage): string {
  return names[kind]?.[1] ?? kind;
}
