// Figures that paper and pencil can confirm. They are truth: they name objects and what really flew.
import type { JSX } from "preact";
import * as state from "../app/state";
import type { FirstSight, HandCheck } from "../model/contract";
import { Term } from "./term";
import { clock, distance, spell } from "./words";

export function HandChecks(): JSX.Element | null {
  const trust = state.run.value?.page.trust;
  if (!trust) return null;
  return (
    <section>
      <h2>
        <Term word="check by hand">Check by hand</Term>
      </h2>
      {state.truth.value ? (
        <>
          <Arcs list={trust.hand_checks} />
          <Sights list={trust.first_sights} />
        </>
      ) : (
        <p class="dim">These figures tell what really flew: choose "what was true" above to see them.</p>
      )}
    </section>
  );
}

function Arcs({ list }: { list: readonly HandCheck[] }): JSX.Element | null {
  if (list.length === 0) return null;
  return (
    <ul>
      {list.map((check) => (
        <li key={check.object}>
          <span class="truth-word">{check.object}</span>: a Kepler arc over {distance(check.ground_range_m)}{" "}
          takes {spell(check.kepler_time_s)}; it flew {spell(check.flown_time_s)}, apogee{" "}
          {distance(check.apogee_h_m)}.
        </li>
      ))}
    </ul>
  );
}

function Sights({ list }: { list: readonly FirstSight[] }): JSX.Element | null {
  if (list.length === 0) return null;
  return (
    <div class="table-box">
      <table>
        <caption>When and where each sensor could first see each object, and which limit came first</caption>
        <thead>
          <tr>
            <th scope="col">Sensor</th>
            <th scope="col">Object</th>
            <th scope="col" class="num">
              At
            </th>
            <th scope="col" class="num">
              Range
            </th>
            <th scope="col" class="num">
              Height
            </th>
            <th scope="col">
              <Term word="opened">Opened by</Term>
            </th>
          </tr>
        </thead>
        <tbody>
          {list.map((sight) => (
            <tr key={`${sight.sensor} ${sight.object} ${sight.t_s}`}>
              <th scope="row">{sight.sensor}</th>
              <td class="truth-word">{sight.object}</td>
              <td class="num">{clock(sight.t_s)}</td>
              <td class="num">{distance(sight.range_m)}</td>
              <td class="num">{distance(sight.height_m)}</td>
              <td>{sight.opened_by}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
