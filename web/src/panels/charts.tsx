// The selected track over time: how sure its place and its impact are, how high it is, and what it threatens.
import { computed, signal } from "@preact/signals";
import type { JSX } from "preact";
import { toGeodetic } from "../model/geodesy";
import type { Knowledge } from "../model/knowledge";
import { selectedTrack } from "./actions";
import { Chart, type Series } from "./chart";
import { theme } from "../app/state";
import { knowledge } from "./eyes";
import { theme_sizes } from "./theme_sizes";

interface Curves {
  readonly label: string;
  readonly sigma: readonly Series[];
  readonly ellipse: readonly Series[];
  readonly height: readonly Series[];
  readonly risk: readonly Series[];
}
/** Of all tracks together: drawn whatever is selected. */
interface ThreatCurves {
  readonly raid: readonly Series[];
  readonly assets: readonly Series[];
  readonly serious: boolean; // worth a look though no track is selected
}
const serious_raid = 0.5; // missiles, on average
const threat = computed<ThreatCurves | null>(() => {
  const judged = knowledge.value?.judged;
  const table = judged?.threatTable();
  if (!judged || !table || table.n < 2) return null;
  const t_s = table.column("known_s");
  const curve = (label: string, column: string): Series => ({
    label,
    t_s,
    y: table.column(column),
    steps: true,
  });
  const assets = (knowledge.value?.assets ?? []).flatMap(({ id }) => {
    const p = judged.assetTable(id);
    return p ? [{ label: id, t_s: p.column("known_s"), y: p.column("prob_any"), steps: true }] : [];
  });
  return {
    raid: [curve("mean", "raid_mean"), curve("5 %", "raid_low"), curve("95 %", "raid_high")],
    assets: assets.slice(0, most_assets),
    serious: table.column("raid_mean").some((mean) => mean >= serious_raid),
  };
});
const most_assets = 7;
const curves = computed<Curves | null>(() => {
  const known = knowledge.value;
  const id = selectedTrack();
  return known && known.track(id) ? curvesOf(known, id) : null;
});

function curvesOf(known: Knowledge, id: string): Curves {
  const table = known.history(id);
  const t_s = table?.column("known_s") ?? [];
  const km = (column: string): Float64Array =>
    (table?.column(column) ?? new Float64Array()).map((m) => m / 1000);
  return {
    label: known.track(id)?.label ?? id,
    sigma: [{ label: "1 sigma", t_s, y: km("sigma_m"), steps: true }],
    ellipse: [
      { label: "long", t_s, y: km("impact_major_m"), steps: true },
      { label: "short", t_s, y: km("impact_minor_m"), steps: true },
    ],
    height: [heights(known, id)],
    risk: known.assets.flatMap(({ id: asset }) => {
      const p = known.probability(id, asset);
      return p ? [{ label: asset, t_s: p.column("known_s"), y: p.column("prob_impact"), steps: true }] : [];
    }),
  };
}

const open = signal(true);
const num_samples = 160;

function heights(known: Knowledge, id: string): Series {
  const path = known.path(id);
  const t_s: number[] = [];
  const y: number[] = [];
  for (let i = 0; path && i <= num_samples; i++) {
    const t = path.begin_s + ((path.end_s - path.begin_s) * i) / num_samples;
    const p = path.position(t);
    if (!p) continue;
    t_s.push(t);
    y.push(toGeodetic(p).h_m / 1000);
  }
  return { label: "height", t_s, y, steps: false };
}

export function Charts(): JSX.Element {
  const now = curves.value;
  return (
    <section class="panel charts" aria-labelledby="charts-head">
      <header>
        <h2 id="charts-head">{now ? `Charts of ${now.label}` : "Charts"}</h2>
        <button
          type="button"
          class="button"
          aria-expanded={open.value}
          onClick={() => (open.value = !open.value)}
        >
          {open.value ? "Hide" : "Show"}
        </button>
      </header>
      <div class="scroll" hidden={!open.value} tabIndex={0} role="region" aria-label="Charts">
        {now ? <All curves={now} /> : <p class="empty">Select a track to see how sure it was, and when.</p>}
        {threat.value && (now || threat.value.serious) && <Together curves={threat.value} />}
      </div>
    </section>
  );
}

function Together({ curves: { raid, assets } }: { curves: ThreatCurves }): JSX.Element {
  const height = theme_sizes[theme.value].chart;
  return (
    <>
      <Chart name="Raid size" unit="missiles" log={false} series={raid} height={height} />
      {assets.length > 0 && (
        <Chart name="P(something falls in)" unit="all tracks" log={false} series={assets} height={height} />
      )}
    </>
  );
}

function All({ curves: now }: { curves: Curves }): JSX.Element {
  const height = theme_sizes[theme.value].chart;
  return (
    <>
      <Chart name="Position" unit="1 sigma, km" log series={now.sigma} height={height} />
      <Chart name="Impact ellipse" unit="1 sigma, km" log series={now.ellipse} height={height} />
      <Chart name="Height" unit="km" log={false} series={now.height} height={height} />
      {now.risk.length > 0 && (
        <Chart name="P(impact in asset)" unit="" log={false} series={now.risk} height={height} />
      )}
    </>
  );
}
