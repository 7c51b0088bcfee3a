"""The texts that the source gives to `tr`, `said`, those with counts, and `marked`, read from the source itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_IDENTIFIER = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")


class Literals:
    """What a package says: `texts`, and of those that have plural forms `plurals`. A constant is followed to the module
    that it comes from. ValueError for a text that is translated while its module is read: it would stay English."""

    def __init__(self, package: Path) -> None:
        root = package.parent
        trees = {
            ".".join(file.relative_to(root).with_suffix("").parts): ast.parse(file.read_text(encoding="utf-8"))
            for file in sorted(package.rglob("*.py"))
        }
        self._constants = {module: _constants(tree) for module, tree in trees.items()}
        self._imported = {module: _imported(tree) for module, tree in trees.items()}
        self.texts: set[str] = set()
        self.plurals: set[str] = set()
        for module, tree in trees.items():
            if module != f"{package.name}.wording":
                self._read(module, tree)

    def _read(self, module: str, tree: ast.Module) -> None:
        late = {id(node) for whole in ast.walk(tree) if isinstance(whole, _LATE) for node in ast.walk(whole)}
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            match _name(call.func):
                case "tr" | "tr_lines" | "tr_values" as name:
                    if id(call) not in late:
                        raise ValueError(f"{module}, line {call.lineno}: {name} while the module is read")
                    self.texts.update(self._of(module, call.args[0]))
                case "said":
                    self.texts.update(self._of(module, call.args[0]))
                case "tr_count" | "said_count":
                    self.plurals.update(self._of(module, call.args[1]))
                case "marked":
                    self.texts.update(self._below(module, call.args[0]))
                case "map" if _name(call.args[0]) == "tr":
                    self.texts.update(self._of(module, call.args[1]))

    def _of(self, module: str, node: ast.expr) -> Iterator[str]:
        """The texts that an expression may be."""
        match node:
            case ast.Constant(value=str() as text):
                yield text
            case ast.IfExp(body=one, orelse=other):
                yield from self._of(module, one)
                yield from self._of(module, other)
            case ast.BoolOp(values=several):
                for each in several:
                    yield from self._of(module, each)
            case ast.Name(id=name):
                home, value = self._constant(module, name)
                if value is not None:
                    yield from self._below(home, value)

    def _below(self, module: str, node: ast.AST, *, value: bool = False) -> Iterator[str]:
        """The texts of a table: all but keys and identifiers; the value of a key is always a text."""
        match node:
            case ast.Constant(value=str() as text):
                if text and (value or not _IDENTIFIER.fullmatch(text)) and any(map(str.isalpha, text)):
                    yield text
            case ast.Dict(values=values):
                for each in values:
                    yield from self._below(module, each, value=True)
            case ast.Tuple() | ast.List() | ast.Call() | ast.keyword():
                for child in ast.iter_child_nodes(node):
                    yield from self._below(module, child)
            case ast.Name(id=name):
                home, constant = self._constant(module, name)
                if isinstance(constant, ast.Constant):
                    yield from self._below(home, constant)

    def _constant(self, module: str, name: str) -> tuple[str, ast.expr | None]:
        """The module that gives a name its value, and the value; none where it is no constant of the package."""
        home, theirs = self._imported.get(module, {}).get(name, (module, name))
        return home, self._constants.get(home, {}).get(theirs)


_LATE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                found[name] = value
    return found


def _imported(tree: ast.Module) -> dict[str, tuple[str, str]]:
    nodes: Iterable[ast.ImportFrom] = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {alias.asname or alias.name: (node.module or "", alias.name) for node in nodes for alias in node.names}
