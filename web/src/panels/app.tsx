// The page: its head, the page that the reader chose, and the stamp under everything.
import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import "uplot/dist/uPlot.min.css";
import "../style/index.css";
import * as state from "../app/state";
import { Charts } from "./charts";
import { EventsList } from "./events_list";
import { Studio } from "./snapshot";
import { Header, Stamp, TruthBand } from "./header";
import { Help } from "./help";
import { onKey } from "./keys";
import { ReportPage } from "./report";
import { SensorsTable } from "./sensors_table";
import { TermTip } from "./term";
import { TimeBar } from "./timebar";
import { TracksTable } from "./tracks_table";
import { on_paper } from "./slices";
import { Transport } from "./transport";
import { TrustPage } from "./trust";
import { ViewPanel } from "./view_panel";
import { WhyPanel } from "./why";

export function App(): JSX.Element {
  useTheme();
  usePrintedReport();
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const page = state.page.value;
  const long = (state.run.value?.end_s ?? 0) >= 3600;
  return (
    <div class={`app on-${page} ${long ? "long-run" : ""}`}>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <Header />
      <TruthBand />
      <main id="main" tabIndex={-1} class={page === "replay" ? "replay" : "page scroll"}>
        {page === "replay" && <Replay />}
        {page === "report" && <ReportPage />}
        {page === "trust" && <TrustPage />}
      </main>
      <Stamp />
      <Help />
      <TermTip />
      <Studio />
    </div>
  );
}

function Replay(): JSX.Element {
  return (
    <>
      <div class="left">
        <TracksTable />
        <SensorsTable />
        <EventsList />
      </div>
      <ViewPanel />
      <div class="right">
        <WhyPanel />
        <Charts />
      </div>
      <div class="bottom">
        <Transport />
        <TimeBar />
      </div>
    </>
  );
}

/** The address holds the state, so a link inside the page must not write to it. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

/** Before anything is drawn with it: charts read their colours when they draw. */
function useTheme(): void {
  document.documentElement.dataset["theme"] = state.theme.value;
  useSignalEffect(() => {
    document.documentElement.dataset["theme"] = state.theme.value;
  });
}

/** Whatever page is open, the report is what goes on paper. */
function usePrintedReport(): void {
  useEffect(() => {
    let was = state.page.peek();
    const before = (): void => {
      was = state.page.peek();
      state.page.value = "report";
      on_paper.value = true;
    };
    const after = (): void => {
      state.page.value = was;
      on_paper.value = false;
    };
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
}
