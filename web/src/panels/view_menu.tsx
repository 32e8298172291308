// Which view, what is on it, and where it looks.
import type { JSX } from "preact";
import * as state from "../app/state";
import type { ViewKind } from "../globe/view";
import type { Layers } from "../model/scene";
import { isSatellite } from "../model/sensor_place";
import { toggleLayer } from "./actions";
import { fly, heldView } from "./camera";
import { fit } from "./fit";
import { knowledge } from "./eyes";

const views: readonly [ViewKind, string][] = [
  ["globe", "3-D globe"],
  ["globe-2d", "2-D globe"],
  ["polar", "Polar map"],
  ["flat", "Flat map"],
];
const names: readonly [keyof Layers, string, string][] = [
  ["fans", "Fans", "where the sensors look (G)"],
  ["trails", "Trails", "the ways flown and predicted"],
  ["labels", "Labels", "names (L)"],
  ["evidence", "Evidence", "lines from sensors to what they just saw"],
  ["ellipses", "Ellipses", "where impacts are predicted, 2 sigma: 86 % fall inside if the estimate is right"],
  ["areas", "Areas", "what the centre must warn about"],
];

export function ViewMenu(): JSX.Element {
  return (
    <div class="view-menu" role="toolbar" aria-label="View">
      <select
        aria-label="View"
        title="Next view (V)"
        value={state.view.value}
        onChange={(event) => {
          const chosen = views.find(([kind]) => kind === event.currentTarget.value);
          if (chosen) state.view.value = chosen[0];
        }}
      >
        {views.map(([kind, text]) => (
          <option key={kind} value={kind}>
            {text}
          </option>
        ))}
      </select>
      <div class="group">
        {names.map(([name, text, title]) => (
          <Toggle
            key={name}
            text={text}
            title={title}
            on={state.layers.value[name]}
            press={() => toggleLayer(name)}
          />
        ))}
      </div>
      <div class="group">
        <Look text="Fit" title="all that is there now (F)" go={fit} />
        <Look
          text="Pole"
          title="the North Pole"
          go={() => fly({ lat_rad: Math.PI / 2, lon_rad: lon(), span_rad: 0.9 })}
        />
        <Look text="Centre" title="the centre's sensors and areas" go={toCentre} />
      </div>
      <div class="group">
        <Toggle
          text="Shapes"
          title="plain shapes in place of APP-6 symbols"
          on={state.plain_symbols.value}
          press={() => (state.plain_symbols.value = !state.plain_symbols.value)}
        />
        {state.view.value === "globe" && (
          <Toggle
            text="Inertial"
            title="the eye keeps still among the stars and the Earth turns under it; ways stay drawn as they run over the Earth"
            on={state.inertial.value}
            press={() => (state.inertial.value = !state.inertial.value)}
          />
        )}
      </div>
    </div>
  );
}

function lon(): number {
  return heldView()?.camera().lon_rad ?? 0;
}

/** Where the centre's sensors stand, seen from high above. */
function toCentre(): void {
  const sensors = (knowledge.value?.sensors ?? []).filter((sensor) => !isSatellite(sensor));
  const x = sensors.reduce((sum, s) => sum + Math.cos(s.lat_rad) * Math.cos(s.lon_rad), 0);
  const y = sensors.reduce((sum, s) => sum + Math.cos(s.lat_rad) * Math.sin(s.lon_rad), 0);
  const z = sensors.reduce((sum, s) => sum + Math.sin(s.lat_rad), 0);
  if (sensors.length > 0)
    fly({ lat_rad: Math.atan2(z, Math.hypot(x, y)), lon_rad: Math.atan2(y, x), span_rad: 0.5 });
}

interface ToggleProps {
  text: string;
  title: string;
  on: boolean;
  press: () => void;
}
function Toggle({ text, title, on, press }: ToggleProps): JSX.Element {
  return (
    <button type="button" class="button" title={title} aria-pressed={on} onClick={press}>
      {text}
    </button>
  );
}
function Look({ text, title, go }: { text: string; title: string; go: () => void }): JSX.Element {
  return (
    <button type="button" class="button" title={title} onClick={go}>
      {text}
    </button>
  );
}
