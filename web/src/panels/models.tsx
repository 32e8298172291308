// The models that the run used, with their labels and the tests that hold them to published numbers.
import type { JSX } from "preact";
import { models as pages } from "virtual:docs";
import * as state from "../app/state";
import { Term } from "./term";

export function Models(): JSX.Element {
  const used = state.run.value?.page.trust.models ?? [];
  return (
    <section>
      <h2>Models used</h2>
      <div class="table-box">
        <table>
          <caption class="hidden">Models of this run, with labels and tests</caption>
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">
                <Term word="verified">Label</Term>
              </th>
              <th scope="col">Tests that hold it to published numbers, and what is not tested</th>
            </tr>
          </thead>
          <tbody>
            {used.map((name) => (
              <Line key={name} name={name} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Line({ name }: { name: string }): JSX.Element {
  const page = pages[name];
  if (!page) {
    return (
      <tr>
        <th scope="row">{name}</th>
        <td>no page</td>
        <td />
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">{page.title}</th>
      <td>
        <b class={page.unverified.length > 0 ? "unverified" : "verified"}>{page.label}</b>
      </td>
      <td>
        {page.tests.length > 0 && <p class="path">{page.tests.join(", ")}</p>}
        <details>
          <summary>in the words of its page</summary>
          {[...new Set([...page.unverified, ...page.verified])].map((text) => (
            <p key={text}>{text}</p>
          ))}
        </details>
      </td>
    </tr>
  );
}
