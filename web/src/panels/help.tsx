// The keys, and what the page is.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { help_open } from "../app/state";
import { about } from "./eyes";

const keys = [
  ["Space", "next moment"],
  ["Enter or K", "play, pause"],
  ["Left, Right", "10 s back, on; with Shift 60 s"],
  ["[ and ]", "previous, next event"],
  ["1 to 5", "speed: 1, 5, 20, 60, 200"],
  ["F", "fit: all that is there now"],
  ["V", "next view: globe, 2-D globe, polar, flat"],
  ["G", "sensor fans"],
  ["L", "labels"],
  ["C", "one centre, or all beside each other"],
  ["X", "what was true, or only what the centre knew"],
  ["T", "theme: dark, light, projector"],
  ["+ and -", "on the map: nearer, farther"],
  ["W A S D", "on the map: move it up, left, down, right"],
  ["Q and E", "on the map: turn a globe; 0 turns it back"],
  ["Esc", "let go of what is selected"],
  ["?", "this help"],
] as const;

export function Help(): JSX.Element {
  const box = useRef<HTMLDialogElement>(null);
  const open = help_open.value;
  useEffect(() => {
    if (open && !box.current?.open) box.current?.showModal();
    if (!open && box.current?.open) box.current.close();
  }, [open]);
  return (
    <dialog ref={box} aria-labelledby="help-head" onClose={() => (help_open.value = false)}>
      {open && <HelpText />}
    </dialog>
  );
}

function HelpText(): JSX.Element {
  return (
    <div class="help">
      <header>
        <h2 id="help-head">How to read this page</h2>
        <button type="button" class="button" onClick={() => (help_open.value = false)}>
          Close
        </button>
      </header>
      <p>
        This is a {about.value?.disclaimer ?? "simulation"}. It shows what one centre knew at each instant,
        and nothing else, until you ask for what was true. Click an event or a line of the ledger to see the
        evidence for it, the evidence against it, and what it waited for. Dotted words explain themselves.
      </p>
      <p>
        On the map a solid line was flown, a dashed one is predicted, a dotted one is what a sensor just saw.
        A symbol with a dashed frame is a tentative track, with a full frame a confirmed one, and a hollow one
        (crossed, among plain shapes) is held without new detections. Select a sensor to see all that it looks
        through.
      </p>
      <h3>Keys</h3>
      <dl class="keys">
        {keys.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p class="dim">The address of the page follows what you see: copy it to come back to the same place.</p>
    </div>
  );
}
