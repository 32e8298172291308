// The parameter behind a wait: its value, how well it is known, and how far it could differ.
import type { JSX } from "preact";
import * as state from "../app/state";
import type { Input } from "../model/contract";
import { inputAt, namesObject } from "./known";
import { Term } from "./term";

export function InputFacts({ path }: { path: string }): JSX.Element | null {
  const run = state.run.value;
  if (!path || !run || (namesObject(path) && !state.truth.value)) return null;
  const input = inputAt(run.inputs(state.truth.value).shown, path);
  return (
    <dl class="facts">
      <dt>parameter</dt>
      <dd class="path">{path}</dd>
      {input ? <Known input={input} /> : <Sourced />}
    </dl>
  );
}

function Known({ input }: { input: Input }): JSX.Element {
  return (
    <>
      <dt>value</dt>
      <dd>
        {input.value} <Grade name={input.grade} />
      </dd>
      {input.between && (
        <>
          <dt>
            <Term>between</Term>
          </dt>
          <dd>{input.between}</dd>
        </>
      )}
      {input.note && (
        <>
          <dt>note</dt>
          <dd>{input.note}</dd>
        </>
      )}
      {input.sources.length > 0 && (
        <>
          <dt>
            <Term word="source">sources</Term>
          </dt>
          <dd>{input.sources.join(", ")}</dd>
        </>
      )}
    </>
  );
}

function Sourced(): JSX.Element {
  return (
    <>
      <dt>
        <Term>grade</Term>
      </dt>
      <dd>neither assumption nor fitted: see the resolved scenario for its source</dd>
    </>
  );
}

export function Grade({ name }: { name: string }): JSX.Element {
  return (
    <span class={`grade grade-${name}`}>
      <Term>{name}</Term>
    </span>
  );
}
