"""Jupyter notebooks without Jupyter: read, executed, compared, shown as HTML. Used by the tests and by
render.py.

A cell's outputs are what Jupyter would store: standard output, then the value of its last expression as text
and, if the value offers it, as HTML or SVG.
"""
import ast
import contextlib
import html
import io
import json
import os
import re
import tempfile

RICH = {"text/html": "_repr_html_", "image/svg+xml": "_repr_svg_"}
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def read(path):
    """The notebook as nested dicts and lists."""
    return json.loads(path.read_text())


def write(path, notebook):
    """Stores it as Jupyter does: one space of indentation, sorted keys, line feed at the end."""
    path.write_text(json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def text_of(cell):
    return "".join(cell["source"])


def execute(notebook):
    """The outputs of every code cell, in order, from a fresh namespace and an empty folder. An error of a
    cell comes out with the cell's number in its message."""
    namespace, all_outputs = {"__name__": "__main__"}, []
    os.environ["COLUMNS"] = "120"  # pandas folds its tables to the terminal's width: always the same here
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            for number, cell in enumerate((c for c in notebook["cells"] if c["cell_type"] == "code"), 1):
                all_outputs.append(run_cell(text_of(cell), namespace, number))
        finally:
            os.chdir(here)
    return all_outputs


def run_cell(source, namespace, number):
    """The outputs of one cell."""
    tree = ast.parse(source, f"<cell {number}>")
    last, value, told = None, None, io.StringIO()
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    try:
        with contextlib.redirect_stdout(told):
            exec(compile(tree, f"<cell {number}>", "exec"), namespace)
            if last:
                value = eval(compile(last, f"<cell {number}>", "eval"), namespace)
    except Exception as error:
        raise RuntimeError(f"cell {number}: {type(error).__name__}: {error}") from error
    outputs = []
    if told.getvalue():
        outputs.append({"output_type": "stream", "name": "stdout", "text": lines(told.getvalue())})
    if value is not None:
        outputs.append({"output_type": "execute_result", "execution_count": number, "metadata": {},
                        "data": shown(value)})
    return outputs


def shown(value):
    """A value by kind of content."""
    data = {"text/plain": lines(repr(value))}
    for kind, method in RICH.items():
        if hasattr(value, method) and (rich := getattr(value, method)()):
            data[kind] = lines(rich)
    return data


def lines(text):
    return text.splitlines(keepends=True)


def with_outputs(notebook, outputs):
    """A copy that holds these outputs."""
    copy = json.loads(json.dumps(notebook))
    code = [c for c in copy["cells"] if c["cell_type"] == "code"]
    for number, (cell, new) in enumerate(zip(code, outputs, strict=True), 1):
        cell["outputs"], cell["execution_count"] = new, number
    return copy


def difference(old, new, tolerance):
    """In words, how two lists of a cell's outputs differ beyond a relative tolerance of their numbers;
    empty: they do not. Pictures are compared as texts with numbers too."""
    if [o["output_type"] for o in old] != [o["output_type"] for o in new]:
        return f"stored {[o['output_type'] for o in old]}, made {[o['output_type'] for o in new]}"
    for a, b in zip(old, new, strict=True):
        pairs = [("text", a["text"], b["text"])] if a["output_type"] == "stream" else \
                [(k, a["data"].get(k, []), b["data"].get(k, [])) for k in sorted(a["data"] | b["data"])]
        for kind, was, now in pairs:
            if words := text_difference("".join(was), "".join(now), tolerance):
                return f"{kind}: {words}"
    return ""


def text_difference(was, now, tolerance):
    """The first line in which two texts differ, numbers within tolerance; spaces that align columns do not
    count."""
    one, two = was.splitlines(), now.splitlines()
    for a, b in zip(one, two, strict=False):
        if NUMBER.sub("#", a).split() != NUMBER.sub("#", b).split():
            return f"stored {a[:150]!r}, made {b[:150]!r}"
        for x, y in zip(map(float, NUMBER.findall(a)), map(float, NUMBER.findall(b)), strict=True):
            if abs(x - y) > tolerance * max(abs(x), abs(y)):
                return f"stored {x:g}, made {y:g} in {b[:150]!r}"
    return "" if len(one) == len(two) else f"stored {len(one)} lines, made {len(two)}"


def to_html(notebook, markdown):
    """The notebook as HTML; `markdown` turns a Markdown text into HTML."""
    parts = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            parts.append(markdown(text_of(cell)))
        else:
            parts.append(f'<pre class="code"><code>{html.escape(text_of(cell))}</code></pre>')
            parts += [output_html(o) for o in cell["outputs"]]
    return "\n".join(parts)


def output_html(output):
    """One output, in its richest kind."""
    if output["output_type"] == "stream":
        return f'<pre class="out" tabindex="0">{html.escape("".join(output["text"]))}</pre>'
    data = output["data"]
    if "image/svg+xml" in data:
        return f'<figure>{svg_inline("".join(data["image/svg+xml"]))}</figure>'
    if "text/html" in data:
        table = re.sub(r"<style.*?</style>", "", "".join(data["text/html"]), flags=re.S)
        table = re.sub(r' border="1"| style="text-align: right;"', "", table)
        return f'<div class="table" tabindex="0">{table}</div>'
    return f'<pre class="out" tabindex="0">{html.escape("".join(data["text/plain"]))}</pre>'


def svg_inline(svg):
    """A document as an element of a page."""
    return re.sub(r"^\s*(<\?xml.*?\?>)?\s*(<!DOCTYPE.*?>)?", "", svg, flags=re.S)
