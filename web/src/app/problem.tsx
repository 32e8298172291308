// What the reader sees instead of a report when its data cannot be read: what is wrong, and what to do about it.
import type { JSX } from "preact";
import { DataError } from "../model/data_error";

export function Problem({ error }: { readonly error: unknown }): JSX.Element {
  const known = error instanceof DataError;
  const text = error instanceof Error ? error.message : String(error);
  return (
    <main class="problem">
      <section role="alert" aria-labelledby="problem-title">
        <h1 id="problem-title">This report cannot be shown</h1>
        <p>{known ? text : `Something in this page failed: ${text}`}</p>
        <p>
          {known
            ? "Open the original file again, or write the report anew: "
            : "Please report this, with the file. Writing the report anew may help: "}
          <code>dewline report RUN</code>
        </p>
        <p>simulation, not real-world data</p>
      </section>
    </main>
  );
}
