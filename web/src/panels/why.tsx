// Why: one step of the ledger or of an alert, with what it rests on, what spoke against it and what it waited for.
import { computed } from "@preact/signals";
import type { JSX } from "preact";
import * as state from "../app/state";
import { openRow, stopAt } from "./actions";
import { alertChain, answer, chainTo, explained, slowest } from "./chain";
import { EvidenceLists } from "./evidence";
import { eyes, knowledge, ledger } from "./eyes";
import { Mark } from "./icons";
import { InputFacts } from "./input_facts";
import { isAgain, type Row } from "./known";
import type { Alert } from "../model/contract";
import { JudgedBlocks } from "./judged_blocks";
import { Situation } from "./situation";
import { Term } from "./term";
import { WaitBars } from "./wait_bars";
import { capital, clock, spell } from "./words";

const nothing = { row: null, alert: null };
const found = computed(() =>
  state.why.value ? explained(ledger.value, knowledge.value?.alerts ?? [], state.why.value) : nothing,
);
const row = computed(() => found.value.row);
const alert = computed(() => found.value.alert);

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
      {alert.value?.because && <Rule words={alert.value.because} />}
      <EvidenceLists row={found} alert={alert.value} />
      <JudgedBlocks track={trackOf(found.track)} t_s={found.at_s ?? 0} truth={found.truth} />
      <WaitedFor row={found} />
    </>
  );
}

function trackOf(number: number): string {
  return number > 0 ? `${state.centre.value}/${number}` : "";
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
            <li key={`${link.row.step}${link.row.state}${link.row.other}`}>
              <b class="number">{spell(link.waited_s)}</b> to {link.row.label}: {link.row.waited_for}
            </li>
          ))}
        </ul>
      )}
      <WaitBars links={links} />
      <ol class="chain">
        {links.map((link) => (
          <li
            key={`${link.row.step}${link.row.state}${link.row.other}`}
            class={link.row === found ? "selected" : ""}
          >
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

/** A further alert of a state, or one that another centre raised: neither has a row in this centre's ledger. */
function AlertOnly(): JSX.Element | null {
  const found = alert.value;
  if (!found) return null;
  return (
    <>
      <p class="answer">
        <Mark kind="alert" />
        {alertAnswer(found)}
      </p>
      {found.because && <Rule words={found.because} />}
      <EvidenceLists row={null} alert={found} />
      <JudgedBlocks track={trackOf(found.tracks[0] ?? 0)} t_s={found.known_s} truth={false} />
      {found.waited_for && (
        <div class="block">
          <h3>What it waited for</h3>
          <p>{capital(found.waited_for)}.</p>
          <InputFacts path={found.limit_param} />
        </div>
      )}
      <AlertChain last={found} />
    </>
  );
}

function alertAnswer(alert: Alert): string {
  const { raised_by, label, tracks, t_s, known_s } = alert;
  const here = raised_by === state.centre.value;
  const again = isAgain(knowledge.value?.alerts ?? [], alert) ? " again" : "";
  const about = here && tracks.length > 0 ? `, about ${tracks.map((n) => `track ${n}`).join(", ")}` : "";
  const told = here ? "" : `; known here at ${clock(known_s)}`;
  return `${capital(raised_by)} at ${clock(t_s)}: ${label}${again}${about}${told}.`;
}

function Rule({ words }: { words: string }): JSX.Element {
  return (
    <p class="because">
      <Term word="rule">The rule</Term>: <span class="path">{words}</span>
    </p>
  );
}

function AlertChain({ last }: { last: Alert }): JSX.Element | null {
  const links = alertChain(knowledge.value?.alerts ?? [], last);
  if (links.length < 2) return null;
  return (
    <div class="block">
      <h3>This alert until then</h3>
      <ol class="chain">
        {links.map(({ step, state: word, label, tracks, known_s }, i) => {
          const target = { step, state: word, track: tracks[0] ?? 0, at_s: known_s };
          const waited_s = known_s - (links[i - 1]?.known_s ?? known_s);
          return (
            <li key={step} class={step === last.step ? "selected" : ""}>
              <button type="button" class="plain" onClick={() => openAlert(target)}>
                <span class="clock">{clock(known_s)}</span>
                <Mark kind={step} />
                <span>{label}</span>
                <span class="number dim">{waited_s >= 0.5 ? `+${spell(waited_s)}` : ""}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function openAlert(target: Required<state.WhyTarget>): void {
  stopAt(target.at_s);
  state.why.value = target;
}

function NotInLedger(): JSX.Element {
  return (
    <p class="empty">This event is no step of the ledger: there is no more behind it than its own line.</p>
  );
}
