"""Stored runs in the whole window: the dock's buttons and keys, to what the store keeps and the sides show."""

import sqlite3
import threading

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QLineEdit, QTableView, QToolButton

from explorer.desk.document import SideState
from explorer.gui.runs.runs_model import MIME
from explorer.runs.database import FILE_NAME
from explorer.runs.store import StoreError
from tests.gui.desk import CTRL, LEFT, SHIFT


def prepared(desk):
    """Three stored runs (A and B of one training, then B alone), and the dock open with Ctrl+R."""
    for button in ("button_train_both", "button_train_b"):
        desk.press(button)
        desk.window.worker.steps(24)
        desk.window.worker.end()
        desk.settle()
    desk.key(Qt.Key.Key_R, CTRL)


@pytest.fixture
def shelf(desk):
    """A window with these runs."""
    return desk


def table(desk):
    return desk.find(QTableView, "runsTable")


def names(desk):
    model = table(desk).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def select(desk, row, modifier=Qt.KeyboardModifier.NoModifier):
    at = table(desk).visualRect(table(desk).model().index(row, 1)).center()
    desk.qtbot.mouseClick(table(desk).viewport(), LEFT, modifier, at)
    return at


def place(desk, name):
    return names(desk).index(name)


def test_ctrl_r_shows_every_stored_run_and_hides_them(shelf):
    dock = shelf.find(QDockWidget, "runsDock")
    assert dock.isVisible()
    assert sorted(names(shelf)) == ["Plain-20 · digits", "ResNet-20 · digits", "ResNet-20 · digits"]
    shelf.key(Qt.Key.Key_R, CTRL)
    assert not dock.isVisible()


def test_a_run_that_ends_appears_by_itself(shelf, engine):
    shelf.press("button_train_a")
    assert len(names(shelf)) == 4
    engine.steps(24)
    engine.end("diverged", "The loss became NaN.")
    shelf.settle()
    model = table(shelf).model()
    assert "diverged" in [model.index(row, 6).data() for row in range(4)]


def test_the_list_is_read_again_once_a_verdict_is_noted(shelf):
    assert "Judged" not in names(shelf)
    run = shelf.window.store.rows()[0]
    shelf.window.store.rename(run.id, "Judged")  # anything that is noted in the store
    shelf.window.findings.noting.noted.emit()
    shelf.settle()
    assert "Judged" in names(shelf)


def test_ctrl_shift_f_searches(shelf):
    shelf.key(Qt.Key.Key_R, CTRL)
    shelf.key(Qt.Key.Key_F, CTRL | Qt.KeyboardModifier.ShiftModifier)
    search = shelf.find(QLineEdit, "runsSearch")
    assert search.isVisible()
    assert search.hasFocus()
    shelf.qtbot.keyClicks(QApplication.focusWidget(), "plain completed")
    assert names(shelf) == ["Plain-20 · digits"]


def test_a_run_opens_in_either_side_with_settings_network_and_readings(shelf):
    plain = place(shelf, "Plain-20 · digits")
    select(shelf, plain)
    shelf.press("runs_open_b")
    assert shelf.find(QLabel, "titleB").text() == "Plain-20"
    assert shelf.canvas("B").rows == 24
    assert shelf.history("B") is shelf.history("A")
    at = select(shelf, 1 - plain if plain < 2 else 0)
    shelf.qtbot.mouseDClick(table(shelf).viewport(), LEFT, pos=at)
    shelf.settle()
    assert shelf.find(QLabel, "titleA").text() == "ResNet-20"
    shelf.press("button_undo")
    shelf.press("button_undo")
    assert shelf.find(QLabel, "titleB").text() == "ResNet-20"


def test_return_and_shift_return_open_too(shelf):
    plain = place(shelf, "Plain-20 · digits")
    select(shelf, plain)
    shelf.key(Qt.Key.Key_Return, SHIFT, on=table(shelf))
    assert shelf.find(QLabel, "titleB").text() == "Plain-20"
    select(shelf, plain)
    shelf.key(Qt.Key.Key_Return, on=table(shelf))
    assert shelf.find(QLabel, "titleA").text() == "Plain-20"


def test_a_run_dropped_on_a_card_opens_there(shelf):
    plain = shelf.bench.document.a.run_id
    mime = QMimeData()
    mime.setData(MIME, plain.encode())
    card = shelf.window.panes["B"].card
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    card.dropEvent(drop)
    shelf.settle()
    assert shelf.history("B").run_id == plain


def test_a_run_from_another_window_is_read_from_the_store(shelf):
    plain = place(shelf, "Plain-20 · digits")
    shelf.bench.trainer.histories.clear()
    select(shelf, plain)
    shelf.press("runs_open_b")
    assert len(shelf.history("B")) == shelf.canvas("B").rows == 24
    assert shelf.history("B").outcome.status == "completed"


def test_f2_renames(shelf):
    select(shelf, place(shelf, "Plain-20 · digits"))
    shelf.key(Qt.Key.Key_F2, on=table(shelf))
    editor = table(shelf).viewport().findChild(QLineEdit)
    editor.selectAll()
    shelf.qtbot.keyClicks(editor, "The bad one")
    shelf.qtbot.keyClick(editor, Qt.Key.Key_Return)
    shelf.settle()
    assert "The bad one" in names(shelf)
    assert "The bad one" in [row.name for row in shelf.window.store.rows()]


