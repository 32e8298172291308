// The basis of an assessment: what speaks for it and what against it, side by side; detections open where they are.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import * as state from "../app/state";
import type { Alert, Evidence } from "../model/contract";
import { selectTrack, stopAt } from "./actions";
import { knowledge } from "./eyes";
import type { Row } from "./known";
import { Term } from "./term";
import { clock, distance, plural } from "./words";

const first_shown = 3;
/** One detection behind a conclusion. */
interface Hit {
  readonly sensor: string;
  readonly t_s: number | null;
  readonly known_s: number | null;
  readonly range_m: number | null;
  readonly snr_db: number | null;
  readonly track: number;
}

export function EvidenceLists({ row, alert }: { row: Row | null; alert: Alert | null }): JSX.Element | null {
  const list = alert?.evidence ?? [];
  const hits = alert ? list.filter((e) => e.detection !== "") : hitsBehind(row);
  const words = (stance: Evidence["stance"]): Evidence[] =>
    list.filter((e) => e.stance === stance && !e.detection);
  if (list.length === 0 && hits.length === 0) return null;
  const behind = <Side words={words("for")} num_hits={Math.max(hits.length, row?.evidence ?? 0)} />;
  const against = <Side words={words("against")} num_hits={0} />;
  // What spoke against an alert speaks for its withdrawal.
  const ends = alert !== null && ending.has(alert.step);
  return (
    <div class="block">
      {alert ? (
        <div class="basis">
          <Column words={ends ? "For the withdrawal" : "For"}>{ends ? against : behind}</Column>
          <Column words={ends ? "For the alert" : "Against"}>{ends ? behind : against}</Column>
        </div>
      ) : (
        <h3>
          It rests on{" "}
          <Term word="evidence">{plural(Math.max(hits.length, row?.evidence ?? 0), "detection")}</Term>
        </h3>
      )}
      <Hits hits={hits} />
    </div>
  );
}

function Column({ words, children }: { words: string; children: JSX.Element }): JSX.Element {
  return (
    <section aria-label={`Evidence: ${words}`}>
      <h3>
        <Term word="evidence">{words}</Term>
      </h3>
      {children}
    </section>
  );
}
const ending = new Set(["withdraw-met", "withdrawn", "dropped"]);

function Side({ words, num_hits }: { words: readonly Evidence[]; num_hits: number }): JSX.Element {
  return (
    <>
      <Words list={words} />
      {num_hits > 0 && <p class="dim">{plural(num_hits, "detection")}</p>}
      {num_hits === 0 && words.length === 0 && <p class="dim">nothing on record</p>}
    </>
  );
}

/** What a step about a track rests on: its detections until then. */
function hitsBehind(row: Row | null): Hit[] {
  const known = knowledge.value;
  if (!known || !row || row.at_s === null || row.truth) return [];
  const found = known.detections(-Infinity, row.at_s, row.track > 0 ? undefined : row.sensor || undefined);
  const mine = row.track > 0 ? found.filter((hit) => hit.track === row.track) : found.slice(-1);
  return row.evidence > 0 ? mine.slice(-row.evidence) : mine;
}

function Words({ list }: { list: readonly Evidence[] }): JSX.Element {
  return (
    <ul>
      {list.map((item) => (
        <li key={`${item.track} ${item.words}`}>
          {item.track > 0 ? (
            <button type="button" class="textlink" onClick={() => selectTrack(item.track)}>
              {`track ${item.track}`}
            </button>
          ) : (
            item.words
          )}
        </li>
      ))}
    </ul>
  );
}

const open = signal<readonly Hit[] | null>(null);

function Hits({ hits }: { hits: readonly Hit[] }): JSX.Element | null {
  if (hits.length === 0) return null;
  const all = open.value !== null && open.value[0] === hits[0] && open.value.length === hits.length;
  const shown = all ? hits : hits.slice(-first_shown);
  return (
    <>
      <table class="compact numbers hits">
        <caption class="hidden">Detections that speak for it</caption>
        <thead>
          <tr>
            <th scope="col">
              <Term>Detection</Term>
            </th>
            <th scope="col" class="num">
              seen
            </th>
            <th scope="col" class="num">
              <Term>known</Term>
            </th>
            <th scope="col" class="num">
              range
            </th>
            <th scope="col" class="num">
              <Term word="signal to noise">SNR</Term>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((hit) => (
            <HitLine key={`${hit.sensor} ${hit.t_s} ${hit.range_m}`} hit={hit} />
          ))}
        </tbody>
      </table>
      {shown.length < hits.length && (
        <button type="button" class="button more" onClick={() => (open.value = hits)}>
          {plural(hits.length - shown.length, "earlier one")}
        </button>
      )}
    </>
  );
}

function HitLine({ hit }: { hit: Hit }): JSX.Element {
  const go = (): void => {
    if (hit.known_s !== null) stopAt(hit.known_s);
    if (hit.track > 0) selectTrack(hit.track);
    else state.selected.value = `sensor:${hit.sensor}`;
  };
  return (
    <tr>
      <th scope="row">
        <button type="button" class="textlink" onClick={go}>
          {hit.sensor}
        </button>
      </th>
      <td class="num">{clock(hit.t_s)}</td>
      <td class="num">{clock(hit.known_s)}</td>
      <td class="num">{distance(hit.range_m)}</td>
      <td class="num">{hit.snr_db === null ? "" : `${hit.snr_db.toFixed(0)} dB`}</td>
    </tr>
  );
}
