#!/usr/bin/python3
"""Draws the warning ledger of one run as docs/pictures/ledger.svg. To make it again:

    ./dw run norwegian-rocket-1995 --repeat 200 --out /tmp/picture
    python3 docs/make_pictures.py /tmp/picture/summary.json [OUT.svg]

The times of the record come from the `record:` block of scenario.resolved.yaml beside the summary, if it is there.
"""
import json
import pathlib
import re
import sys
import textwrap
from html import escape
from operator import itemgetter
from typing import Any, NamedTuple

Row = dict[str, Any]
TOLD, KEY = itemgetter("centre", "object", "step"), itemgetter("centre", "object", "step", "state")
WIDTH, NAME_X, TIME_X, PLOT_X, PLOT_W, TEXT_X = 900, 20, 206, 224, 394, 636
TOP, ROW_H, LEGEND_Y = 190, 24, 116
BREAK_S, BREAK_SHARE, GAP = 600.0, 0.755, 14  # the axis breaks at T+10:00, after this share of its width
NAMES = {"visible": "in view of {sensor}", "first-detection": "first detection arrives", "track": "track confirmed",
         "launch-call": "called a launch", "rule-met": "alert rule met", "impact-point": "impact point known",
         "region-excluded": "{asset} excluded", "declared": "alert declared", "left-field": "left view of {sensor}",
         "coasting": "track coasts", "lost": "track lost", "withdraw-met": "withdrawal rule met",
         "withdrawn": "alert withdrawn"}
KINDS = {"declared": "alert", "withdrawn": "alert", "region-excluded": "excluded"}  # colours: Okabe and Ito
CIRCLE = "M-4.4 0a4.4 4.4 0 1 0 8.8 0a4.4 4.4 0 1 0-8.8 0z"
SHAPES = {"known": CIRCLE, "alert": "M-4.5-4.5h9v9h-9z", "excluded": "M0-5.6L5.6 4.4H-5.6z", "truth": CIRCLE,
          "band": "M-6-7h12v14h-12z", "record": "M0-5.4L4.8 0L0 5.4L-4.8 0z"}
STYLE = """text{font:12px system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;fill:#1f2328}
text.head{font-size:20px;font-weight:600}text.s{font-size:11px}text.g{fill:#5f6873}text.i{font-style:italic}
text.b{font-weight:600}text.e{text-anchor:end}text.m{text-anchor:middle}
.paper{fill:#fafaf7;stroke:#d5d9de}.grid{stroke:#e3e6ea}.axis{stroke:#9aa1aa}
.known{fill:#0072B2}.alert{fill:#D55E00}.excluded{fill:#009E73}.record{fill:#CC79A7;stroke:#1f2328;stroke-width:.9}
.truth{fill:#fff;stroke:#5f6873;stroke-width:1.6}.band{fill:#0072B2;fill-opacity:.36}
.stands{fill:#D55E00;fill-opacity:.11}.since{stroke:#009E73;stroke-width:1.6}.dash{stroke-dasharray:5 3}"""


class Axis(NamedTuple):
    """Seconds to pixels: stretched before the break; after it, the axis goes on at `resume`, near the next step."""
    resume: float
    end: float

    def x(self, t: float) -> float:
        if t <= BREAK_S:
            return PLOT_X + t / BREAK_S * BREAK_SHARE * PLOT_W
        late = PLOT_X + BREAK_SHARE * PLOT_W + GAP
        return late + max(0.0, t - self.resume) / (self.end - self.resume) * (PLOT_X + PLOT_W - late)

    def ticks(self) -> list[tuple[float, str]]:
        """Place and label: every minute, then every two; labels where they have room."""
        early = [(self.x(t), "" if t % 120 else clock(t) if t else "T+00:00") for t in range(0, int(BREAK_S), 60)]
        late = range(int(self.resume), int(self.end) + 1, 120)
        skip = 240 if len(late) < 5 else 480
        return early + [(self.x(t + 1e-3), "" if (late[-1] - t) % skip else clock(t)) for t in late]


def clock(t: float) -> str:
    return f"{round(t) // 60:02d}:{round(t) % 60:02d}"


def text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}">{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>'


def box(x: float, y: float, w: float, h: float, kind: str, round_by: float = 0) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{round_by}" class="{kind}"/>'


def mark(kind: str, x: float, y: float) -> str:
    return f'<path d="{SHAPES[kind]}" transform="translate({x:.1f} {y:.1f})" class="{kind}"/>'


