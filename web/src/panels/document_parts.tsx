// Parts that the report and the trust page share: provenance, sources.
import type { JSX } from "preact";
import type { Source } from "../model/contract";
import { about } from "./eyes";
import { Grade } from "./input_facts";
import { Term } from "./term";

const told = new Set(["title", "scenario", "epoch_utc", "seed", "run", "version", "scenario_hash"]);

/** Enough to make the same run again. */
export function Provenance(): JSX.Element | null {
  const run = about.value;
  if (!run) return null;
  const rows: [string, string][] = [
    ["scenario", `${run.scenario}, ${run.scenario_hash}`],
    ["epoch", run.epoch_utc],
    ["seed", `${run.seed}, run ${run.run}, ${run.repeats} repeats`],
    ["program", `dewline ${run.program_version}`],
    ["tables", run.tables_hash],
    ...run.made_with
      .filter(({ key }) => !told.has(key))
      .map(({ key, value }): [string, string] => [key.replaceAll("_", " "), value]),
  ];
  return (
    <dl class="facts provenance">
      {rows.map(([key, value]) => (
        <div key={key}>
          <dt>
            <Term>{key}</Term>
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Sources({ list }: { list: readonly Source[] }): JSX.Element {
  return (
    <ol class="sources">
      {list.map((source) => (
        <li key={source.key}>
          <span class="path key">{source.key}</span>
          <div>
            {source.text}{" "}
            {source.grades.map((grade) => (
              <span key={grade}>
                <Grade name={grade} />{" "}
              </span>
            ))}
            {source.url && (
              <div>
                <a href={source.url} target="_blank" rel="noreferrer noopener">
                  {source.url}
                </a>
              </div>
            )}
            {source.note && <div class="dim">{source.note}</div>}
            {source.cited_by.length > 0 && (
              <div class="dim">
                behind <span class="path">{source.cited_by.join(", ")}</span>
              </div>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
