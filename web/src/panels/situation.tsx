// What the centre knows now in one sentence, and its ledger so far: where a reader picks what to ask about.
import { computed } from "@preact/signals";
import type { JSX } from "preact";
import * as state from "../app/state";
import type { RecordStep } from "../model/contract";
import type { Knowledge } from "../model/knowledge";
import { openRow, selectedTrack } from "./actions";
import { knowledge, ledger, record } from "./eyes";
import { Mark } from "./icons";
import { JudgedBlocks } from "./judged_blocks";
import type { Group, Row } from "./known";
import { slow_t } from "./slow_clock";
import { trackRows } from "./track_rows";
import { capital, clock, distance, minutes, plural, probability } from "./words";

const words = computed(() => (knowledge.value ? situation(knowledge.value, slow_t.value) : ""));

/** One or two plain sentences: the state, the tracks, the impact that it expects first. */
export function situation(known: Knowledge, t_s: number): string {
  const alert = known.alertNow(t_s);
  const since = alert.level > 0 ? `${alert.again ? " again," : ""} since ${clock(alert.since_s)}` : "";
  const rows = trackRows(known, t_s).filter((row) => row.status !== "tentative");
  const tracks = rows.length === 0 ? "no confirmed track" : plural(rows.length, "track");
  const begin = `${capital(known.centre)}: ${alert.state.word}${since}. It holds ${tracks}`;
  const next = rows.filter((row) => row.impact_in_s > 0).sort((a, b) => a.impact_in_s - b.impact_in_s)[0];
  if (!next) return `${begin}${rows.length > 0 ? "; no impact is predicted" : ""}.`;
  const risk = next.asset ? `, in ${next.asset} with probability ${probability(next.prob)}` : "";
  const sure = `known to ${distance(next.sigma_m)} (1 sigma)`;
  return `${begin}. ${capital(next.label)}, ${sure}, comes down in ${minutes(next.impact_in_s)} by its own estimate${risk}.`;
}

/** Of a centre without a ledger: what others told it stands among its events. */
export function nothing(centre: string): string {
  const told = (knowledge.value?.events.length ?? 0) > 0;
  const only = told ? " What others told it stands among the events of the replay." : "";
  return `In this run ${capital(centre)} never had a detection or a track of anything that flies.${only}`;
}

const most_groups = 6;
/** In a crowd: what is selected, and the first few. */
const shown = computed(() => {
  const chosen = ledger.value.filter((group) => group.rows.some(isSelected));
  const rest = ledger.value.filter((group) => !chosen.includes(group));
  return [...chosen, ...rest].slice(0, most_groups);
});
function isSelected(row: Row): boolean {
  const id = state.selected.value;
  return row.track > 0 ? id === `track:${state.centre.value}/${row.track}` : id === `object:${row.about}`;
}

export function Situation(): JSX.Element {
  return (
    <>
      <p class="answer">{words.value}</p>
      <JudgedBlocks track={selectedTrack()} t_s={slow_t.value} truth={false} />
      {ledger.value.length === 0 && <p class="empty">{nothing(state.centre.value)}</p>}
      {shown.value.map((group) => (
        <About key={group.about} group={group} />
      ))}
      {shown.value.length < ledger.value.length && (
        <p class="empty">
          The ledger holds {plural(ledger.value.length - shown.value.length, "thing")} more: select a track to
          see its own, or open the report.
        </p>
      )}
    </>
  );
}

function About({ group }: { group: Group }): JSX.Element {
  return (
    <div class="block">
      <h3>
        The ledger of {state.truth.value ? <span class="truth-word">{group.title}</span> : group.title}
        <span class="dim"> click to ask why</span>
      </h3>
      <ol class="chain">
        {group.rows.map((row) => (
          <Line key={`${row.step} ${row.state} ${row.other}`} row={row} />
        ))}
      </ol>
    </div>
  );
}

/** The record's time stands at the first row of its step: the sources do not tell states apart. */
const first_rows = computed(() => {
  const first = new Map<string, Row>();
  for (const group of ledger.value)
    for (const row of group.rows) if (!first.has(row.step)) first.set(row.step, row);
  return first;
});
function saidOf(row: Row): RecordStep | undefined {
  if (first_rows.value.get(row.step) !== row) return undefined;
  return record.value.find((said) => said.step === row.step && said.at_s !== null);
}

function Line({ row }: { row: Row }): JSX.Element {
  const future = row.at_s === null || row.at_s > slow_t.value;
  const said = saidOf(row);
  return (
    <li class={future ? "future" : ""}>
      <button type="button" class="plain" onClick={() => openRow(row)}>
        <span class="clock">{clock(row.at_s)}</span>
        <Mark kind={row.step} />
        <span class={row.truth ? "truth-word" : ""}>
          {row.label}
          {row.state && !row.label.includes(row.state) ? ` (${row.state})` : ""}
        </span>
        <span class="number dim">{said ? `record ${clock(said.at_s)}` : ""}</span>
      </button>
    </li>
  );
}
