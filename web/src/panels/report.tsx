// The report: what is printed and cited. Title, answer, luck, picture, chronology, ledger, record, waits, references.
import type { JSX } from "preact";
import * as state from "../app/state";
import { openMoment } from "./actions";
import { chainTo } from "./chain";
import { Provenance, Sources } from "./document_parts";
import { about, eyes, knowledge, ledger, moments } from "./eyes";
import { luck, sources } from "./known";
import { LedgerChart } from "./ledger_chart";
import { LedgerTables } from "./ledger_table";
import { RecordTable } from "./record_table";
import { RocSection } from "./roc";
import { Snapshot } from "./snapshot";
import { Term } from "./term";
import { WaitBars } from "./wait_bars";
import { WorthTable } from "./worth_table";
import { capital, clock, plural } from "./words";

export function ReportPage(): JSX.Element | null {
  const run = about.value;
  const page = state.run.value?.page;
  if (!run || !page) return null;
  return (
    <article class="document">
      <header>
        <p class="disclaimer">{run.disclaimer}</p>
        <h1>{run.title}</h1>
        <p class="question">{run.question}</p>
        <button type="button" class="button screen-only" onClick={() => window.print()}>
          Print, or save as PDF
        </button>
      </header>
      <Answer />
      <Snapshot />
      <Chronology />
      <LedgerChart />
      <section>
        <h2>
          <Term>Ledger</Term>
        </h2>
        <LedgerTables />
      </section>
      <RecordTable />
      <Waits />
      <WorthTable />
      <RocSection />
      <section>
        <h2>References</h2>
        <Sources list={sources(page, state.truth.value)} />
      </section>
      <section>
        <h2>Provenance</h2>
        <Provenance />
      </section>
    </article>
  );
}

/** The centre's own story; the whole one, which names objects, only with the truth. */
function Answer(): JSX.Element {
  const run = about.value;
  return (
    <section class="answer-box">
      <h2>Answer</h2>
      <p class="answer">{state.truth.value ? run?.headline : knowledge.value?.headline}</p>
      <Luck lines={run ? luck(run, eyes.value) : []} />
      <p class="dim">
        {capital(run?.purpose ?? "")} T+00:00 is {state.truth.value ? run?.zero_true : run?.zero}.
      </p>
    </section>
  );
}

const most_lines = 6;
/** What happened in some repeat first; of many lines the rest opens. */
function Luck({ lines }: { lines: readonly string[] }): JSX.Element {
  const happens = (line: string): boolean => !/ in 0 of /.test(line);
  const sorted = [...lines.filter(happens), ...lines.filter((line) => !happens(line))];
  const Line = ({ line }: { line: string }): JSX.Element => (
    <li>
      <Term>luck</Term>: {line}
    </li>
  );
  const rest = sorted.slice(most_lines);
  return (
    <>
      <ul>
        {sorted.slice(0, most_lines).map((line) => (
          <Line key={line} line={line} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary>{plural(rest.length, "line")} more of what luck does</summary>
          <ul>
            {rest.map((line) => (
              <Line key={line} line={line} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Chronology(): JSX.Element | null {
  if (moments.value.length === 0) return null;
  return (
    <section>
      <h2>Chronology: what {capital(state.centre.value)} knew, and when</h2>
      <ol class="chronology">
        {moments.value.map((moment, i) => (
          <li key={`${moment.t_s} ${moment.title}`}>
            <span class="clock">{clock(moment.t_s)}</span>
            <div>
              <button type="button" class="plain" title="Open in the replay" onClick={() => openMoment(i)}>
                <b>{moment.title}</b>
              </button>
              <p>{moment.words}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** For each declared state: what the time until then was made of. */
function Waits(): JSX.Element | null {
  const ends = ledger.value.flatMap((group) =>
    group.rows.filter((row) => row.happened && (row.step === "declared" || row.step === "withdrawn")),
  );
  if (ends.length === 0) return null;
  return (
    <section>
      <h2>What the time was made of</h2>
      {ends.map((row) => {
        const links = chainTo(ledger.value, row);
        return (
          <figure key={`${row.about} ${row.step} ${row.state} ${row.other}`} class="waits">
            <figcaption>
              T+00:00 to <b>{row.label}</b> at {clock(row.at_s)}
            </figcaption>
            <WaitBars links={links} />
            <ol class="wait-key">
              {links
                .filter((link) => link.waited_s >= 0.5)
                .map((link) => (
                  <WaitLine
                    key={`${link.row.step} ${link.row.state} ${link.row.other}`}
                    seconds={link.waited_s}
                    to={link.row.label}
                    why={link.row.waited_for}
                  />
                ))}
            </ol>
          </figure>
        );
      })}
    </section>
  );
}

function WaitLine({ seconds, to, why }: { seconds: number; to: string; why: string }): JSX.Element {
  return (
    <li>
      <b class="number">{Math.round(seconds)} s</b> to {to}
      {why && <span class="dim">: {why}</span>}
    </li>
  );
}
