"""The stub of the compiled module says what the module is; every public name explains itself."""
import ast
import inspect
import re
import unittest
from pathlib import Path

import dewline as dw
from dewline import _core

STUB = ast.parse((Path(dw.__file__).parent / "_core.pyi").read_text())
# What pybind11 writes, in the words of the stub.
WORDS = {"numpy.ndarray[numpy.float64]": "Array", "dewline._core.": "", "List[": "list[", "Dict[": "dict[",
         "Tuple[": "tuple["}


def members(node: ast.Module | ast.ClassDef) -> dict[str, ast.stmt]:
    return {n.name: n for n in node.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))}


def written(function: ast.FunctionDef) -> tuple[list[tuple[str, str]], str]:
    """Arguments with types, and the result, as the stub has them."""
    names = [(a.arg, ast.unparse(a.annotation)) for a in function.args.args if a.annotation]
    return names, ast.unparse(function.returns)


def compiled(function: object) -> tuple[list[tuple[str, str]], str]:
    """The same, as pybind11 wrote it into the docstring."""
    line = (function.__doc__ or "").splitlines()[0]
    for theirs, ours in WORDS.items():
        line = line.replace(theirs, ours)
    arguments, result = re.fullmatch(r"\w+\((.*)\) -> (.+)", line.strip()).groups()
    pairs = [tuple(part.split(": ")) for part in re.split(r", (?=\w+: )", arguments) if part]
    return [(n, t) for n, t in pairs if n != "self"], result


# Types that pybind11 states more loosely than the stub does.
LOOSE = {"list": "list[Any]", "dict": "dict[str, Any]", "tuple": "tuple[Array, Array]",
         "tuple[Run, dict]": "tuple[Run, dict[str, Any]]"}


class Stub(unittest.TestCase):
    def same_signature(self, name: str, stub: ast.FunctionDef, real: object) -> None:
        (arguments, result), (theirs, their_result) = written(stub), compiled(real)
        self.assertEqual(arguments, theirs, name)
        self.assertEqual(result, LOOSE.get(their_result, their_result), name)

    def test_functions_of_the_module_are_those_of_the_stub(self) -> None:
        stub = {n: f for n, f in members(STUB).items() if isinstance(f, ast.FunctionDef)}
        real = {n: f for n, f in vars(_core).items() if inspect.isbuiltin(f)}
        self.assertEqual(set(stub), set(real))
        self.assertGreater(len(real), 10)
        for name, function in real.items():
            self.same_signature(name, stub[name], function)

    def test_classes_have_the_members_of_the_stub(self) -> None:
        stubs = {n: c for n, c in members(STUB).items() if isinstance(c, ast.ClassDef)}
        self.assertEqual(set(stubs), {n for n, c in vars(_core).items() if inspect.isclass(c)})
        for name, stub in stubs.items():
            real, wanted = getattr(_core, name), members(stub)
            if issubclass(real, Exception):
                self.assertTrue(issubclass(real, ValueError), name)
                continue
            self.assertEqual(set(wanted), {n for n in vars(real) if not n.startswith("_") or n in wanted}, name)
            for member, node in wanted.items():
                is_property = any(ast.unparse(d) == "property" for d in node.decorator_list)
                self.assertEqual(is_property, isinstance(vars(real)[member], property), f"{name}.{member}")
                if not is_property:
                    self.same_signature(f"{name}.{member}", node, getattr(real, member))

    def test_properties_have_the_type_that_the_stub_states(self) -> None:
        file = dw.data_dir().parent / "scenarios/norwegian-rocket-1995.yaml"
        scenario = _core.load(str(file), [], str(dw.data_dir()))
        kinds = {"str": str, "dict[str, float]": dict}
        for real, stub in ((scenario, "Scenario"), (scenario.run(1, 0), "Run")):
            for name, node in members(members(STUB)[stub]).items():
                if node.decorator_list:
                    self.assertIsInstance(getattr(real, name), kinds[ast.unparse(node.returns)], f"{stub}.{name}")

    def test_constants_are_those_of_the_stub(self) -> None:
        named = {n.target.id for n in STUB.body if isinstance(n, ast.AnnAssign)}
        self.assertEqual(named, {n for n, v in vars(_core).items() if isinstance(v, str) and not n.startswith("__")})


def public(where: object, prefix: str) -> dict[str, object]:
    """Every public class, function, method and property of a module or class that this package defines."""
    out = {}
    for name, member in vars(where).items():
        mine = getattr(member, "__module__", "") or ""
        if name.startswith("_") or not (inspect.isclass(member) or inspect.isfunction(member) or isinstance(member, property)):
            continue
        if isinstance(member, property) or where is dw or mine == getattr(where, "__module__", where.__name__):
            out[f"{prefix}{name}"] = member
            if inspect.isclass(member) and not issubclass(member, (tuple, Exception)):
                out |= public(member, f"{prefix}{name}.")
    return out


class Explained(unittest.TestCase):
    def names(self) -> dict[str, object]:
        modules = {"dewline.": dw} | {f"{m.__name__}.": m for m in (dw.association, dw.catalog, dw.chart, dw.earth, dw.infrared, dw.metrics, dw.orbit, dw.propagation, dw.sense, dw.track, dw.truth)}
        out: dict[str, object] = {}
        for prefix, module in modules.items():
            self.assertTrue(module.__doc__, prefix)
            out |= public(module, prefix)
        return out

    def test_every_public_name_has_a_docstring_and_types(self) -> None:
        found = self.names()
        self.assertGreater(len(found), 40)
        for name, member in found.items():
            if inspect.isclass(member) and issubclass(member, Exception):
                continue
            self.assertGreater(len((inspect.getdoc(member) or "").split()), 3, f"{name} does not explain itself")
            function = member.fget if isinstance(member, property) else member
            if inspect.isfunction(function):
                signature = inspect.signature(function)
                bare = [p.name for p in signature.parameters.values() if p.annotation is p.empty and p.name != "self"]
                self.assertEqual(bare, [], f"{name}: arguments without a type")
                self.assertIsNot(signature.return_annotation, signature.empty, f"{name}: no type of the result")

    def test_docstrings_of_kernels_state_units_and_errors(self) -> None:
        for module in (dw.association, dw.earth, dw.infrared, dw.metrics, dw.orbit, dw.propagation, dw.sense, dw.track):
            for name, function in public(module, "").items():
                if not inspect.isfunction(function):
                    continue
                text = inspect.getdoc(function)
                units = re.search(r"\[[A-Za-z/0-9 ,^]+\]|_(rad|m|s|db)\b|matrix|Probability|squared", text)
                self.assertTrue(units, f"{name}: no unit")
                self.assertRegex(text, r"\(n\b|\(3|array|velocities|float", f"{name}: no shape")

    def test_the_list_of_public_names_is_complete(self) -> None:
        for name in dw.__all__:
            self.assertTrue(hasattr(dw, name), name)
        shown = {n for n in vars(dw) if not n.startswith("_")} - {"annotations"}
        self.assertEqual(set(dw.__all__), shown)


if __name__ == "__main__":
    unittest.main()
