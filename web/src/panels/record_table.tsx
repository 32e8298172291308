// The model beside the record of a historical case, contradictions included. What was fitted to it proves nothing.
import type { JSX } from "preact";
import type { RecordStep } from "../model/contract";
import { record } from "./eyes";
import { Term } from "./term";
import { capital, clock, spell } from "./words";

export function RecordTable(): JSX.Element | null {
  if (record.value.length === 0) return null;
  return (
    <section>
      <h2>
        Model beside <Term>record</Term>
      </h2>
      <div class="table-box">
        <table>
          <caption class="hidden">What the sources say beside what the model says</caption>
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col" class="num">
                Model
              </th>
              <th scope="col" class="num">
                Record
              </th>
              <th scope="col">What the sources say</th>
            </tr>
          </thead>
          <tbody>
            {record.value.map((row) => (
              <Line key={`${row.step} ${row.text}`} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="dim">
        A match shows only that the model can be like the record. Where an input was <Term>fitted</Term> to
        this case, the match is no evidence at all.
      </p>
    </section>
  );
}

function Line({ row }: { row: RecordStep }): JSX.Element {
  return (
    <tr>
      <th scope="row">{capital(row.label)}</th>
      <td class="num">{clock(row.modelled_s)}</td>
      <td class="num">{row.at_s === null ? "no time" : clock(row.at_s)}</td>
      <td>
        {row.text} <span class="dim path">[{row.sources.join(", ")}]</span>
        <Difference row={row} />
        {row.fitted && <b class="block-line">{row.fitted} is fitted: this match is no evidence</b>}
      </td>
    </tr>
  );
}

function Difference({ row }: { row: RecordStep }): JSX.Element | null {
  if (row.at_s === null || row.modelled_s === null) return null;
  const by = row.modelled_s - row.at_s;
  const words = Math.abs(by) < 0.5 ? "at the same time" : `${spell(by)} ${by > 0 ? "later" : "earlier"}`;
  return <span class="block-line dim">the model has it {words}</span>;
}
