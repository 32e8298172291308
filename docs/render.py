#!/usr/bin/python3
"""The documents as a static folder: start page with the shipped scenarios and their reports, tutorials,
papers, reference. Opens from disk, needs no network. Needs Debian's cmark-gfm, the built program and the
package dewline on PYTHONPATH.

usage: render.py ROOT OUT PROGRAM
"""
import html
import os
import pathlib
import re
import shutil
import subprocess
import sys

import notebook
import reference
import shipped

# The bar on top: name, page, and the pages that stand beside it.
GROUPS = [
    ("Scenarios", "index.html#scenarios", []),
    ("Tutorials", "docs/tutorials/index.html", ["docs/tutorials/*.ipynb"]),
    ("Install", "docs/install.html",
     ["README.md", "docs/install.md", "docs/dependencies.md", "CHANGELOG.md"]),
    ("Words", "docs/glossary.html", ["docs/glossary.md", "docs/ledger-steps.md"]),
    ("Models", "docs/models/index.html", ["docs/validation.md", "docs/models/*.md"]),
    ("Reference", "docs/python.html", ["docs/python.md", "docs/scenarios.md", "docs/trajectory.md", "docs/coverage.md", "docs/track.md", "docs/scenario-file.md", "docs/record.md"]),
    ("Inside", "ARCHITECTURE.html", ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/adr/*.md", "docs/*.md"]),
]


class Site:
    """What every page needs: where things are, and the list of all pages by group."""

    def __init__(self, root, out):
        self.root, self.out = root, out
        cmake = (root / "CMakeLists.txt").read_text()
        self.version = re.search(r"project\(dewline VERSION (\S+)", cmake).group(1)
        self.template = (root / "docs/site/page.html").read_text()
        self.texts = {"docs/python.md": reference.reference()}
        self.pages = {}  # group -> [source path]
        taken = set()
        for group, _, patterns in GROUPS:
            found = [p for pattern in patterns for p in self.matching(pattern) if p not in taken]
            self.pages[group] = list(dict.fromkeys(found))
            taken |= set(found)

    def matching(self, pattern):
        if pattern in self.texts:
            return [pattern]
        return [p.relative_to(self.root).as_posix() for p in sorted(self.root.glob(pattern))]

    def text(self, source):
        return self.texts.get(source) or (self.root / source).read_text()

    def title(self, source):
        if source == "README.md":
            return "Overview"
        if source.endswith(".ipynb"):
            return notebook.text_of(notebook.read(self.root / source)["cells"][0]).splitlines()[0].lstrip("# ")
        found = re.search(r"^# +(.+)$", self.text(source), re.M)
        return found.group(1).replace("`", "") if found else pathlib.Path(source).stem

    def write(self, where, title, body, group):
        """One page; `where` is relative to the site's folder."""
        home = "../" * (len(pathlib.PurePath(where).parts) - 1)
        bar = f'<a class="home" href="{home}index.html">Dewline</a>'
        bar += "".join(link(home + page, name, name == group) for name, page, _ in GROUPS)
        side = "".join(f"<li>{link(home + target(s), self.title(s), target(s) == where)}</li>"
                       for s in self.pages.get(group, []))
        if side:
            side = f'<nav class="side" aria-label="{group}"><h2>{group}</h2><ul>{side}</ul></nav>'
        parts = {"title": html.escape(title if title == "Dewline" else f"{title} - Dewline"), "home": home,
                 "bar": bar, "wide": "" if side else " wide", "version": self.version, "side": side, "body": body}
        page = re.sub(r"@(\w+)@", lambda m: parts[m.group(1)], self.template)
        file = self.out / where
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page)


def link(goal, words, current=False):
    """A link; `current` marks the one that leads to this page."""
    mark = ' aria-current="page"' if current else ""
    return f'<a href="{goal}"{mark}>{html.escape(words)}</a>'


def target(source):
    """The page of a source file."""
    return pathlib.PurePath(source).with_suffix(".html").as_posix()


def to_html(text):
    """Markdown as HTML: links lead to pages, headings have anchors, tables scroll."""
    command = ["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    body = re.sub(r'(href="(?!https?:)[^"#]*)\.(?:md|ipynb)(#[^"]*)?"', r'\1.html\2"', done.stdout)
    body = re.sub(r'href="((?:[\w./-]*/)?docs/(?:models|adr|tutorials))/?"', r'href="\1/index.html"', body)
    body = body.replace("<table>", '<div class="table" tabindex="0"><table>')
    body = body.replace("</table>", "</table></div>")
    body = body.replace("<pre>", '<pre tabindex="0">')
    names = []
    return re.sub(r"<h([1-6])>(.*?)</h\1>", lambda heading: anchored(*heading.groups(), names), body)


