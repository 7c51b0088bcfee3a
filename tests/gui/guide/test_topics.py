"""Every dock and dialog has a page in the guide."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

import explorer.gui
from explorer.gui.guide.topics import TOPICS, topic
from explorer.pages.page import page

KINDS = ("Dock", "Dialog", "Window")
OWN = {"mainWindow", "guideWindow", "savingDialog"}  # the contents; the guide itself; while the program ends


@pytest.fixture(scope="module")
def nodes() -> list[ast.AST]:
    """Every node of the source."""
    paths = Path(explorer.gui.__file__).parent.rglob("*.py")
    return [node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]


@pytest.fixture(scope="module")
def names(nodes: list[ast.AST]) -> set[str]:
    """Every name of a dock, a dialog or a window in the source."""
    texts = (node.value for node in nodes if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and re.fullmatch(rf"[a-z]\w*({'|'.join(KINDS)})", text)}


def test_a_dock_or_dialog_has_a_name_by_which_its_page_is_found(nodes: list[ast.AST]):
    found = {}
    for node in (node for node in nodes if isinstance(node, ast.ClassDef)):
        if {"QDialog", "QDockWidget"} & {ast.unparse(base) for base in node.bases}:
            named = re.search(r"self\.setObjectName\('(\w+)'\)", ast.unparse(node))
            found[node.name] = named and named[1].endswith(KINDS)
    assert len(found) > 15
    assert not [name for name, right in found.items() if not right]


def test_every_dock_dialog_and_window_has_a_page(names: set[str]):
    assert len(names) > 15
    assert names - OWN <= set(TOPICS)


def test_no_row_is_for_something_that_is_gone(names: set[str]):
    parts = {name for name in TOPICS if name.endswith(KINDS)}
    assert parts <= names


@pytest.mark.parametrize("place", sorted(set(TOPICS.values())))
def test_each_leads_to_a_section(place: str):
    name, _, anchor = place.partition("#")
    assert not anchor or anchor in [section.anchor for section in page(name).sections]


def test_the_innermost_part_counts(qtbot):
    window, dock, field = QWidget(), QWidget(), QLineEdit()
    qtbot.addWidget(window)
    dock.setParent(window)
    field.setParent(dock)
    assert topic(field) == ("index", "")
    window.setObjectName("sweepDialog")
    assert topic(field) == ("sweeps", "")
    dock.setObjectName("inspectorDock")
    assert topic(field) == ("views", "inspector")
    assert topic(None) == ("index", "")
