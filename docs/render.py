#!/usr/bin/python3
"""The Markdown papers as plain HTML pages, with an index. Needs Debian's cmark-gfm.

usage: render.py ROOT OUT
"""
import html
import pathlib
import re
import shutil
import subprocess
import sys

FIRST = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
pre{background:#f4f4f2;padding:.8rem;overflow-x:auto;line-height:1.3}code{font-size:.92em}img{max-width:100%}
table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border:1px solid #ccc;padding:.25rem .6rem;text-align:left}
nav{font-size:.9em;border-bottom:1px solid #ccc;padding-bottom:.4rem}a{color:#0b57a4}
@media(prefers-color-scheme:dark){body{background:#16181b;color:#e4e4e0}pre{background:#22262b}a{color:#8cc2ff}td,th{border-color:#444}}"""


def title_of(text, path):
    match = re.search(r"^# +(.+)$", text, re.M)
    return match.group(1) if match else path.stem


def page(title, body, home):
    nav = f'<nav><a href="{home}index.html">Dewline: all pages</a></nav>'
    return (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f"<title>{html.escape(title)}</title><style>{STYLE}</style></head>\n<body>{nav}\n{body}</body></html>\n")


def to_html(text):
    done = subprocess.run(["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink"], input=text,
                          capture_output=True, text=True, check=True)
    body = re.sub(r'(href="(?!https?:)[^"#]*)\.md(#[^"]*)?"', r'\1.html\2"', done.stdout)

    def anchor(match):
        words = re.sub(r"<[^>]+>", "", match.group(2))
        name = re.sub(r"[^\w\- ]", "", html.unescape(words).lower()).replace(" ", "-")
        return f'<h{match.group(1)} id="{name}">{match.group(2)}</h{match.group(1)}>'

    return re.sub(r"<h([1-6])>(.*?)</h\1>", anchor, body)


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    root, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    papers = [root / name for name in FIRST] + sorted((root / "docs").rglob("*.md"))
    shutil.rmtree(out, ignore_errors=True)
    groups = {}
    for paper in papers:
        where = paper.relative_to(root)
        text = paper.read_text()
        target = out / where.with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(title_of(text, paper), to_html(text), "../" * (len(where.parts) - 1)))
        groups.setdefault(str(where.parent), []).append((title_of(text, paper), where.with_suffix(".html").as_posix()))
    for name in ("LICENSE", "CITATION.cff"):
        shutil.copy(root / name, out / name)
    if (root / "docs/pictures").is_dir():
        shutil.copytree(root / "docs/pictures", out / "docs/pictures")
    names = {".": "Start here", "docs": "Reference", "docs/models": "Models", "docs/adr": "Decisions", "docs/tutorials": "Tutorials"}
    body = "<h1>Dewline</h1>\n"
    for folder in sorted(groups, key=lambda f: (list(names).index(f) if f in names else 99, f)):
        links = "".join(f'<li><a href="{link}">{html.escape(title)}</a></li>\n' for title, link in groups[folder])
        body += f"<h2>{names.get(folder, folder)}</h2>\n<ul>\n{links}</ul>\n"
    (out / "index.html").write_text(page("Dewline", body, ""))
    print(f"{len(papers)} pages: {out / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
