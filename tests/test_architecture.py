"""The pages on architecture are true: what they name exists where they say, and nothing they list is missing."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from explorer.engine.commands import Command
from explorer.engine.events import Event
from tests import house

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "explorer"
PAGE = (ROOT / "resources/guide/architecture.md").read_text(encoding="utf-8")
WAYS = (ROOT / house.GUIDE).read_text(encoding="utf-8")
FENCED = re.compile(r"```\n(.*?)```", re.DOTALL)
BLOCKS = [block for block in re.split(r"\n\n|\n(?=[|\-]|\d+\. )", FENCED.sub("", f"{PAGE}\n{WAYS}")) if "`" in block]
"""Paragraphs, rows of tables and steps: a function is in one of the files that its block names."""


def _section(heading: str) -> str:
    return PAGE.partition(f"\n{heading}\n")[2].partition("\n## ")[0]


@cache
def _defined(file: str) -> frozenset[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    tree = ast.parse((PACKAGE / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


def _files(block: str) -> list[str]:
    return re.findall(r"`([\w/]+\.py)`", block)


def _missing(block: str) -> list[str]:
    files = _files(block)
    there = [file for file in files if (PACKAGE / file).is_file()]
    gone = [file for file in files if file not in there and not (ROOT / file).is_file()]
    names = re.findall(r"`(\w+)\(\)`", block)
    gone += [f"{name}()" for name in names if not any(name in _defined(file) for file in there)]
    if block[0].isdigit():  # a step: signals, classes and attributes as well
        words = re.findall(r"`(\w+)`", block)
        texts = [(PACKAGE / file).read_text(encoding="utf-8") for file in there]
        gone += [word for word in words if not any(re.search(rf"\b{word}\b", text) for text in texts)]
    return gone


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block[:40].strip())
def test_what_it_names_is_there(block: str) -> None:
    assert _missing(block) == [], f"not in the files named beside: {block}"


def test_a_name_that_is_gone_is_noticed() -> None:
    block = "1. `gui/picture/arcs.py`: `paint()`, `gone()`; `gui/picture/gone.py` emits `never_emitted`"
    assert _missing(block) == ["gui/picture/gone.py", "gone()", "never_emitted"]


def test_every_folder_is_named() -> None:
    for folder in (PACKAGE, PACKAGE / "gui"):
        for inside in sorted(path.parent.name for path in folder.glob("*/__init__.py")):
            assert f"| `{inside}/` |" in PAGE, inside


def test_layers_are_those_that_are_enforced() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    wanted = {
        contract["containers"][0]: contract["layers"]
        for contract in tools["importlinter"]["contracts"]
        if contract["type"] == "layers"
    }
    shown = [block.split("\n")[:-1] for block in FENCED.findall(PAGE)]
    assert shown == [wanted["explorer"], wanted["explorer.gui"]], "copy the layers from pyproject.toml into the page"


def test_every_message_is_named() -> None:
    text = _section("## Messages")
    named = set(re.findall(r"`([A-Z]\w+)`", text))
    assert named == {message.__name__ for message in (*get_args(Command), *get_args(Event))}


def test_each_of_the_five_ways_is_told() -> None:
    ways = house.ways(ROOT)
    assert len(ways) == 5
    for way, files in ways.items():
        assert len(files) > 10, way


@pytest.mark.parametrize("page", [PAGE, WAYS], ids=["architecture", "ways"])
def test_they_are_short(page: str) -> None:
    assert len(page.splitlines()) <= 200
