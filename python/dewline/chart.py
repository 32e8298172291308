"""A plain chart without a plotting library: lines, bounds and marks as SVG, for light and dark pages."""
from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape

import numpy as np
from numpy.typing import ArrayLike

from ._figure import Figure

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 380, 70, 26, 56, 48
# Text and axes follow the reader's theme; the four line colours are told apart by dashes too.
_STYLE = """<style>
.dwc{--ink:#16202e;--paper:#fff;--grid:#dde1e6;--s0:#0b57a4;--s1:#b3440b;--s2:#19713f;--s3:#7a3aa0}
@media(prefers-color-scheme:dark){
.dwc{--ink:#e8eef7;--paper:#101a2a;--grid:#26364f;--s0:#82b8ff;--s1:#ff9d66;--s2:#6fcf97;--s3:#cfa3f0}}
.dwc text{font:13px system-ui,sans-serif;fill:var(--ink)}
.dwc path{fill:none;stroke-width:2}.dwc .b{fill:var(--ink);opacity:.09}
</style>"""
_DASHES = ("", "7 4", "2 3", "9 3 2 3")


def xy(title: str, x_label: str, y_label: str, series: Mapping[str, tuple[ArrayLike, ArrayLike]], *,
       bounds: tuple[float, float] | None = None, marks: Mapping[str, float] | None = None,
       log_y: bool = False, dots: Collection[str] = ()) -> Figure:
    """Up to four lines by name, each (x, y) of n numbers, as a Figure: Jupyter shows it, `save` writes it.

    Labels carry the unit, as `range [km]`. bounds: a grey band between two values of y; marks: upright lines
    at values of x, by name; log_y: powers of ten upwards; dots: names of the series drawn as dots, not as
    lines, as measured or tabulated values are. Points that are not finite break the line. Raises ValueError
    for more than four series, for dots that are no series, or if nothing is left to draw.
    """
    if len(series) > len(_DASHES):
        raise ValueError(f"a chart tells {len(_DASHES)} lines apart, here are {len(series)}")
    if unknown := set(dots) - set(series):
        raise ValueError(f"dots: there is no series {', '.join(sorted(unknown))}")
    lines = {k: (np.asarray(x, dtype=float), np.asarray(y, dtype=float)) for k, (x, y) in series.items()}
    with np.errstate(divide="ignore", invalid="ignore"):  # what has no logarithm is not drawn
        shown = {k: (x, np.log10(y) if log_y else y) for k, (x, y) in lines.items()}
    across = _ticks(np.concatenate([x for x, _ in shown.values()] + [np.array(list((marks or {}).values()))]))
    upright = np.concatenate([y for _, y in shown.values()] + [np.array(bounds or ())])
    up = _ticks(upright, whole=log_y)
    body = _axes(across, up, x_label, y_label, log_y)
    if bounds:
        top, bottom = (_at(b, up, HEIGHT - BOTTOM, TOP) for b in (max(bounds), min(bounds)))
        body.append(f'<rect class="b" x="{LEFT}" y="{top:.1f}" width="{WIDTH - LEFT - RIGHT}" '
                    f'height="{bottom - top:.1f}"/>')
    for name, at in (marks or {}).items():
        x = _at(at, across, LEFT, WIDTH - RIGHT)
        body.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="var(--ink)" stroke-dasharray="1 3"/>'
                    f'<text x="{x + 4:.1f}" y="{TOP + 14}">{escape(name)}</text>')
    for k, (name, (x, y)) in enumerate(shown.items()):
        draw = _dots if name in dots else _line
        body.append(draw(k, _at(x, across, LEFT, WIDTH - RIGHT), _at(y, up, HEIGHT - BOTTOM, TOP)))
    body += _legend(list(shown), dots)
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" class="dwc" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
           f'role="img" aria-label="{escape(title)}">{_STYLE}'
           f'<rect width="{WIDTH}" height="{HEIGHT}" style="fill:var(--paper)"/>'
           f'<text x="{LEFT}" y="20" style="font-weight:600">{escape(title)}</text>{"".join(body)}</svg>')
    caption = f"{title}: {y_label} over {x_label}. Simulation, not real-world data.\n"
    return Figure(title, svg, _csv(lines, x_label, y_label), caption)