def read_record(file: pathlib.Path) -> list[Row]:
    """The `record:` block of a resolved scenario: a list of flat maps, one key a line; `at` in seconds, or None."""
    block = re.search(r"^record:\n((?:[ -].*\n)+)", file.read_text("utf-8"), re.M) if file.exists() else None
    entries: list[Row] = []
    for dash, key, value in re.findall(r"^ *(- )?(\w+): (.*)$", block.group(1) if block else "", re.M):
        entries += [{"at": None}] if dash else []
        number, _, unit = value.partition(" ")
        entries[-1][key] = value.strip('"') if key != "at" else float(number) * {"s": 1, "min": 60, "h": 3600}[unit]
    return entries


def shorten(row: Row, limit: int = 46) -> str:
    words = re.sub(r": \[[^]]*\]( \([^)]*\))?|, (opened|closed) [\d:]+", "", row["waited_for"] or row["missing"])
    words = words.replace(f" of {row['sensor']}", "")
    words = words.replace("the track: nothing", "the track, nothing")
    return words if len(words) <= limit else words[:limit - 3].rpartition(" ")[0] + " ..."


def rows_of(run: Row) -> list[Row]:
    """The steps of the first centre and object in order of time, each with its band; what never came is last."""
    bands = {KEY(b): b["known_s"] for b in run["bands"]}
    rows = [r | {"kind": "truth" if r["truth"] else KINDS.get(r["step"], "known"), "band": bands.get(KEY(r)) or {},
                 "at": r["t_s"] if r["truth"] else r["known_s"]}  # null: never
            for r in run["ledger"] if KEY(r)[:2] == KEY(run["ledger"][0])[:2]]
    return sorted(rows, key=lambda r: (r["at"] is None, r["at"] or 0.0))