def test_tags_notes_and_the_reference_are_stored_and_undone(shelf):
    store, dock = shelf.window.store, shelf.window.dock
    run = shelf.bench.document.a.run_id
    dock.tags_wanted.emit([run], "good try")
    dock.notes_wanted.emit([run], "looks right")
    dock.reference_wanted.emit(run)
    shelf.settle()
    (row,) = dock.rows_of([run])
    assert (row.tags, row.notes, row.reference) == (("good", "try"), "looks right", True)
    dock.tags_wanted.emit([run], "better")
    shelf.settle()
    assert dock.rows_of([run])[0].tags == ("better",)
    for _ in range(3):
        shelf.press("button_undo")
    (row,) = [row for row in store.rows() if row.id == run]
    assert (row.tags, row.notes) == ((), "")
    dock.reference_wanted.emit("")
    assert not any(row.reference for row in store.rows())


def test_del_deletes_and_undo_brings_back(shelf):
    select(shelf, 0)
    select(shelf, 1, CTRL)
    shelf.key(Qt.Key.Key_Delete, on=table(shelf))
    assert len(names(shelf)) == len(shelf.window.store.rows()) == 1
    shelf.press("messageAction", shelf.window.dock.banner)
    assert len(names(shelf)) == len(shelf.window.store.rows()) == 3


def test_a_deleted_run_leaves_its_side_and_the_settings_stay(shelf):
    spec = shelf.bench.document.a.spec
    select(shelf, place(shelf, "Plain-20 · digits"))
    shelf.press("runs_delete_runs")
    assert shelf.bench.history("A") is None
    assert shelf.canvas("A").rows == 0
    assert shelf.bench.document.a.spec == spec


def test_undo_takes_back_what_was_done_last(shelf):
    """Before, Ctrl+Z after a deletion undid the training, and both runs left the screen."""
    before, shown = sorted(names(shelf)), shelf.bench.document
    select(shelf, place(shelf, "Plain-20 · digits"))
    shelf.key(Qt.Key.Key_Delete, on=table(shelf))
    assert shelf.find(QToolButton, "button_undo").toolTip().endswith("delete “Plain-20 · digits”")
    assert shelf.bench.history("A") is None
    shelf.key(Qt.Key.Key_Z, CTRL, on=table(shelf))
    assert sorted(names(shelf)) == before
    assert len(shelf.window.store.rows()) == 3
    assert shelf.bench.document == shown
    assert shelf.canvas("A").rows == 24
    assert shelf.window.dock.banner.text == "", "what is undone is no longer on offer"
    shelf.press("button_redo")
    assert len(names(shelf)) == 2
    assert shelf.bench.history("A") is None


def test_an_older_deletion_is_taken_back_by_its_offer_and_the_rest_stays(shelf):
    select(shelf, place(shelf, "Plain-20 · digits"))
    shelf.key(Qt.Key.Key_Delete, on=table(shelf))
    shelf.key(Qt.Key.Key_E, CTRL)
    swapped = shelf.bench.document
    shelf.press("messageAction", shelf.window.dock.banner)
    assert len(names(shelf)) == 3
    assert shelf.bench.document == swapped
    shelf.press("button_undo")
    assert shelf.bench.document != swapped, "the swap"
    left = shelf.bench.document
    shelf.press("button_undo")
    assert shelf.bench.document != left, "the deletion is undone already: the training is what comes next"
    assert len(names(shelf)) == 3


def test_a_new_name_can_be_undone(shelf):
    select(shelf, place(shelf, "Plain-20 · digits"))
    shelf.key(Qt.Key.Key_F2, on=table(shelf))
    editor = table(shelf).viewport().findChild(QLineEdit)
    editor.selectAll()
    shelf.qtbot.keyClicks(editor, "The bad one")
    shelf.qtbot.keyClick(editor, Qt.Key.Key_Return)
    shelf.settle()
    shelf.key(Qt.Key.Key_Z, CTRL, on=table(shelf))
    assert "Plain-20 · digits" in names(shelf)
    assert "The bad one" not in [row.name for row in shelf.window.store.rows()]


def test_a_run_that_trains_is_not_deleted(shelf, engine):
    shelf.press("button_train_a")
    engine.steps(1)
    shelf.settle()
    running = next(i for i in range(4) if table(shelf).model().index(i, 6).data() == "running")
    select(shelf, running)
    shelf.key(Qt.Key.Key_Delete, on=table(shelf))
    assert "still training" in shelf.window.messages.text
    assert len(names(shelf)) == 4
    assert shelf.window.dock.banner.text == "", "nothing was deleted, so there is nothing to undo"
    assert len(shelf.history("A")) == 1


