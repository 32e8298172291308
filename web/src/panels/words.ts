// Numbers and times as every panel prints them.
const minus = "-";

/** T+mm:ss, with hours from the first full hour on; `never` for what has no time. */
export function clock(t_s: number | null | undefined): string {
  if (t_s === null || t_s === undefined || !Number.isFinite(t_s)) return "never";
  return `T${t_s < -0.5 ? minus : "+"}${minutes(Math.abs(t_s), 2)}`;
}

/** m:ss (h:mm:ss from one hour on); empty for what is no number. */
export function minutes(s: number | null | undefined, pad = 1): string {
  if (s === null || s === undefined || !Number.isFinite(s)) return "";
  const whole = Math.round(Math.abs(s));
  const sign = s < -0.5 ? minus : "";
  const two = (n: number): string => String(n).padStart(2, "0");
  const h = Math.floor(whole / 3600);
  const m = Math.floor((whole % 3600) / 60);
  const mm = h > 0 ? two(m) : String(m).padStart(pad, "0");
  return `${sign}${h > 0 ? `${h}:` : ""}${mm}:${two(whole % 60)}`;
}

/** In words, for sentences: 45 s, 4.2 min. */
export function spell(s: number): string {
  const whole = Math.abs(s);
  if (whole < 10) return `${trim(whole.toFixed(1))} s`;
  if (whole < 119.5) return `${Math.round(whole)} s`;
  if (whole < 7200) return `${(whole / 60).toFixed(1)} min`;
  return `${(whole / 3600).toFixed(1)} h`;
}

/** Kilometres with about three figures; metres below one kilometre. */
export function distance(m: number | null | undefined): string {
  if (m === null || m === undefined || !Number.isFinite(m)) return "";
  return Math.abs(m) < 995 ? `${Math.round(m)} m` : `${km(m)} km`;
}

/** The number of kilometres alone, for columns with the unit in their head. */
export function km(m: number | null | undefined): string {
  if (m === null || m === undefined || !Number.isFinite(m)) return "";
  const x = m / 1000;
  const digits = Math.abs(x) < 0.995 ? 2 : Math.abs(x) < 9.95 ? 1 : 0;
  return grouped(x.toFixed(digits));
}

export function probability(p: number | null | undefined): string {
  if (p === null || p === undefined || !Number.isFinite(p)) return "";
  if (p === 0 || p === 1) return String(p);
  if (p < 0.005) return "< 0.01";
  if (p > 0.995) return "> 0.99";
  return p.toFixed(2);
}

export function percent(share: number): string {
  return `${trim((100 * share).toFixed(share > 0.99 || share < 0.01 ? 1 : 0))} %`;
}

/** "moscow" at the start of a sentence; "range-safety" becomes "Range-safety". */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${grouped(String(n))} ${n === 1 ? one : many}`;
}

/** Thousands apart: 1,234. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

function trim(text: string): string {
  return text.replace(/\.0+$/, "");
}
