// Why: one step of the ledger or of an alert, with what it rests on, what spoke against it and what it waited for.
import { computed } from "@preact/signals";
import type { JSX } from "preact";
import * as state from "../app/state";
import { openRow } from "./actions";
import { answer, chainTo, findAlert, findRow, slowest } from "./chain";
import { EvidenceLists } from "./evidence";
import { eyes, knowledge, ledger } from "./eyes";
import { Mark } from "./icons";
import { InputFacts } from "./input_facts";
import type { Row } from "./known";
import { Situation } from "./situation";
import { Term } from "./term";
import { WaitBars } from "./wait_bars";
import { capital, clock, spell } from "./words";

const row = computed(() => (state.why.value ? findRow(ledger.value, state.why.value) : null));
const alert = computed(() =>
  state.why.value ? findAlert(knowledge.value?.alerts ?? [], state.why.value) : null,
);

export function WhyPanel(): JSX.Element {
  const target = state.why.value;
  return (
    <section class="panel why scroll" aria-labelledby="why-head" tabIndex={0}>
      <header>
        <h2 id="why-head">
          {target ? "Why, and why not sooner" : `What ${capital(state.centre.value)} knows now`}
        </h2>
        {target && (
          <button type="button" class="button" onClick={() => (state.why.value = null)}>
            Close
          </button>
        )}
      </header>
      {target ? <Explained /> : <Situation />}
    </section>
  );
}

function Explained(): JSX.Element {
  const found = row.value;
  if (!found) return alert.value ? <AlertOnly /> : <NotInLedger />;
  return (
    <>
      <p class="answer">
        <Mark kind={found.step} />
        {answer(eyes.value, found)}
      </p>
      {found.happened ? <Happened row={found} /> : <Missing row={found} />}
      <Chain row={found} />
    </>
  );
}

function Happened({ row: found }: { row: Row }): JSX.Element {
  return (
    <>
      {alert.value?.because && (
        <p class="because">
          <Term word="rule">The rule</Term>: <span class="path">{alert.value.because}</span>
        </p>
      )}
      <EvidenceLists row={found} alert={alert.value} />
      <WaitedFor row={found} />
    </>
  );
}

function WaitedFor({ row: found }: { row: Row }): JSX.Element | null {
  if (!found.waited_for && !found.limit_param) return null;
  return (
    <div class="block">
      <h3>
        <Term word="waited for">What it waited for</Term>
      </h3>
      {found.waited_for && <p>{capital(found.waited_for)}.</p>}
      <InputFacts path={found.limit_param} />
    </div>
  );
}

function Missing({ row: found }: { row: Row }): JSX.Element {
  return (
    <div class="block">
      <h3>What was missing</h3>
      <p>{found.missing ? `${capital(found.missing)}.` : "The record does not say."}</p>
      <InputFacts path={found.limit_param} />
    </div>
  );
}

function Chain({ row: found }: { row: Row }): JSX.Element | null {
  const links = chainTo(ledger.value, found);
  if (links.length < 2) return null;
  const slow = slowest(links).filter((link) => link.row.waited_for);
  return (
    <div class="block">
      <h3>{found.happened ? "Why not sooner" : "How far it came"}</h3>
      {found.happened && slow.length > 0 && (
        <ul class="slow">
          {slow.map((link) => (
            <li key={`${link.row.step}${link.row.state}`}>
              <b class="number">{spell(link.waited_s)}</b> to {link.row.label}: {link.row.waited_for}
            </li>
          ))}
        </ul>
      )}
      <WaitBars links={links} />
      <ol class="chain">
        {links.map((link) => (
          <li key={`${link.row.step}${link.row.state}`} class={link.row === found ? "selected" : ""}>
            <button type="button" class="plain" onClick={() => openRow(link.row)}>
              <span class="clock">{clock(link.at_s)}</span>
              <Mark kind={link.row.step} />
              <span class={link.row.truth ? "truth-word" : ""}>{link.row.label}</span>
              <span class="number dim">{link.waited_s >= 0.5 ? `+${spell(link.waited_s)}` : ""}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** An alert that another centre raised has no row in this centre's ledger. */
function AlertOnly(): JSX.Element | null {
  const found = alert.value;
  if (!found) return null;
  return (
    <>
      <p class="answer">
        <Mark kind="alert" />
        {capital(found.label)}: {found.state}, raised by {capital(found.raised_by)} at {clock(found.t_s)},
        known here at {clock(found.known_s)}.
      </p>
      {found.because && <p class="because path">{found.because}</p>}
      <EvidenceLists row={null} alert={found} />
      {found.waited_for && (
        <div class="block">
          <h3>What it waited for</h3>
          <p>{capital(found.waited_for)}.</p>
          <InputFacts path={found.limit_param} />
        </div>
      )}
    </>
  );
}

function NotInLedger(): JSX.Element {
  return (
    <p class="empty">This event is no step of the ledger: there is no more behind it than its own line.</p>
  );
}