def anchored(level, words, names):
    """A heading with the anchor that GitHub would give it, and a link to itself. `names`: those of the
    page so far."""
    plain = html.unescape(re.sub(r"<[^>]+>", "", words))
    name = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
    names.append(name)
    if names.count(name) > 1:
        name += f"-{names.count(name) - 1}"
    if level in "23":
        words += f'<a class="anchor" href="#{name}" aria-label="link to {html.escape(plain)}">#</a>'
    return f'<h{level} id="{name}">{words}</h{level}>'


def first_words(site, source):
    """What a page is about, as plain text: a lesson's question, else the first sentence that is no list of
    code or sources."""
    if source.endswith(".ipynb"):
        cells = notebook.read(site.root / source)["cells"]
        question = re.search(r"## Question\n+(.+?)\n\n", "".join(map(notebook.text_of, cells[:1])), re.S)
        text = question.group(1) if question else ""
    else:
        blocks = [b for b in site.text(source).split("\n\n")[1:]
                  if b and not re.match(r"[#|<`*-]| {4}|[A-Z]\w+: ", b)]
        text = re.match(r".*?(?:\.(?=\s)|$)", blocks[0], re.S).group(0) if blocks else ""
    return re.sub(r"[*`]|\[([^\]]*)\]\([^)]*\)", lambda m: m.group(1) or "", " ".join(text.split()))


def listing(site, group, title, intro, where):
    """A page that lists the pages of a group."""
    home = "../" * (len(pathlib.PurePath(where).parts) - 1)
    here = [s for s in site.pages[group] if pathlib.PurePath(s).parent == pathlib.PurePath(where).parent]
    rows = "".join(f"<li>{link(home + target(s), site.title(s))}<br>{html.escape(first_words(site, s))}</li>\n" for s in here)
    site.write(where, title, f"<article><h1>{title}</h1>\n<p>{intro}</p>\n<ul>{rows}</ul></article>", group)


def card(scenario):
    """One shipped scenario on the start page."""
    folder = f"scenarios/{scenario['name']}"
    picture = ""
    if scenario["picture"]:  # the button below says the same in words
        picture = (f'<a class="picture" href="{folder}/report.html" tabindex="-1" aria-hidden="true">'
                   f'<img src="{folder}/{scenario["picture"]}" alt=""></a>')
    return (f'<section class="card">{picture}<div class="text"><h3>{html.escape(scenario["title"])}</h3>'
            f'<p>{html.escape(scenario["purpose"])}</p><p><em>{html.escape(scenario["question"])}</em></p>'
            f'<p class="go"><a class="button" href="{folder}/report.html">Open the report</a>'
            f'<a href="{folder}/figures.html">figures</a><a href="{folder}/scenario.yaml">scenario file</a></p>'
            f'</div></section>')


def figures_page(site, scenario):
    """All figures of a scenario's run with their captions, for slides and papers."""
    folder, parts = f"scenarios/{scenario['name']}", []
    for svg in sorted((site.out / folder / "figures").glob("*.svg")):
        caption = html.escape(svg.with_suffix(".txt").read_text())
        parts.append(f'<figure id="{svg.stem}"><img src="figures/{svg.name}" alt="figure: {svg.stem}, explained below">'
                     f'<figcaption>{caption} <a href="figures/{svg.stem}.csv" download>numbers (CSV)</a></figcaption></figure>')
    cited = '<p>How to cite, with methods and sources: <a href="cite.txt">cite.txt</a>.</p>'
    title = f"Figures: {scenario['title']}"
    site.write(f"{folder}/figures.html", title, f"<article><h1>{html.escape(title)}</h1>\n"
               f'<p><a href="report.html">Open the report</a></p>{cited}{"".join(parts)}</article>', "Scenarios")


