// What networks and rule sets are worth: the same scenario under variants, with the same luck, a row a centre and state.
import { computed } from "@preact/signals";
import type { JSX } from "preact";
import * as state from "../app/state";
import type { Comparison, KeyValue, Middle, Variant, VariantRow } from "../model/contract";
import { namesObject } from "./known";
import { Term } from "./term";
import { capital, minutes, percent, plural } from "./words";

const comparison = computed(() => state.run.value?.page.comparison ?? null);

export function WorthTable(): JSX.Element | null {
  const found = comparison.value;
  if (!found || found.variants.length === 0) return null;
  return (
    <section class="worth">
      <h2>What each variant is worth</h2>
      <p>
        The same scenario with something changed, {plural(found.runs, "repeat")} of each{" "}
        <Term word="variant">variant</Term> with the same luck. <Term>Warning time</Term> runs to the true
        impact; <Term word="minutes gained">gained</Term> is against <b>{found.against}</b>, run by run.
      </p>
      <Table found={found} wanted={(row) => !found.measure_state || row.state === found.measure_state} />
      {found.measure_state && (
        <details>
          <summary>All states of all centres</summary>
          <Table found={found} wanted={() => true} />
        </details>
      )}
    </section>
  );
}

interface TableProps {
  readonly found: Comparison;
  readonly wanted: (row: VariantRow) => boolean;
}
function Table({ found, wanted }: TableProps): JSX.Element {
  const all = found.variants.flatMap(declared).filter(wanted);
  const most_s = Math.max(60, ...all.map((row) => row.warning.high_s ?? 0));
  const odd = all.some((row) => row.num_false > 0);
  return (
    <div class="table-box">
      <table>
        <caption class="hidden">Variants of the scenario by centre</caption>
        <Head odd={odd} />
        {found.variants.map((variant) => (
          <tbody key={variant.name}>
            {rowsOf(variant, wanted).map((row, i, rows) => (
              <tr key={`${row?.centre} ${row?.state}`} class={row && asked(found, row) ? "asked" : ""}>
                {i === 0 && <Name variant={variant} rows={rows.length} />}
                {row && <Cells row={row} most_s={most_s} odd={odd} first={variant.name === found.against} />}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function declared(variant: Variant): VariantRow[] {
  return variant.rows.filter((row) => row.step === "declared");
}
/** At least one, so that the variant has its line. */
function rowsOf(variant: Variant, wanted: TableProps["wanted"]): (VariantRow | null)[] {
  const rows = declared(variant).filter(wanted);
  return rows.length > 0 ? rows : [null];
}
function asked({ measure_centre, measure_state }: Comparison, { centre, state: word }: VariantRow): boolean {
  return centre === measure_centre && word === measure_state;
}

function Head({ odd }: { odd: boolean }): JSX.Element {
  return (
    <thead>
      <tr>
        <th scope="col">
          <Term>Variant</Term>
        </th>
        <th scope="col">Centre, state</th>
        <th scope="col">
          <Term word="declared">Declared</Term> in
          <small>95 % CI</small>
        </th>
        <th scope="col">
          <Term>Warning time</Term>
          <small>median, middle 90 %; below: what is left to decide in</small>
        </th>
        <th scope="col">
          <Term word="minutes gained">Gained</Term>
          <small>minutes</small>
        </th>
        {odd && (
          <th scope="col" class="num">
            False
          </th>
        )}
      </tr>
    </thead>
  );
}

function Name({ variant, rows }: { variant: Variant; rows: number }): JSX.Element {
  return (
    <th scope="rowgroup" rowSpan={rows}>
      {variant.name}
      <small class="block-line dim">{changeWords(variant.changes, state.truth.value)}</small>
    </th>
  );
}

/** As one would write it after --set; paths of objects carry their names. */
export function changeWords(changes: readonly KeyValue[], truth: boolean): string {
  if (changes.length === 0) return "as the scenario has it";
  const words = changes.map(({ key, value }) =>
    namesObject(key) && !truth ? "what flies is changed" : `${key} = ${value}`,
  );
  return [...new Set(words)].join("; ");
}

interface CellsProps {
  readonly row: VariantRow;
  readonly most_s: number;
  readonly odd: boolean;
  readonly first: boolean; // the variant that the others are compared with
}
function Cells({ row, most_s, odd, first }: CellsProps): JSX.Element {
  const { centre, state: word, happened, runs, share_low, share_high, warning, time_left, gained } = row;
  return (
    <>
      <td>
        {capital(centre)}, {word}
      </td>
      <td>
        <b class="number">{runs > 0 ? percent(happened / runs) : "no run"}</b>
        <small class="block-line dim">
          {percent(share_low)} to {percent(share_high)}
        </small>
      </td>
      <td>
        {warning.median_s === null ? (
          <span class="dim">{happened === 0 ? "never" : "no impact"}</span>
        ) : (
          <>
            <RangeBar middle={warning} most_s={most_s} />
            <span class="number">{rangeWords(warning)}</span>
            {time_left.median_s !== null && time_left.median_s !== warning.median_s && (
              <small class="block-line dim">
                <Term>decision time left</Term>: {rangeWords(time_left)}
              </small>
            )}
          </>
        )}
      </td>
      <td>
        {!first && gainWords(gained)}
        {!first && <small class="block-line dim">{pairWords(row)}</small>}
      </td>
      {odd && <td class="num">{row.num_false > 0 ? `${row.num_false} of ${runs}` : ""}</td>}
    </>
  );
}

function rangeWords({ median_s, low_s, high_s }: Middle): string {
  return `${minutes(median_s)} (${minutes(low_s)} to ${minutes(high_s)})`;
}

export function gainWords({ median_s, low_s, high_s }: Middle): string {
  if (median_s === null) return "";
  const sign = (s: number | null): string => (s === null ? "" : `${s > 0.5 ? "+" : ""}${minutes(s)}`);
  return `${sign(median_s)} (${sign(low_s)} to ${sign(high_s)})`;
}
function pairWords({ pairs, only_here, only_there, gained }: VariantRow): string {
  const said: string[] = [];
  if (gained.median_s !== null && pairs > 0) said.push(plural(pairs, "pair"));
  if (only_here > 0) said.push(`${plural(only_here, "run")} only here`);
  if (only_there > 0) said.push(`${plural(only_there, "run")} only there`);
  return said.join(", ");
}

/** From the 5 % to the 95 % point, the median a dot; all rows share the scale. */
function RangeBar({ middle, most_s }: { middle: Middle; most_s: number }): JSX.Element {
  const x = (s: number | null): number => (100 * Math.max(0, s ?? 0)) / most_s;
  return (
    <svg class="range" width="110" height="10" viewBox="-5 0 110 10" aria-hidden="true">
      <line class="scale" x1="0" x2="100" y1="5" y2="5" />
      <line class="whole" x1={x(middle.low_s)} x2={x(middle.high_s)} y1="5" y2="5" />
      <circle cx={x(middle.median_s)} cy="5" r="3.6" />
    </svg>
  );
}
