"""The Python reference as Markdown, from the docstrings and signatures of the package that Python imports."""
import inspect
import re

MODULES = ["chart", "earth", "infrared", "metrics", "orbit", "propagation", "sense", "track", "truth", "warn"]
FIRST = ["load", "scenarios", "Scenario", "Run", "read_run", "Table", "Figure", "data_dir"]


def reference():
    """One page for everything public."""
    import dewline as dw  # the built one, on PYTHONPATH
    parts = ["# Python reference",
             "Made from the docstrings. `import dewline as dw`; [how to install it](install.md).",
             words(dw.__doc__), "## The package"]
    names = FIRST + [n for n in dw.__all__ if n not in FIRST and not inspect.ismodule(getattr(dw, n))]
    for name in names:
        parts += described(f"dw.{name}", getattr(dw, name))
    for module in MODULES:
        found = getattr(dw, module)
        parts += [f"## dw.{module}", words(found.__doc__)]
        for name, member in vars(found).items():
            if not name.startswith("_") and getattr(member, "__module__", "") == found.__name__:
                parts += described(f"dw.{module}.{name}", member)
    return "\n\n".join(parts) + "\n"


def described(name, member):
    """A heading, the signature and the docstring of a function or a class with its members."""
    if not inspect.isclass(member):
        return [f"### {name}", f"```python\n{name}{signature(member)}\n```", words(inspect.getdoc(member))]
    parts = [f"### {name}", words(inspect.getdoc(member))]
    if issubclass(member, Exception):
        return parts
    if issubclass(member, tuple):
        return [*parts, "Fields: " + ", ".join(f"`{f}`" for f in member._fields) + "."]
    rows = []
    for key, inner in vars(member).items():
        if not key.startswith("_") and (inspect.isfunction(inner) or isinstance(inner, property)):
            call = f"{key}{signature(inner)}" if inspect.isfunction(inner) else key
            text = words(inspect.getdoc(inner)).replace("\n", "\n  ")
            rows.append(f"- **`{call}`**  \n  {text}")
    return parts + rows


def signature(function):
    """As a reader would write it: without self, annotations without quotes."""
    whole = inspect.signature(function)
    shown = str(whole.replace(parameters=[p for p in whole.parameters.values() if p.name != "self"]))
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", shown)


def words(text):
    """A docstring as Markdown; it is Markdown already."""
    return inspect.cleandoc(text or "")