def lesson(site, source):
    """One tutorial on the start page."""
    return (f'<section class="card"><div class="text"><h3>{html.escape(site.title(source))}</h3>'
            f'<p>{html.escape(first_words(site, source))}</p><p class="go">{link(target(source), "Read the lesson")}'
            f'<a href="{source}" download>notebook</a></p></div></section>')


def column(site, group):
    """The pages of a group as a list."""
    rows = "".join(f"<li>{link(target(s), site.title(s))}</li>" for s in site.pages[group])
    return f"<div><h3>{group}</h3><ul>{rows}</ul></div>"


def start_page(site, scenarios):
    """index.html: what it is, the scenarios, the tutorials, and where everything else stands."""
    lessons = "".join(lesson(site, s) for s in site.pages["Tutorials"])
    more = "".join(column(site, name) for name in ("Install", "Words", "Reference", "Models", "Inside"))
    site.write("index.html", "Dewline", f"""<h1>Dewline</h1>
<p class="lead">What would a missile-warning network actually see, when, how sure could it be, and why not sooner? An open
simulation, from the open literature, with its sources shown.</p>
<p><span class="notice">simulation, not real-world data</span></p>
<h2 id="scenarios">Scenarios</h2>
<p>Each report is one page that opens here in the browser: a globe with a clock, what the centre knew and when, and why.
The truth stays hidden until you ask for it.</p>
<div class="cards">{"".join(map(card, scenarios))}</div>
<h2 id="tutorials">Tutorials</h2>
<p>Lessons with exercises, in Python; every number in them was computed by this version.</p>
<div class="cards">{lessons}</div>
<h2 id="all">All pages</h2>
<div class="columns">{more}</div>""", "Scenarios")


def main():
    if len(sys.argv) not in (4, 5):
        print(__doc__)
        return 2
    root, wanted, program = (pathlib.Path(a).resolve() for a in sys.argv[1:4])
    out = wanted.with_name(f"{wanted.name}.new{os.getpid()}")  # put in place when it is whole
    shutil.rmtree(out, ignore_errors=True)
    site, scenarios = Site(root, out), []
    for file in shipped.shipped(root):
        scenarios.append(shipped.run(program, file, out / "scenarios" / file.stem, *sys.argv[4:]))
        shutil.copy(file, out / "scenarios" / file.stem / "scenario.yaml")
    for group, sources in site.pages.items():
        for source in sources:
            if source.endswith(".ipynb"):
                body = notebook.to_html(notebook.read(root / source), to_html)
                (out / source).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(root / source, out / source)
            else:
                body = to_html(site.text(source))
            site.write(target(source), site.title(source), f"<article>{body}</article>", group)
    listing(site, "Tutorials", "Tutorials", "Lessons with exercises. Each is a Jupyter notebook too.",
            "docs/tutorials/index.html")
    listing(site, "Models", "Models", "One page for each model: equations, assumptions, what it leaves out, and the tests "
            "that verified it.", "docs/models/index.html")
    listing(site, "Inside", "Decisions", "Why things are as they are.", "docs/adr/index.html")
    for scenario in scenarios:
        figures_page(site, scenario)
    start_page(site, scenarios)
    for name in ("LICENSE", "CITATION.cff", "docs/pictures", "docs/site/style.css"):
        where = out / name.removeprefix("docs/site/")
        shutil.copytree(root / name, where) if (root / name).is_dir() else shutil.copy(root / name, where)
    shutil.rmtree(wanted, ignore_errors=True)
    out.rename(wanted)
    print(f"{len(list(wanted.rglob('*.html')))} pages: {wanted / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
