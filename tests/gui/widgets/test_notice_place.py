"""A notice moves nothing: what a person is about to click stays where it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QDialog,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
    QWidget,
)

from explorer.desk.sides import SIDES
from explorer.gui.data.gallery import Gallery
from tests.gui.desk import Desk
from tests.gui.samples import run_row

SHORT = "Run kept. Press Ctrl+Z to restore it."
LONG = "The engine was ended while it trained A and B: what was stored of both runs up to the last second is kept. " * 3
NOTICES = ((SHORT, "info", ""), ("Deleted.", "info", "Undo"), (LONG, "error", "Copy details"))


def place(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())


def standing(desk: Desk) -> set[object]:
    """Where everything stands that can be clicked in the middle of the window, and every arc."""
    window = desk.window
    widgets = [w for w in window.centralWidget().findChildren(QWidget) if w.isVisible()]
    arcs = [desk.canvas(s).mapTo(window, desk.apex(s, arc)) for s in SIDES for arc in range(9)]
    widgets += [window.scale, window.bar, window.statusBar()]
    places = {(id(w), w.objectName(), place(w, window).getRect()) for w in widgets}
    return {window.sides.layout_now, *(arc.toTuple() for arc in arcs), *places}


def covered(desk: Desk) -> list[str]:
    """Sides whose arcs and layers are under the notice."""
    notice = place(desk.window.messages, desk.window)
    strips = {side: desk.canvas(side).strip.sceneBoundingRect() for side in SIDES}
    low = {side: desk.canvas(side).mapFromScene(strip.bottomLeft()) for side, strip in strips.items()}
    return [side for side in SIDES if desk.canvas(side).mapTo(desk.window, low[side]).y() > notice.top()]


@pytest.mark.parametrize("size", [QSize(1280, 800), QSize(1440, 900)], ids=lambda size: f"{size.width()}")
def test_pictures_and_plots_stay_where_they_are(trained, size):
    window = trained.window
    window.resize(size)
    window.statusBar().showMessage("layer 5")
    for _ in range(3):
        trained.settle()
    before = standing(trained)
    for text, kind, action in NOTICES:
        window.messages.show_message(text, kind, action, lambda: None)
        for _ in range(3):
            trained.settle()
        notice = place(window.messages, window)
        assert window.messages.isVisible()
        assert window.rect().contains(notice)
        assert standing(trained) ^ before == set()
        assert covered(trained) == []
        assert not notice.intersects(place(window.scale, window))
    for _ in NOTICES:
        window.messages.close_message()
        trained.settle()
        assert standing(trained) ^ before == set()
    assert window.messages.isHidden()
    window.statusBar().clearMessage()


def test_what_the_pointer_is_at_is_told_beside_a_notice(trained):
    window = trained.window
    window.resize(1280, 800)
    window.statusBar().showMessage("layer 5")
    window.messages.show_message(SHORT)
    trained.settle()
    notice = place(window.messages, window)
    bar = place(window.statusBar(), window)
    assert bar.contains(notice), "one line is no higher than the status bar"
    assert notice.left() > bar.left() + window.statusBar().fontMetrics().horizontalAdvance("layer 5")
    window.messages.close_message()
    window.statusBar().clearMessage()


def test_the_runs_list_stays_where_it_is_when_a_deletion_is_offered_back(trained):
    dock = trained.window.dock
    dock.show()
    dock.set_rows([run_row(i) for i in range(1, 5)])
    trained.settle()
    table = trained.find(QTableView, "runsTable")
    before = place(table, trained.window)
    dock.offer_undo(["1"])
    trained.settle()
    assert dock.banner.isVisible()
    assert place(table, trained.window) == before
    shown = place(dock.banner, dock)
    first = place(table.viewport(), dock).translated(0, table.rowViewportPosition(0)).topLeft()
    assert dock.rect().contains(shown)
    assert not shown.contains(first)
    dock.banner.close_message()


def test_the_data_dialog_stays_as_it_is_when_it_says_something(trained):
    trained.action("data").trigger()
    dialog = trained.find(QDialog, "dataDialog")
    trained.settle()
    kinds = (QAbstractItemView, QAbstractScrollArea, Gallery)
    before = [place(w, dialog) for kind in kinds for w in dialog.findChildren(kind)]
    dialog.show_failure(LONG)
    trained.settle()
    assert dialog.messages.isVisible()
    assert [place(w, dialog) for kind in kinds for w in dialog.findChildren(kind)] == before
    button = place(dialog.findChild(QWidget, "dataClose"), dialog)
    assert not place(dialog.messages, dialog).intersects(button)
    dialog.close()


def test_messages_that_wait_are_counted_in_words(trained, qtbot):
    bar = trained.window.messages
    for text in ("The disk is full.", "The engine died.", "No network."):
        bar.show_message(text, "error")
    trained.settle()
    words = [label.text() for label in bar.findChildren(QWidget) if label.property("role") == "muted"]
    assert words == ["2 more"]
    for _ in range(3):
        qtbot.mouseClick(bar.findChild(QToolButton, "messageClose"), Qt.MouseButton.LeftButton)
    assert bar.isHidden()


def test_a_wrong_entry_is_told_below_its_field_and_moves_nothing(trained):
    window = trained.window
    window.resize(1280, 800)
    for _ in range(3):
        trained.settle()
    before = {entry for entry in standing(trained) if "cardA_message" not in str(entry)}
    trained.type_into("cardA_width", "0")
    for _ in range(3):
        trained.settle()
    told = trained.find(QLabel, "cardA_message")
    assert told.isVisible()
    assert told.text().startswith("width is 0")
    assert {entry for entry in standing(trained) if "cardA_message" not in str(entry)} == before
    field = place(trained.find(QLineEdit, "cardA_width"), window)
    shown = place(told, window)
    assert shown.left() <= field.left()
    assert 0 < shown.top() - field.bottom() < 10
    assert shown.bottom() < trained.canvas("A").mapTo(window, trained.apex("A", 0)).y(), "no arc is covered"
    trained.key(Qt.Key.Key_Escape, on=trained.find(QLineEdit, "cardA_width"))
    assert not told.isVisible()
