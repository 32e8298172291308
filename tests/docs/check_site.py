#!/usr/bin/python3
"""The static pages of ./dw docs, built into a temporary folder by the built program and walked: every link
and anchor leads somewhere inside the folder, nothing is fetched from a network, every page can be read by
anyone.

usage: check_site.py BUILD_DIR
"""
import html.parser
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
DISCLAIMER = "simulation, not real-world data"
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(html.parser.HTMLParser):
    """Ids, links, resources, pictures and structure of a page."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.resources, self.faults, self.open = [], [], [], [], []
        self.tags, self.words = {}, []
        self.feed(text)
        if self.open:
            self.faults.append(f"<{self.open[-1]}> is never closed")

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags[tag] = self.tags.get(tag, 0) + 1
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        self.resources += [values[k] for k in ("src", "data") if k in values]
        if tag == "link":
            self.resources.append(values["href"])
        if tag == "img" and "alt" not in values:
            self.faults.append(f"a picture without alt: {values.get('src')}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        while self.open and self.open[-1] != tag and self.open[-1] in {"p", "li", "tr", "td", "th"}:
            self.open.pop()
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        self.words.append(data)


def build(build_dir, folder):
    """The site, as ./dw docs makes it, with few repeats: what is looked at here are pages, not bands."""
    out = folder / "site"
    environment = os.environ | {"PYTHONPATH": f"{build_dir}/python"}
    done = subprocess.run(["/usr/bin/python3", ROOT / "docs/render.py", ROOT, out, f"{build_dir}/apps/dewline", "3"], cwd=folder,
                          env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"render.py failed:\n{done.stdout}{done.stderr}")
    return out


def page_faults(path, page):
    """What a reader needs on every page, and that no resource comes from elsewhere."""
    faults, text = list(page.faults), " ".join(page.words)
    for tag in ("title", "h1", "main", "nav", "header", "footer"):
        if not page.tags.get(tag):
            faults.append(f"no <{tag}>")
    if 'lang="en"' not in path.read_text()[:200]:
        faults.append("no language")
    if DISCLAIMER not in text.lower():
        faults.append(f"does not say {DISCLAIMER!r}")
    if not re.search(r"Dewline \d+\.\d+\.\d+", text):
        faults.append("does not say the version")
    faults += [f"the id {i} is there twice" for i in set(page.ids) if page.ids.count(i) > 1]
    faults += [f"fetches {r}" for r in page.resources if re.match(r"(https?:)?//", r)]
    return faults


def link_faults(site, path, page, ids):
    """Links and resources that lead nowhere, or out of the folder, or to an anchor that is not there."""
    faults = []
    for link in page.links + [r for r in page.resources if not r.startswith("data:")]:
        if re.match(r"(https?|mailto):", link):
            continue
        name, _, anchor = link.partition("#")
        goal = (path.parent / urllib.parse.unquote(name)).resolve() if name else path
        if not goal.is_relative_to(site):
            faults.append(f"{link} leads out of the folder")
        elif not goal.is_file():
            faults.append(f"{link} leads nowhere")
        elif anchor and goal in ids and urllib.parse.unquote(anchor) not in ids[goal]:
            faults.append(f"{link}: no such anchor")
    return faults


def scenario_faults(site):
    """Every shipped scenario has its report, a picture and a place on the start page."""
    faults, start = [], (site / "index.html").read_text()
    for file in (ROOT / "scenarios").glob("*.yaml"):
        folder = site / "scenarios" / file.stem
        report = folder / "report.html"
        if not report.is_file() or 'data-name="run.json"' not in report.read_text():
            faults.append(f"{file.stem}: no report with data in it")
        if f'href="scenarios/{file.stem}/report.html"' not in start:
            faults.append(f"{file.stem}: the start page does not lead to its report")
        if f'<img src="scenarios/{file.stem}/figures/' not in start:
            faults.append(f"{file.stem}: no picture on the start page")
        title = re.search(r"^title: (.+)$", file.read_text(), re.M).group(1)
        if title not in start:
            faults.append(f"{file.stem}: its title is not on the start page")
    return faults


def reachable(site, pages):
    """Pages that nobody can reach from the start page."""
    seen, waiting = set(), [site / "index.html"]
    while waiting:
        path = waiting.pop()
        if path in seen or path not in pages:
            continue
        seen.add(path)
        waiting += [(path.parent / link.partition("#")[0]).resolve() for link in pages[path].links if link.partition("#")[0]]
    return [f"{p.relative_to(site)}: no link leads here" for p in sorted(set(pages) - seen)]


def check_itself():
    """Faults that must be found."""
    bad = Page('<p><a href="x.html">x</a><img src="https://a/b.png"><b id="i"><i id="i"></b>')
    found = " ".join(page_faults(pathlib.Path(__file__), bad))
    for word in ("closes nothing", "without alt", "no <main>", "twice", "fetches https"):
        if word not in found:
            raise SystemExit(f"check_site is blind: {word}")


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    check_itself()
    with tempfile.TemporaryDirectory() as temp:
        site = build(os.path.abspath(sys.argv[1]), pathlib.Path(temp).resolve())
        pages = {p: Page(p.read_text()) for p in sorted(site.rglob("*.html")) if p.name != "report.html"}
        ids = {p: set(page.ids) for p, page in pages.items()}
        faults = scenario_faults(site) + reachable(site, pages)
        for path, page in pages.items():
            name = path.relative_to(site)
            faults += [f"{name}: {f}" for f in page_faults(path, page) + link_faults(site, path, page, ids)]
        print("\n".join(faults) or f"site: {len(pages)} pages, {sum(len(p.links) for p in pages.values())} links, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
