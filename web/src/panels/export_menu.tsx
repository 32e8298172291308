// Everything that leaves the page as a file, and the address that leads back to what is seen now.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import * as state from "../app/state";
import { type CsvTable, csvText } from "../model/csv";
import { czmlText } from "../model/czml";
import { heldView } from "./camera";
import type { Run } from "../model/run";
import { eyes, ledger } from "./eyes";
import { Icon } from "./icons";
import { fileName, save, saveText } from "../app/save";
import { ledgerSvg, timeBarSvg } from "./svg_export";

const open = signal(false);
const said = signal("");

export function ExportMenu(): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const away = (event: Event): void => {
      if (
        event instanceof KeyboardEvent ? event.key === "Escape" : !box.current?.contains(event.target as Node)
      )
        open.value = false;
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("keydown", away);
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("keydown", away);
    };
  }, []);
  return (
    <div class="menu" ref={box}>
      <button
        type="button"
        class="button icon"
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
      >
        Export <Icon name="down" />
      </button>
      {open.value && <List />}
      <span class="hidden" role="status">
        {said.value}
      </span>
    </div>
  );
}

function List(): JSX.Element {
  const whose = state.truth.value ? "with what was true" : `what ${state.centre.value} knew`;
  const replay = state.page.value === "replay";
  return (
    <div class="menu-list">
      {replay && (
        <>
          <Item text="Picture of the view" small="PNG" save={savePicture} />
          <Item text="Time bar" small="SVG" save={saveTimeBar} />
        </>
      )}
      <Item text="Ledger, drawn" small="SVG" save={saveLedger} />
      {(["ledger", "events", "tracks", "detections"] as const).map((table) => (
        <Item key={table} text={`Table: ${table}`} small={`CSV, ${whose}`} save={() => saveTable(table)} />
      ))}
      <Item text="Scene for Cesium or STK" small={`CZML, ${whose}`} save={saveScene} />
      <Item text="Print, or save as PDF" small="the report page" save={printLater} />
      <Item text="Copy a link to this instant" small="opens this file where it stands now" save={copyLink} />
    </div>
  );
}

function Item({
  text,
  small,
  save,
}: {
  text: string;
  small: string;
  save: () => void | Promise<void>;
}): JSX.Element {
  const press = (): void => {
    open.value = false;
    void Promise.resolve(save()).then(
      () => (said.value ||= `${text}: done`),
      (error: unknown) => (said.value = `${text} failed: ${String(error)}`),
    );
    said.value = "";
  };
  return (
    <button type="button" class="tool" onClick={press}>
      {text} <small>{small}</small>
    </button>
  );
}

const types = { svg: "image/svg+xml", csv: "text/csv", czml: "application/json" } as const;

function give(what: string, ending: keyof typeof types, make: (run: Run) => string): void {
  const run = state.run.peek();
  if (run) saveText(fileName(run, what, ending), make(run), types[ending]);
}

async function savePicture(): Promise<void> {
  const [view, run] = [heldView(), state.run.peek()];
  if (view && run) save(fileName(run, `t${Math.round(state.t_s.peek())}`, "png"), await view.png());
}

function saveTimeBar(): void {
  const host = document.querySelector<HTMLElement>(".timebar");
  if (host) give("time-bar", "svg", ({ page }) => timeBarSvg(host, page.about));
}

function saveLedger(): void {
  const who = state.centre.peek();
  give(`ledger-${who}`, "svg", ({ page }) => ledgerSvg(ledger.peek(), who, page.about));
}

function saveTable(table: CsvTable): void {
  give(`${table}-${state.centre.peek()}`, "csv", (run) => csvText(table, run, eyes.peek()));
}

function saveScene(): void {
  give(state.centre.peek(), "czml", (run) => czmlText(run, eyes.peek()));
}

/** After the menu is gone from the page. */
function printLater(): void {
  setTimeout(() => window.print(), 50);
}

/** A file opened from disk may not reach the clipboard: then the address line has it. */
async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
    said.value = "The link is copied.";
  } catch {
    said.value = "The address of this page is the link.";
  }
}
