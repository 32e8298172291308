// Words of the glossary: dotted, with their plain line on hover, focus or tap.
import { signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { glossary } from "virtual:docs";

interface Meaning {
  readonly plain: string;
  readonly field: string;
}
const meanings = new Map<string, Meaning>();
for (const { word, plain, field } of glossary)
  for (const name of word.split(/[,;(]/)) {
    const key = name.replace(/\)$/, "").trim().toLowerCase();
    if (key && !meanings.has(key)) meanings.set(key, { plain, field });
  }

/** What the glossary says of a word, in any case and as a plural. */
export function meaningOf(word: string): Meaning | null {
  const key = word.toLowerCase().replaceAll("-", " ");
  const tries = [word.toLowerCase(), key, key.replace(/s$/, ""), key.replaceAll(" ", "-")];
  return tries.map((name) => meanings.get(name)).find((found) => found !== undefined) ?? null;
}

interface TermProps {
  word?: string; // where the text is not the word itself
  quiet?: boolean; // inside a button: hover only, the button is the stop
  children: ComponentChildren;
}
export function Term({ word, quiet, children }: TermProps): JSX.Element {
  const name = word ?? String(children);
  const meaning = meaningOf(name);
  if (!meaning) return <>{children}</>;
  return (
    <span
      class="term"
      data-term={name}
      {...(quiet ? {} : { tabIndex: 0, role: "note", "aria-description": meaning.plain })}
    >
      {children}
    </span>
  );
}

interface Tip extends Meaning {
  readonly x: number;
  readonly y: number;
  readonly above: boolean;
}
const tip = signal<Tip | null>(null);

function show(event: Event): void {
  const at = event.target instanceof Element ? event.target.closest("[data-term], [data-hint]") : null;
  const meaning = at ? meaningAt(at) : null;
  if (!at || !meaning) {
    if (tip.value) tip.value = null;
    return;
  }
  const box = at.getBoundingClientRect();
  const above = box.bottom > window.innerHeight - 120;
  const x = Math.max(6, Math.min(box.left, window.innerWidth - 310));
  tip.value = { ...meaning, x, y: above ? window.innerHeight - box.top + 4 : box.bottom + 4, above };
}

/** Of a word of the glossary, or of a drawing that carries its own words. */
function meaningAt(at: Element): Meaning | null {
  const hint = at.getAttribute("data-hint");
  return hint === null ? meaningOf(at.getAttribute("data-term") ?? "") : { plain: hint, field: "" };
}

function hide(): void {
  tip.value = null;
}

/** One for the whole page. */
export function TermTip(): JSX.Element | null {
  useEffect(() => {
    const shows = ["pointerover", "focusin"];
    for (const name of shows) document.addEventListener(name, show);
    document.addEventListener("focusout", hide);
    document.addEventListener("scroll", hide, true);
    return () => {
      for (const name of shows) document.removeEventListener(name, show);
      document.removeEventListener("focusout", hide);
      document.removeEventListener("scroll", hide, true);
    };
  }, []);
  const now = tip.value;
  if (!now) return null;
  const place = now.above
    ? { left: `${now.x}px`, bottom: `${now.y}px` }
    : { left: `${now.x}px`, top: `${now.y}px` };
  return (
    <div class="tip" style={place}>
      {now.plain}
      {now.field && <i>in the field: {now.field}</i>}
    </div>
  );
}
