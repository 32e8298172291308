// The tracks that the centre holds now. Tentative ones wait behind a switch: most are false detections.
import { computed, signal } from "@preact/signals";
import type { JSX } from "preact";
import * as state from "../app/state";
import { selectTrack, toggleSelect } from "./actions";
import { knowledge } from "./eyes";
import { slow_t } from "./slow_clock";
import { Term } from "./term";
import { type Column, type Order, sorted, type TrackRow, trackRows } from "./track_rows";
import { km, minutes, plural, probability } from "./words";

const first_shown = 40;
const order = signal<Order>({ column: "number", down: false });
const filter = signal<"confirmed" | "all">("confirmed");
const all = signal(false);

const held = computed(() => (knowledge.value ? trackRows(knowledge.value, slow_t.value) : []));
const shown = computed(() => {
  const every = filter.value === "all";
  const rows = held.value.filter((row) => every || row.status !== "tentative" || isChosen(row));
  return sorted(rows, order.value);
});

function isChosen(row: TrackRow): boolean {
  return state.selected.value === `track:${row.id}`;
}

export function TracksTable(): JSX.Element {
  const rows = all.value ? shown.value : shown.value.slice(0, first_shown);
  return (
    <section class="panel tracks" aria-labelledby="tracks-head">
      <header>
        <h2 id="tracks-head">
          <Term word="track">Tracks</Term>
        </h2>
        <select
          aria-label="Which tracks"
          value={filter.value}
          onChange={(event) => (filter.value = event.currentTarget.value === "all" ? "all" : "confirmed")}
        >
          <option value="confirmed">confirmed</option>
          <option value="all">all, also tentative</option>
        </select>
      </header>
      <div class="scroll">
        <table class="compact numbers">
          <caption class="hidden">Tracks that {state.centre.value} holds now</caption>
          <Head />
          <tbody>
            {rows.map((row) => (
              <Line key={row.id} row={row} />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <None />}
        {rows.length < shown.value.length && (
          <button type="button" class="button more" onClick={() => (all.value = true)}>
            Show all {plural(shown.value.length, "track")}
          </button>
        )}
      </div>
    </section>
  );
}

function None(): JSX.Element {
  const tentative = held.value.length;
  return (
    <p class="empty">
      {tentative === 0
        ? "It holds no track now."
        : `No confirmed track now; ${plural(tentative, "tentative one")}.`}
    </p>
  );
}

const columns: readonly [Column, string, string, string][] = [
  ["number", "Track", "", ""],
  ["sigma_m", "Sigma", "km", "sigma"],
  ["height_m", "Height", "km", ""],
  ["speed_m_s", "Speed", "km/s", ""],
  ["impact_in_s", "Impact", "in", "impact point"],
  ["prob", "P", "asset", "impact in asset"],
];

function Head(): JSX.Element {
  return (
    <thead>
      <tr>
        {columns.map(([column, name, unit, word]) => (
          <th key={column} scope="col" class={column === "number" ? "" : "num"} aria-sort={sortOf(column)}>
            <button type="button" class="sort" onClick={() => sortBy(column)}>
              <Term quiet word={word}>
                {name}
              </Term>
              {unit && <small>{unit}</small>}
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function sortOf(column: Column): "ascending" | "descending" | "none" {
  if (order.value.column !== column) return "none";
  return order.value.down ? "descending" : "ascending";
}
function sortBy(column: Column): void {
  const same = order.value.column === column;
  order.value = { column, down: same ? !order.value.down : column === "prob" };
}

function Line({ row }: { row: TrackRow }): JSX.Element {
  const chosen = isChosen(row);
  const of = state.truth.value ? state.run.value?.truth.objectOfTrack(row.id) : "";
  return (
    <>
      <tr class={chosen ? "selected" : ""} onClick={() => selectTrack(row.number)}>
        <th scope="row">
          <button
            type="button"
            class="plain"
            aria-pressed={chosen}
            onClick={(event) => {
              event.stopPropagation();
              toggleSelect(`track:${row.id}`);
            }}
          >
            <StatusMark status={row.status} />
            {row.number}
          </button>
          {row.from && <small class="dim"> from {row.from}</small>}
        </th>
        <td class="num">{km(row.sigma_m)}</td>
        <td class="num">{km(row.height_m)}</td>
        <td class="num">{Number.isNaN(row.speed_m_s) ? "" : (row.speed_m_s / 1000).toFixed(1)}</td>
        <td class="num">{minutes(row.impact_in_s)}</td>
        <td class="num" title={row.asset ? `impact in ${row.asset}` : undefined}>
          {probability(row.prob)}
        </td>
      </tr>
      {of && (
        <tr class="of truth-word">
          <td colSpan={columns.length}>in truth {of === "(none)" ? "nothing: false detections" : of}</td>
        </tr>
      )}
    </>
  );
}

/** Confirmed: full; coasting: half; tentative: hollow. */
function StatusMark({ status }: { status: string }): JSX.Element {
  return (
    <span class={`mark status-${status}`} title={status}>
      <svg viewBox="0 0 11 11" aria-hidden="true">
        <rect x="1.5" y="1.5" width="8" height="8" fill="none" stroke="currentColor" stroke-width="1.4" />
        {status === "confirmed" && <rect x="1.5" y="1.5" width="8" height="8" fill="currentColor" />}
        {status === "coasting" && <rect x="1.5" y="5.5" width="8" height="4" fill="currentColor" />}
      </svg>
      <span class="hidden">{status} </span>
    </span>
  );
}
