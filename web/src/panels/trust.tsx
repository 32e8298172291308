// "Can I trust this?": what the answer stands on, with luck, counting error and disputed inputs kept apart.
import type { JSX } from "preact";
import * as state from "../app/state";
import type { Input } from "../model/contract";
import type { Run } from "../model/run";
import { Provenance, Sources } from "./document_parts";
import { about, eyes } from "./eyes";
import { HandChecks } from "./hand_checks";
import { Grade } from "./input_facts";
import { luck, sources, usedBy } from "./known";
import { Models } from "./models";
import { Term } from "./term";
import { plural } from "./words";

export function TrustPage(): JSX.Element | null {
  const run = state.run.value;
  if (!run) return null;
  return (
    <article class="document">
      <header>
        <p class="disclaimer">{run.page.about.disclaimer}</p>
        <h1>Can I trust this?</h1>
        <p class="question">
          The program computes what follows from its inputs. This page names the inputs that nobody has
          confirmed, the models and their tests, and the three kinds of doubt that are never mixed.
        </p>
      </header>
      <ThreeDoubts />
      <Inputs run={run} />
      <Models />
      <HandChecks />
      <section>
        <h2>Bibliography</h2>
        <Sources list={sources(run.page, state.truth.value)} />
      </section>
      <Cite />
      <section>
        <h2>Made with</h2>
        <Provenance />
      </section>
    </article>
  );
}

function ThreeDoubts(): JSX.Element {
  const run = about.value;
  return (
    <section>
      <h2>Three kinds of doubt, never one number</h2>
      <div class="cards">
        <div>
          <h3>
            <Term>Luck</Term>
          </h3>
          <p>
            The same scenario with other luck: the <Term word="middle 90 %">bands</Term> of the ledger, from{" "}
            {run?.repeats ?? 0} repeats. More repeats do not make them narrower.
          </p>
          {run &&
            luck(run, eyes.value).map((line) => (
              <p key={line} class="dim">
                {line}
              </p>
            ))}
        </div>
        <div>
          <h3>
            <Term>Counting error</Term>
          </h3>
          <p>
            Only {run?.repeats ?? 0} repeats ran, so each share has a{" "}
            <Term word="95 % CI">95 % interval</Term>. More repeats make it narrower.
          </p>
        </div>
        <div>
          <h3>
            <Term word="disputed input">Disputed inputs</Term>
          </h3>
          <p>
            Numbers that the sources leave open, with the range that they leave. This run used one value of
            each: the table below says which. No repeat varies them.
          </p>
        </div>
      </div>
    </section>
  );
}

/** Those that held a step of this result back come first: they are what a critic should attack. */
function Inputs({ run }: { run: Run }): JSX.Element {
  const { shown, hidden } = run.inputs(state.truth.value);
  const steps = usedBy(run.page, shown, state.truth.value);
  const told = shown.map((input, i) => ({ ...input, used_by: steps[i] ?? [] }));
  const used = told.filter((input) => input.used_by.length > 0);
  const rest = told.filter((input) => input.used_by.length === 0);
  return (
    <section>
      <h2>Inputs without a source, or fitted</h2>
      {used.length > 0 && (
        <InputTable list={used} caption="The last thing that a step of this result waited for" used />
      )}
      {rest.length > 0 && (
        <InputTable
          list={rest}
          caption="The last thing that no step waited for: they can move the result all the same"
          used={false}
        />
      )}
      {shown.length === 0 && <p>Every input has a source.</p>}
      {hidden > 0 && (
        <p class="dim">{plural(hidden, "input")} about the objects: shown with what was true.</p>
      )}
      {run.page.trust.inputs.some((input) => input.fitted_to) && (
        <p>A fitted input was tuned to a case: a match with that case is no evidence.</p>
      )}
    </section>
  );
}

function InputTable({
  list,
  caption,
  used,
}: {
  list: readonly Input[];
  caption: string;
  used: boolean;
}): JSX.Element {
  return (
    <div class="table-box">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Parameter</th>
            <th scope="col">Value</th>
            <th scope="col">
              <Term word="between">Could lie</Term>
            </th>
            <th scope="col">
              <Term>Grade</Term>
            </th>
            {used && <th scope="col">Steps that waited for it</th>}
          </tr>
        </thead>
        <tbody>
          {list.map((input) => (
            <InputLine key={input.path} input={input} used={used} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function InputLine({ input, used }: { input: Input; used: boolean }): JSX.Element {
  return (
    <tr>
      <th scope="row" class="path">
        {input.path}
        {input.note && <span class="block-line note">{input.note}</span>}
      </th>
      <td>{input.value || <span class="dim">the whole section</span>}</td>
      <td>{input.between || <span class="dim">not stated</span>}</td>
      <td>
        <Grade name={input.grade} />
        {input.fitted_to && <span class="block-line">to {input.fitted_to}</span>}
        {input.sources.length > 0 && <span class="block-line path dim">{input.sources.join(", ")}</span>}
      </td>
      {used && <td>{input.used_by.join(", ")}</td>}
    </tr>
  );
}

function Cite(): JSX.Element {
  const run = about.value;
  return (
    <section>
      <h2>How to cite, and where the files are</h2>
      <p class="cite">
        Dewline {run?.program_version} (open simulation), scenario {run?.scenario} {run?.scenario_hash}, seed{" "}
        {run?.seed}, {run?.repeats} repeats. {run?.disclaimer}.
      </p>
      <p>
        Beside this file: <span class="path">cite.txt</span> (methods and sources, ready to cite),{" "}
        <span class="path">figures/</span> (each as SVG, CSV and caption),{" "}
        <span class="path">run.duckdb</span> (all tables), <span class="path">scenario.resolved.yaml</span>{" "}
        (every input with its source), <span class="path">summary.json</span>.
      </p>
    </section>
  );
}