def axis_for(rows: list[Row], record: list[Row]) -> Axis:
    times = [e["at"] for e in rows + record] + [r["band"].get(k) for r in rows for k in ("p05", "p95")]
    late = [t for t in times if t is not None and t > BREAK_S]
    return Axis(min([18 * 60.0] + [t // 120 * 120 for t in late]), max([24.6 * 60] + [t + 36 for t in late]))


def draw_axis(axis: Axis, bottom: float) -> list[str]:
    out = [line(x, TOP, x, bottom, "grid") + text(x, bottom + 17, label, "s g m") for x, label in axis.ticks()]
    x = PLOT_X + BREAK_SHARE * PLOT_W + GAP / 2
    for y in (TOP, bottom):
        out += [line(PLOT_X, y, x - 3, y, "axis"), line(x + 3, y, PLOT_X + PLOT_W, y, "axis"),
                *(line(x + d - 2, y + 6, x + d + 2, y - 6, "axis") for d in (-3, 3))]
    return out


def draw_story(axis: Axis, at: dict[str, float], asset: str, bottom: float) -> list[str]:
    """The alert as a band, and the moment from which its own track spoke against it."""
    out, gone, over = [], at.get("region-excluded"), at.get("withdrawn")
    if "declared" in at:
        x, end = axis.x(at["declared"]), axis.x(axis.end if over is None else over)
        out += [box(x, TOP - 20, end - x, bottom - TOP + 20, "stands"), box(x, TOP - 20, end - x, 2, "alert"),
                text((x + end) / 2, TOP - 6, "the alert stands", "s m b")]
    if gone is not None:
        x, end, y = axis.x(gone), axis.x(over or gone), TOP - 30
        out += [line(x, TOP - 48, x, bottom, "since dash"), line(x, y, end, y, "since"),
                text(x + 6, y - 8, f"{clock(gone)}: the track excludes {asset}", "s b")]
        later = f"withdrawn {((over or gone) - gone) / 60:.1f} min later"
        out += [line(end, y - 4, end, y + 4, "since"), text(end + 6, y + 4, later, "s")] if end > x else []
    return out


def draw_record(axis: Axis, t: float, entry: Row, y: float) -> str:
    if entry["at"] is None:
        return text(axis.x(t) + 10, y + 4, "record: no minute given", "s i")
    x, other = axis.x(entry["at"]), re.findall(r"\b\d\d:\d\d\b", entry["text"])
    left = x > PLOT_X + 0.7 * PLOT_W or x < axis.x(t) < x + 130  # no room on the right
    words = " or ".join(["record " + clock(entry["at"]), *other])
    beside = text(min(x, axis.x(t)) - 9 if left else x + 14, y + 4, words, "s i e" if left else "s i")
    return f'<g><title>{escape(entry["text"])}</title>{mark("record", x, y)}{beside}</g>'


def draw_row(axis: Axis, row: Row, asset: str, y: float, record: Row | None) -> str:
    t, band, kind = row["at"], row["band"], row["kind"]
    name = NAMES.get(row["step"], row["step"]).format(sensor=row["sensor"].title(), asset=asset)
    style = {"truth": "g i", "known": ""}.get(kind, "b")
    out = [f"<title>{escape(row['step'])}: {escape(row['waited_for'] or row['missing'])}</title>",
           line(NAME_X, y + ROW_H / 2, WIDTH - NAME_X, y + ROW_H / 2, "grid"), text(NAME_X, y + 4, name, style),
           text(TIME_X, y + 4, "never" if t is None else clock(t), "e " + style),
           text(TEXT_X, y + 4, shorten(row), "s g")]
    if band.get("p05") is not None and kind != "truth":
        x = axis.x(band["p05"])
        out.append(box(x - 1, y - 7, axis.x(band["p95"]) - x + 2, 14, "band", 1.5))
    out += [mark(kind, axis.x(t), y)] if t is not None else []
    return "<g>" + "".join(out + ([draw_record(axis, t or 0.0, record, y)] if record else [])) + "</g>"


def draw_legend(centre: str, repeats: int) -> list[str]:
    words = (f"{centre} knows it", "alert", "excluded by the track", "truth: no centre knows it",
             f"middle 90 % of {repeats} repeats", "historical record")
    starts = [NAME_X + 6 + sum(36 + 5.8 * len(w) for w in words[:i]) for i in range(len(words))]
    return [mark(k, x, LEGEND_Y) + text(x + 11, LEGEND_Y + 4, w, "s") for k, x, w in zip(SHAPES, starts, words)]


def draw_words(run: Row, bottom: float) -> list[str]:
    facts = (f"simulation, not real-world data  ·  seed {run['seed']}, n = {run['repeats']} repeats  ·  "
             f"dewline {run['version']}, scenario {run['scenario_hash'][:8]}  ·  T = {run['epoch_utc']}")
    notes = "Time is cut or squeezed after the break. Record: press accounts, a minute at best; no agreement forced."
    return [text(NAME_X, 36, run["title"], "head"), text(NAME_X, bottom + 46, facts, "s"),
            text(NAME_X, bottom + 62, notes, "s g"), text(TEXT_X, TOP - 6, "what it waited for", "s b"),
            text(TIME_X, TOP - 6, "this run", "s b e"), text(NAME_X, TOP - 6, "step of the ledger", "s b"),
            *(text(NAME_X, 60 + 17 * i, part) for i, part in enumerate(textwrap.wrap(run["headline"], 118)))]


def draw(run: Row, record: list[Row]) -> str:
    rows, told = rows_of(run), {TOLD(e): e for e in record}
    axis, bottom, centre = axis_for(rows, record), TOP + ROW_H * len(rows) + 7, rows[0]["centre"].title()
    at = {r["step"]: r["at"] for r in rows if r["at"] is not None}
    assets = re.findall(r"P\((\w+)\)", " ".join(r["waited_for"] for r in rows))
    asset, height = assets[0].title() if assets else "its region", bottom + 78
    body = [f'<desc id="d">{escape(run["headline"])} Simulation, not real-world data.</desc><style>{STYLE}</style>',
            box(0.5, 0.5, WIDTH - 1, height - 1, "paper", 6), *draw_words(run, bottom), *draw_axis(axis, bottom),
            *draw_legend(centre, run["repeats"]), *draw_story(axis, at, asset, bottom)]
    body += [draw_row(axis, r, asset, TOP + ROW_H * (i + 0.5), told.get(TOLD(r))) for i, r in enumerate(rows)]
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'role="img" aria-labelledby="t d">\n<title id="t">{escape(run["title"])}: the warning ledger of {centre}'
            "</title>\n" + "\n".join(body) + "\n</svg>\n")


def main(summary: pathlib.Path, out: pathlib.Path = pathlib.Path(__file__).parent / "pictures" / "ledger.svg") -> None:
    record = read_record(summary.with_name("scenario.resolved.yaml"))
    out.write_text(draw(json.loads(summary.read_text("utf-8")), record), "utf-8")


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:3])) if sys.argv[1:] else sys.exit(__doc__)