def test_what_the_store_refuses_is_told(shelf, monkeypatch):
    def refuse(*_):
        raise StoreError("The disk is full.")

    for name in ("rename", "delete", "record"):
        monkeypatch.setattr(shelf.window.store, name, refuse)
    shelf.bench.trainer.histories.clear()
    select(shelf, 0)
    shelf.press("runs_open_b")
    assert shelf.window.messages.text == "The disk is full."
    shelf.press("messageClose", shelf.window.messages)
    shelf.press("runs_delete_runs")
    assert shelf.window.messages.text == "The disk is full."
    assert len(names(shelf)) == 3


# ── read in the background ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def slow(shelf, monkeypatch):
    """Runs are read once the test lets them; none is known to the window."""
    shelf.bench.trainer.histories.clear()
    let, record = threading.Event(), shelf.window.store.record

    def wait(run_id):
        assert let.wait(5)
        return record(run_id)

    monkeypatch.setattr(shelf.window.store, "record", wait)
    yield let
    let.set()


def click(shelf, name):
    """Press a button of the dock and do not wait for what it begins."""
    shelf.qtbot.mouseClick(shelf.find(QToolButton, name), LEFT)


def test_the_window_goes_on_while_a_run_is_read(shelf, slow):
    plain = place(shelf, "Plain-20 · digits")
    before = shelf.bench.document
    select(shelf, plain)
    click(shelf, "runs_open_b")
    shelf.qtbot.keyClicks(shelf.find(QLineEdit, "runsSearch"), "plain")
    assert names(shelf) == ["Plain-20 · digits"]
    assert shelf.bench.document == before
    slow.set()
    shelf.settle()
    assert shelf.find(QLabel, "titleB").text() == "Plain-20"
    assert shelf.canvas("B").rows == 24


def test_a_run_that_arrives_late_does_not_replace_what_was_done_since(shelf, slow):
    select(shelf, place(shelf, "Plain-20 · digits"))
    click(shelf, "runs_open_b")
    shelf.bench.swap()
    swapped = shelf.bench.document
    slow.set()
    shelf.settle()
    assert shelf.bench.document == swapped


def test_of_two_runs_opened_in_one_side_the_second_is_shown(shelf, slow):
    for name in ("Plain-20 · digits", "ResNet-20 · digits"):
        select(shelf, place(shelf, name))
        click(shelf, "runs_open_a")
    slow.set()
    shelf.settle()
    assert shelf.find(QLabel, "titleA").text() == "ResNet-20"
    assert "Plain" not in shelf.bench.steps.undo_text
    shelf.press("button_undo")
    assert not shelf.bench.steps.undo_text.startswith("open")


def test_a_run_deleted_while_it_is_read_is_not_shown(shelf, slow):
    select(shelf, place(shelf, "Plain-20 · digits"))
    click(shelf, "runs_open_b")
    click(shelf, "runs_delete_runs")
    slow.set()
    shelf.settle()
    assert shelf.bench.document.b.run_id != shelf.bench.document.a.run_id
    assert len(names(shelf)) == 2
    assert shelf.window.messages.text == ""


@pytest.fixture
def let_go(shelf, monkeypatch):
    """Two more runs were opened in A since, and no record is kept: the run that was on show was let go."""
    monkeypatch.setattr("explorer.desk.on_show.KEPT", 0)
    state = shelf.bench.document.a
    for row in [row for row, name in enumerate(names(shelf)) if name.startswith("ResNet")]:
        select(shelf, row)
        shelf.press("runs_open_a")
    assert state.run_id not in shelf.bench.trainer.histories
    return state


def test_undo_brings_a_run_back_that_was_let_go(shelf, let_go):
    shelf.press("button_undo")
    shelf.press("button_undo")
    assert shelf.history("A").run_id == let_go.run_id
    assert shelf.history("A").loss.tolist() == shelf.window.store.history(let_go.run_id).loss.tolist()
    assert shelf.canvas("A").rows == 24


def test_a_run_let_go_and_gone_since_leaves_its_settings(shelf, let_go):
    shelf.window.store.discard(let_go.run_id)
    shelf.press("button_undo")
    shelf.press("button_undo")
    assert f"There is no run {let_go.run_id}" in shelf.window.messages.text
    assert shelf.bench.document.a == SideState(let_go.spec)
    shelf.press("button_train_a")
    assert shelf.bench.live("A")


def test_a_run_that_is_over_is_not_kept_in_memory(shelf):
    assert shelf.history("A").stored
    whole = shelf.window.store.history(shelf.history("A").run_id)
    for name in whole.instruments:
        assert shelf.history("A").readings(name).tobytes() == whole.readings(name).tobytes()


def test_readings_that_are_gone_are_told_and_the_window_stays(shelf):
    db = sqlite3.connect(shelf.window.store.folder / FILE_NAME)
    db.execute("DELETE FROM chunks WHERE name = 'layers/weight-norm'")
    db.commit()
    db.close()
    shelf.window.navigation.choose("weight-norm")
    shelf.settle()
    assert "is damaged (measurements: layers/weight-norm has no steps" in shelf.window.messages.text
    assert shelf.window.panes["A"].view.canvas.heatmap.hint.endswith("was not measured in this run.")
    shelf.window.navigation.choose("gradient-norm")
    shelf.settle()
    assert shelf.canvas("A").rows == 24