def _ticks(values: np.ndarray, whole: bool = False) -> np.ndarray:
    """Five to nine round values that cover those that are finite."""
    finite = values[np.isfinite(values)]
    if not finite.size:
        raise ValueError("nothing to draw: no value is finite")
    low, high = float(finite.min()), float(finite.max())
    rough = max(high - low, 1e-9 * max(abs(high), 1)) / 6
    power = 10 ** np.floor(np.log10(rough))
    step = power * next(m for m in (1, 2, 2.5, 5, 10) if m * power >= rough)
    if whole:
        step = max(1.0, np.ceil(step))
    return np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step


def _at(value: ArrayLike, ticks: np.ndarray, begin: float, end: float) -> np.ndarray:
    return begin + (np.asarray(value) - ticks[0]) / (ticks[-1] - ticks[0]) * (end - begin)


def _axes(across: np.ndarray, up: np.ndarray, x_label: str, y_label: str, log_y: bool) -> list[str]:
    out = []
    for tick in across:
        x = _at(tick, across, LEFT, WIDTH - RIGHT)
        out.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="var(--grid)" style="stroke-width:1"/>'
                   f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{tick:.6g}</text>')
    for tick in up:
        y, value = _at(tick, up, HEIGHT - BOTTOM, TOP), 10 ** tick if log_y else tick
        out.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="var(--grid)" style="stroke-width:1"/>'
                   f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:.6g}</text>')
    x, y = (LEFT + WIDTH - RIGHT) / 2, (TOP + HEIGHT - BOTTOM) / 2
    out.append(f'<text x="{x}" y="{HEIGHT - 8}" text-anchor="middle">{escape(x_label)}</text>'
               f'<text transform="translate(16 {y}) rotate(-90)" text-anchor="middle">{escape(y_label)}</text>')
    return out


def _line(k: int, x: np.ndarray, y: np.ndarray) -> str:
    """One line; each gap begins a new piece."""
    words, pen = [], "M"
    for a, b in zip(x, y, strict=True):
        if np.isfinite(a) and np.isfinite(b):
            words.append(f"{pen}{a:.1f} {b:.1f}")
            pen = "L"
        else:
            pen = "M"
    return f'<path d="{"".join(words)}" {_look(k)}/>'


def _dots(k: int, x: np.ndarray, y: np.ndarray) -> str:
    """Strokes of no length with round ends."""
    words = [f"M{a:.1f} {b:.1f}h0" for a, b in zip(x, y, strict=True) if np.isfinite(a) and np.isfinite(b)]
    return f'<path d="{"".join(words)}" stroke="var(--s{k})" style="stroke-width:5;stroke-linecap:round"/>'


def _look(k: int) -> str:
    return f'stroke="var(--s{k})"' + (f' stroke-dasharray="{_DASHES[k]}"' if _DASHES[k] else "")


def _legend(names: Sequence[str], dots: Collection[str]) -> list[str]:
    """The names side by side under the title, above the lines."""
    out, x = [], float(LEFT)
    for k, name in enumerate(names):
        key = (_dots(k, x + np.array([4, 14, 24]), np.full(3, 38)) if name in dots
               else f'<path d="M{x:.0f} 38h28" {_look(k)}/>')
        out.append(f'{key}<text x="{x + 34:.0f}" y="42">{escape(name)}</text>')
        x += 34 + 7.2 * len(name) + 22
    return out


def _csv(lines: Mapping[str, tuple[np.ndarray, np.ndarray]], x_label: str, y_label: str) -> str:
    """All points of all lines, one a row."""
    rows = [f"{_quoted(name)},{a:.9g},{b:.9g}" for name, (x, y) in lines.items()
            for a, b in zip(x, y, strict=True)]
    return f"line,{_quoted(x_label)},{_quoted(y_label)}\n" + "".join(f"{row}\n" for row in rows)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
