// The head of every page: what is asked, where one is, what the chosen centre's alert state is, and whose eyes see.
import type { JSX } from "preact";
import * as state from "../app/state";
import { chooseCentre, nextTheme, setTruth } from "./actions";
import { AlertBadge } from "./alert_badge";
import { ExportMenu } from "./export_menu";
import { about } from "./eyes";
import { Term } from "./term";
import { capital } from "./words";

export function Header(): JSX.Element {
  const clock = state.page.value === "replay"; // a state belongs to an instant: no badge where there is no clock
  const title = about.value?.title;
  return (
    <header class="top">
      <div class="title">
        {clock ? <h1 title={title}>{title}</h1> : <p class="name">{title}</p>}
        <p class="asked" title={about.value?.question}>
          {about.value?.question}
        </p>
      </div>
      {clock && <AlertBadge />}
      <span class="gap" />
      <Pages />
      <WhoseEyes />
      <div class="group">
        <ExportMenu />
        <ThemeButton />
        <button
          type="button"
          class="button"
          aria-haspopup="dialog"
          onClick={() => (state.help_open.value = true)}
        >
          Help
        </button>
      </div>
    </header>
  );
}

const pages = [
  ["replay", "Replay"],
  ["report", "Report"],
  ["trust", "Can I trust this?"],
] as const;

function Pages(): JSX.Element {
  return (
    <nav class="pages" aria-label="Pages">
      {pages.map(([name, text]) => (
        <button
          key={name}
          type="button"
          aria-current={state.page.value === name ? "page" : undefined}
          onClick={() => (state.page.value = name)}
        >
          {text}
        </button>
      ))}
    </nav>
  );
}

/** What one centre knew, or what was true: the second only when it is asked for. */
function WhoseEyes(): JSX.Element {
  const centres = state.run.value?.page.centres ?? [];
  return (
    <div class="eyes" role="group" aria-label="Whose knowledge is shown">
      <label>
        <span class="dim">what </span>
        <select
          aria-label="Centre"
          value={state.centre.value}
          onChange={(event) => chooseCentre(event.currentTarget.value)}
        >
          {centres.map(({ id }) => (
            <option key={id} value={id}>
              {capital(id)}
            </option>
          ))}
        </select>
        <span class="dim"> knew</span>
      </label>
      <button
        type="button"
        class="button truth-button"
        aria-pressed={state.truth.value}
        onClick={() => setTruth(!state.truth.value)}
      >
        what was true
      </button>
    </div>
  );
}

/** Says so, plainly, while the truth is on the page. */
export function TruthBand(): JSX.Element | null {
  if (!state.truth.value) return null;
  return (
    <div class="truth-band" role="status">
      <span>
        <b>Truth is shown</b>: names, true paths and times that no centre knew stand beside what{" "}
        {capital(state.centre.value)} knew.
      </span>
      <button type="button" class="button" onClick={() => setTruth(false)}>
        Only what {capital(state.centre.value)} knew
      </button>
    </div>
  );
}

function ThemeButton(): JSX.Element {
  const names = { dark: "Dark", light: "Light", projector: "Projector" } as const;
  return (
    <button type="button" class="button" title="Next theme (T)" onClick={nextTheme}>
      <span class="hidden">Theme: </span>
      {names[state.theme.value]}
    </button>
  );
}

/** The foot of every page, on paper of every sheet. */
export function Stamp(): JSX.Element | null {
  const run = about.value;
  if (!run) return null;
  return (
    <footer class="stamp">
      <b>{run.disclaimer}</b>
      <span class="case">{run.scenario}</span>
      <span>
        <Term>seed</Term> {run.seed}
      </span>
      <span>dewline {run.program_version}</span>
      <span>
        scenario <span class="path">{run.scenario_hash}</span>
      </span>
      {!run.complete && <b class="warning">this run was stopped before its end</b>}
    </footer>
  );
}
