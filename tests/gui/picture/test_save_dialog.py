"""Saving from the context menu."""

import json

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QFileDialog

from explorer.graph.graph_files import FORMATS
from explorer.graph.model import NetworkGraph
from explorer.gui.picture.save_dialog import FILTERS, save_to
from explorer.gui.widgets.picture_file import PICTURES
from explorer.gui.widgets.theme import LIGHT


@pytest.fixture
def answer(monkeypatch):
    """What the file dialog answers from now on."""

    def set_to(path, kind=FILTERS[0]):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path) if path else "", kind))

    return set_to


def choose(view, text):
    menu = view.context_menu(QPointF(0, 0))
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.deleteLater()


def test_every_kind_on_offer_can_be_saved_and_no_other():
    assert tuple(kind[kind.index("*.") + 1 : -1] for kind in FILTERS) == (*PICTURES, *FORMATS)


@pytest.mark.parametrize("kind", FILTERS)
def test_the_menu_saves_every_kind_and_adds_its_ending(qtbot, branched, answer, tmp_path, kind):
    answer(tmp_path / "net", kind)
    with qtbot.waitSignal(branched.saved) as told:
        choose(branched, "Save picture…")
    (found,) = tmp_path.iterdir()
    assert found.suffix in kind
    assert told.args == [f"Saved {found}"]
    assert found.stat().st_size > 500


def test_the_graph_is_the_one_on_show(branched, tmp_path):
    save_to(branched, tmp_path / "a.json")
    read = NetworkGraph.from_dict(json.loads((tmp_path / "a.json").read_text(encoding="utf-8")))
    assert read.calls == branched.sight.graph.calls


def test_a_picture_for_print_is_white(branched, answer, tmp_path):
    answer(tmp_path / "a.svg")
    choose(branched, "Save picture for print…")
    assert LIGHT.panel in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_a_dialog_that_is_left_saves_nothing(qtbot, branched, answer, tmp_path):
    answer(None)
    with qtbot.assertNotEmitted(branched.saved), qtbot.assertNotEmitted(branched.failed):
        choose(branched, "Save picture…")


@pytest.mark.parametrize("name", ["no folder/a.svg", "no folder/a.json", "a.gif"])
def test_what_went_wrong_is_told(qtbot, branched, tmp_path, name):
    with qtbot.waitSignal(branched.failed) as told:
        save_to(branched, tmp_path / name)
    assert ("allowed: .svg" if name == "a.gif" else "cannot be written: No such file") in told.args[0]
