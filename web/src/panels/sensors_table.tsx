// The sensors that report to the centre: what each does now, and how many tracks it holds.
import type { JSX } from "preact";
import * as state from "../app/state";
import { toggleSelect } from "./actions";
import { knowledge } from "./eyes";
import { slow_t } from "./slow_clock";
import { Term } from "./term";

const shapes = { holding: "square", detecting: "circle", searching: "ring" } as const;

export function SensorsTable(): JSX.Element {
  const sensors = knowledge.value?.sensors ?? [];
  return (
    <section class="panel sensors" aria-labelledby="sensors-head">
      <header>
        <h2 id="sensors-head">Sensors</h2>
      </header>
      <div class="scroll" tabIndex={sensors.length > 6 ? 0 : -1} role="region" aria-label="Sensors">
        <table class="compact">
          <caption class="hidden">Sensors that report to {state.centre.value}, and what they do now</caption>
          <thead>
            <tr>
              <th scope="col">Sensor</th>
              <th scope="col">Now</th>
              <th scope="col" class="num">
                <Term word="track">Holds</Term>
              </th>
            </tr>
          </thead>
          <tbody>
            {sensors.map((sensor) => (
              <SensorRow key={sensor.id} id={sensor.id} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function SensorRow({ id }: { id: string }): JSX.Element | null {
  const known = knowledge.value;
  const sensor = known?.sensors.find((s) => s.id === id);
  if (!known || !sensor) return null;
  const now = known.sensorNow(sensor, slow_t.value);
  const chosen = state.selected.value === `sensor:${id}`;
  return (
    <tr class={chosen ? "selected" : ""}>
      <th scope="row">
        <button
          type="button"
          class="plain"
          aria-pressed={chosen}
          onClick={() => toggleSelect(`sensor:${id}`)}
        >
          {id}
        </button>
      </th>
      <td>
        <StateMark shape={shapes[now.doing]} />
        {now.doing}
      </td>
      <td class="num">{now.tracks.length}</td>
    </tr>
  );
}

const drawn = {
  square: <rect x="1.5" y="1.5" width="8" height="8" />,
  circle: <circle cx="5.5" cy="5.5" r="4.2" />,
  ring: <circle cx="5.5" cy="5.5" r="3.6" fill="none" stroke="currentColor" stroke-width="1.5" />,
} as const;

function StateMark({ shape }: { shape: keyof typeof drawn }): JSX.Element {
  return (
    <span class={`mark doing-${shape}`} aria-hidden="true">
      <svg viewBox="0 0 11 11" fill="currentColor">
        {drawn[shape]}
      </svg>
    </span>
  );
}
