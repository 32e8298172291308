// The ledger: when each step came in this run, how far luck moves it, how long before impact, and what it waited for.
import type { JSX } from "preact";
import * as state from "../app/state";
import type { Band } from "../model/contract";
import { openRow } from "./actions";
import { about, ledger } from "./eyes";
import { Mark } from "./icons";
import type { Group, Row } from "./known";
import { nothing } from "./situation";
import { Slices } from "./slices";
import { Term } from "./term";
import { capital, clock, minutes, percent } from "./words";

/** What a reader sees first, and little enough to build without anybody's notice. */
const tables_at_once = 3;

export function LedgerTables(): JSX.Element {
  if (ledger.value.length === 0) return <p class="empty">{nothing(state.centre.value)}</p>;
  return (
    <Slices list={ledger.value} size={tables_at_once}>
      {(group) => <LedgerTable key={group.about} group={group} />}
    </Slices>
  );
}

function LedgerTable({ group }: { group: Group }): JSX.Element {
  return (
    <div class="table-box">
      <table class="ledger">
        <caption>
          {capital(state.centre.value)} about{" "}
          {state.truth.value ? <b class="truth-word">{group.title}</b> : <b>{group.title}</b>}
          <span class="dim">
            {" "}
            in this run and in {about.value?.repeats ?? 0} repeats; times are when the centre knew
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <Term word="ledger">Step</Term>
            </th>
            <th scope="col" class="num">
              <Term>This run</Term>
            </th>
            <th scope="col">
              <Term>Middle 90 %</Term>
            </th>
            <th scope="col" class="num">
              <Term>To impact</Term>
              {!state.truth.value && <small>as predicted</small>}
            </th>
            <th scope="col">
              <Term>Waited for</Term>
            </th>
          </tr>
        </thead>
        <tbody>
          {group.rows.map((row) => (
            <Line key={`${row.step} ${row.state} ${row.other}`} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ row }: { row: Row }): JSX.Element {
  const open = (): void => {
    openRow(row);
    state.page.value = "replay";
  };
  return (
    <tr class={row.truth ? "truth-row" : ""}>
      <th scope="row">
        <div class="with-mark">
          <Mark kind={row.step} />
          <span>
            <button type="button" class="plain" title="Open in the replay" onClick={open}>
              {capital(row.label)}
              {row.state && !row.label.includes(row.state) ? ` (${row.state})` : ""}
            </button>
            {row.truth && <span class="truth-word"> [truth]</span>}
          </span>
        </div>
      </th>
      <td class="num">{clock(row.at_s)}</td>
      <td>{row.band && <BandText band={row.band} />}</td>
      <td class="num">{minutes(row.to_impact_s)}</td>
      <td>{row.happened ? row.waited_for : row.missing && `missing: ${row.missing}`}</td>
    </tr>
  );
}

/** Luck: from the 5 % to the 95 % point of the repeats in which it came; and in how many, if not in all. */
function BandText({ band }: { band: Band }): JSX.Element {
  const all = band.happened === band.runs;
  const share = `${percent(band.happened / Math.max(1, band.runs))} of repeats, 95 % CI ${percent(band.share_low)} to ${percent(band.share_high)}`;
  return (
    <>
      {band.low_s === null ? (
        <span class="number">never</span>
      ) : (
        <span class="number">
          {clock(band.low_s)} to {clock(band.high_s)}
        </span>
      )}
      {!all && <small class="block-line">{share}</small>}
      {!all && band.missing.length > 0 && (
        <small class="block-line dim">
          else: {band.missing.map((m) => `${m.words} (${m.number})`).join("; ")}
        </small>
      )}
    </>
  );
}
