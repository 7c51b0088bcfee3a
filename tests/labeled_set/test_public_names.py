"""The labeled set looks at the program from outside: it reads no private name of anything."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests import labeled_set

FILES = sorted(path for path in Path(labeled_set.__file__).parent.glob("*.py") if not path.stem.startswith("test_"))


def private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_private_name_of_another(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and private(node.attr):
            assert isinstance(node.value, ast.Name), f"line {node.lineno}: {node.attr}"
            assert node.value.id == "self", f"line {node.lineno}: {node.attr}"
        if isinstance(node, ast.ImportFrom):
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            assert not any(private(name) for name in names), f"line {node.lineno}"
