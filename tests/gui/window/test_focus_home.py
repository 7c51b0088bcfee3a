"""What closes gives the keyboard back to where the person was; never to *Swap*, which Space would press."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton, QTableView, QWidget

from explorer.engine.events import Inspected
from explorer.gui.own_models.own_model_dialog import OwnModelDialog
from explorer.gui.window.focus_home import FocusHome
from explorer.infos import Candidate
from explorer.paths import TRUST_VARIABLE
from tests.gui.desk import CTRL, SHIFT, Desk

CODE = "from torch import nn\nmake = nn.Sequential(nn.Flatten(), nn.Linear(64, 10))\n"


def focused() -> QWidget | None:
    return QApplication.focusWidget()


@pytest.mark.parametrize("was", ["picture", "field"])
@pytest.mark.parametrize("how", ["key", "button"])
def test_closing_the_runs_list_returns_to_where_the_person_was(trained, was, how):
    window = trained.window
    before = window.panes["B"].view if was == "picture" else trained.find(QLineEdit, "cardA_width")
    before.setFocus(Qt.FocusReason.MouseFocusReason)
    trained.key(Qt.Key.Key_R, CTRL)
    trained.find(QTableView, "runsTable").setFocus(Qt.FocusReason.MouseFocusReason)
    if how == "key":
        trained.key(Qt.Key.Key_R, CTRL)
    else:
        trained.press("qt_dockwidget_closebutton", window.dock)
    assert window.dock.isHidden()
    assert focused() is before


def test_searching_the_runs_and_closing_them_first_of_all_leads_to_train(desk):
    desk.window.setFocus()
    desk.key(Qt.Key.Key_F, CTRL | SHIFT)
    assert focused().objectName() == "runsSearch"
    desk.key(Qt.Key.Key_R, CTRL)
    assert focused().objectName() == "button_train_both"
    before = desk.bench.document
    desk.qtbot.keyClick(focused(), Qt.Key.Key_Space)
    assert (before.a.spec, before.b.spec) == (desk.bench.document.a.spec, desk.bench.document.b.spec), "not swapped"


@pytest.mark.parametrize("dock", ["inspector", "analyses"])
def test_so_do_the_other_panels(trained, dock):
    window = trained.window
    view = window.panes["A"].view
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    panel = getattr(window, dock)
    panel.show()
    panel.raise_()
    trained.settle()
    inside = next(w for w in panel.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isEnabled())
    inside.setFocus(Qt.FocusReason.TabFocusReason)
    assert focused() is inside
    panel.hide()
    assert focused() is view


def test_a_notice_is_reached_by_f6_and_gives_the_keyboard_back(trained):
    window, done = trained.window, []
    view = window.panes["A"].view
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    window.messages.show_message("Deleted.", action="Undo", on_action=lambda: done.append(1))
    trained.key(Qt.Key.Key_F6)
    assert focused().objectName() == "messageAction"
    trained.key(Qt.Key.Key_Space, on=focused())
    assert done == [1]
    assert focused() is view
    window.messages.show_message("The disk is full.", "error")
    trained.key(Qt.Key.Key_F6)
    assert focused().objectName() == "messageClose"
    trained.key(Qt.Key.Key_F6)
    assert focused() is view
    trained.key(Qt.Key.Key_F6)
    trained.key(Qt.Key.Key_Escape, on=focused())
    assert window.messages.isHidden()
    assert focused() is view
    trained.key(Qt.Key.Key_F6)
    assert focused() is view, "without a notice there is nowhere to go"


def test_f6_reaches_the_notice_of_the_runs_list_as_well(trained):
    window = trained.window
    trained.key(Qt.Key.Key_R, CTRL)
    trained.settle()
    view = window.panes["A"].view
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    window.dock.banner.show_message("Deleted 1 run.", action="Undo", on_action=lambda: None)
    trained.key(Qt.Key.Key_F6)
    assert window.dock.banner.isAncestorOf(focused())
    trained.key(Qt.Key.Key_F6)
    assert focused() is view
    window.dock.banner.close_message()


def open_own_model(desk: Desk, folder) -> None:
    (folder / "net.py").write_text(CODE)
    desk.key(Qt.Key.Key_O, CTRL)
    dialog = next(d for d in desk.window.findChildren(OwnModelDialog) if d.isVisible())
    dialog.findChild(QLineEdit, "ownModelPath").setText(str(folder / "net.py"))
    go = dialog.findChild(QPushButton, "ownModelGo")
    for _ in range(2):
        desk.qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    dialog.hear(Inspected(desk.window.worker.sent[-1].token, (Candidate("make", "function"),), ""))
    desk.press("ownModelGo", dialog)
    desk.until(lambda: desk.window.findChild(OwnModelDialog) is None)
    desk.window.activateWindow()
    desk.until(lambda: QApplication.activeWindow() is desk.window)
    desk.settle()


def test_after_a_model_was_opened_the_keyboard_is_where_it_was(desk, tmp_path, monkeypatch):
    monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "trusted.json"))
    depth = desk.find(QLineEdit, "cardA_depth")
    view = desk.window.panes["B"].view
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    depth.setFocus(Qt.FocusReason.TabFocusReason)
    open_own_model(desk, tmp_path)
    assert not depth.isVisible(), "a model of the user's own has no depth"
    assert focused() is view


@pytest.mark.parametrize("name", ["help", "data"])
def test_after_a_dialog_the_keyboard_is_where_it_was(trained, name):
    view = trained.window.panes["B"].view
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    trained.action(name).trigger()
    dialog = next(d for d in trained.window.findChildren(QDialog) if d.isVisible())
    trained.until(lambda: QApplication.activeWindow() is dialog)
    dialog.close()
    trained.window.activateWindow()
    trained.until(lambda: QApplication.activeWindow() is trained.window)
    assert focused() is view


def test_tab_and_the_mouse_are_left_alone(qtbot):
    window = QWidget()
    lines = [QLineEdit(window) for _ in range(3)]
    box = QComboBox(window)
    qtbot.addWidget(window)
    home = FocusHome(window, lambda: box)
    for place, widget in enumerate((*lines, box)):
        widget.setGeometry(0, 30 * place, 100, 25)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    lines[0].setFocus()
    for expected in (lines[1], lines[2], box):
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        assert focused() is expected
    lines[0].setFocus()
    lines[0].hide()
    assert focused() is box, "the last of them that is there"
    home.deleteLater()


def test_a_field_that_was_given_the_focus_behind_a_dialog_keeps_it(qtbot):
    """What had it before the dialog is gone by then: a person who went to a setting was left on the first control."""
    window = QWidget()
    qtbot.addWidget(window)
    before, wanted, first = (QLineEdit(window) for _ in range(3))
    home = FocusHome(window, lambda: first)
    window.show()
    window.activateWindow()
    before.setFocus()
    dialog = QDialog(window)
    dialog.open()
    dialog.activateWindow()
    before.hide()
    wanted.setFocus()
    home.arrive()
    dialog.close()
    window.activateWindow()
    qtbot.waitUntil(lambda: focused() is not None)
    assert focused() is wanted
