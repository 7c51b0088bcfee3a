"""The runs dock through clicks and keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QTableView,
    QToolButton,
)

from explorer.gui.runs.runs_dock import RunsDock
from explorer.gui.widgets.theme import LIGHT
from tests.gui.access import lacking
from tests.gui.samples import run_row


@pytest.fixture
def dock(qtbot):
    window = QMainWindow()
    made = RunsDock()
    window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, made)
    window.resize(900, 400)
    qtbot.addWidget(window)
    made.window_ = window
    made.set_rows([run_row(number) for number in range(6)])
    made.delete_wanted.connect(made.offer_undo)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return made


@pytest.fixture
def table(dock):
    return dock.findChild(QTableView, "runsTable")


def place(table, row):
    return table.visualRect(table.model().index(row, 1)).center()


def click(qtbot, table, row, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, place(table, row))


def press(qtbot, dock, name):
    qtbot.mouseClick(dock.findChild(QToolButton, f"runs_{name}"), Qt.MouseButton.LeftButton)


def test_every_control_has_tooltip_accessible_name_and_object_name(dock):
    assert lacking(dock) == []


@pytest.mark.parametrize(("button", "side"), [("open_a", "A"), ("open_b", "B")])
def test_buttons_open_the_selected_run(dock, table, qtbot, button, side):
    click(qtbot, table, 2)
    with qtbot.waitSignal(dock.open_wanted) as told:
        press(qtbot, dock, button)
    assert told.args == ["r2", side]


@pytest.mark.parametrize(
    ("modifier", "side"), [(Qt.KeyboardModifier.NoModifier, "A"), (Qt.KeyboardModifier.ShiftModifier, "B")]
)
def test_return_opens_too(dock, table, qtbot, modifier, side):
    click(qtbot, table, 1)
    with qtbot.waitSignal(dock.open_wanted) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return, modifier)
    assert told.args == ["r1", side]


def test_a_double_click_opens_in_a(dock, table, qtbot):
    click(qtbot, table, 3)
    with qtbot.waitSignal(dock.open_wanted) as told:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place(table, 3))
    assert told.args == ["r3", "A"]


def test_f2_renames_in_place_and_the_name_waits_for_the_store(dock, table, qtbot):
    click(qtbot, table, 1)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Best")
    with qtbot.waitSignal(dock.rename_wanted) as told:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert told.args == ["r1", "Best"]
    assert table.model().index(1, 0).data() == "Run 1"


def test_the_rename_button_opens_the_editor(dock, table, qtbot):
    click(qtbot, table, 0)
    press(qtbot, dock, "rename_run")
    assert table.viewport().findChild(QLineEdit) is not None


def test_del_deletes_several_and_undo_brings_them_back(dock, table, qtbot):
    click(qtbot, table, 1)
    click(qtbot, table, 3, Qt.KeyboardModifier.ControlModifier)
    assert dock.selected == ["r1", "r3"]
    with qtbot.waitSignal(dock.delete_wanted) as told:
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert told.args == [["r1", "r3"]]
    assert dock.banner.text == "Deleted 2 runs."
    with qtbot.waitSignal(dock.restore_wanted) as told:
        qtbot.mouseClick(dock.findChild(QPushButton, "messageAction"), Qt.MouseButton.LeftButton)
    assert told.args == [["r1", "r3"]]
    assert dock.banner.isHidden()


def test_the_delete_button_names_the_run(dock, table, qtbot):
    click(qtbot, table, 4)
    with qtbot.waitSignal(dock.delete_wanted):
        press(qtbot, dock, "delete_runs")
    assert dock.banner.text == "Deleted “Run 4”."


def test_only_what_makes_sense_is_offered(dock, table, qtbot):
    assert not dock.open_a.isEnabled()
    assert not dock.delete.isEnabled()
    table.selectAll()
    assert not dock.open_a.isEnabled()
    assert not dock.rename.isEnabled()
    assert dock.delete.isEnabled()


def test_the_search_narrows_the_list_and_says_so(dock, table, qtbot):
    search = dock.findChild(QLineEdit, "runsSearch")
    qtbot.keySequence(dock.window_, "Ctrl+Shift+F")
    assert search.hasFocus()
    qtbot.keyClicks(search, "resnet")
    assert table.model().rowCount() == 3
    assert "3 of 6" in [label.text() for label in dock.findChildren(QLabel)]


def test_typing_in_the_search_neither_deletes_nor_opens(dock, table, qtbot):
    click(qtbot, table, 0)
    search = dock.findChild(QLineEdit, "runsSearch")
    search.setFocus()
    with qtbot.assertNotEmitted(dock.delete_wanted), qtbot.assertNotEmitted(dock.open_wanted):
        qtbot.keyClick(search, Qt.Key.Key_Delete)
        qtbot.keyClick(search, Qt.Key.Key_Return)


def test_selection_survives_new_rows_sorting_and_searching(dock, table, qtbot):
    click(qtbot, table, 2)
    dock.set_rows([run_row(number) for number in (9, 2, 7)])
    assert dock.selected == ["r2"]
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert dock.selected == ["r2"]
    dock.findChild(QLineEdit, "runsSearch").setText("r2")
    assert dock.selected == ["r2"]


def right_click(table, row):
    """The menu that a right click on a row opens."""
    table.customContextMenuRequested.emit(place(table, row))
    return QApplication.activePopupWidget()


def entries(menu):
    return {action.objectName(): action for action in menu.actions() if action.objectName()}


def test_the_menu_under_the_right_button_has_every_wish(dock, table, qtbot):
    click(qtbot, table, 2)
    menu = right_click(table, 2)
    wishes = [
        "open_a",
        "open_b",
        "compare_runs",
        "rename_run",
        "delete_runs",
        "resume_run",
        "fork_run",
        "replay_run",
    ]
    more = ["tag_runs", "note_run", "compare_sweep", "star_run", "export_runs", "copy_command"]
    assert list(entries(menu)) == ["menu_runs", *wishes, *more]
    assert [name for name, action in entries(menu).items() if not action.isEnabled()] == ["menu_runs", "compare_sweep"]
    menu.close()


def test_the_sweep_of_a_run_is_compared(dock, table, qtbot):
    dock.set_rows([run_row(number, sweep="s1" if number else "") for number in range(3)])
    click(qtbot, table, 1)
    menu = right_click(table, 1)
    with qtbot.waitSignal(dock.sweep_wanted) as told:
        entries(menu)["compare_sweep"].trigger()
    assert told.args == ["s1"]
    menu.close()


def test_what_is_about_one_run_waits_for_one(dock, table, qtbot):
    click(qtbot, table, 2)
    click(qtbot, table, 4, Qt.KeyboardModifier.ControlModifier)
    menu = right_click(table, 2)
    enabled = [name for name, action in entries(menu).items() if action.isEnabled()]
    assert enabled == ["compare_runs", "delete_runs", "tag_runs", "export_runs"]
    menu.close()


def test_runs_are_exported_and_their_command_is_copied(dock, table, qtbot):
    click(qtbot, table, 2)
    menu = right_click(table, 2)
    with qtbot.waitSignal(dock.menu.export_wanted) as rows:
        entries(menu)["export_runs"].trigger()
    with qtbot.waitSignal(dock.menu.command_wanted) as row:
        entries(menu)["copy_command"].trigger()
    assert rows.args[0] == row.args == dock.selected_rows
    menu.close()


@pytest.mark.parametrize("way", ["button", "key"])
def test_selected_runs_are_compared(dock, table, qtbot, way):
    assert not dock.compare.isEnabled()
    click(qtbot, table, 1)
    click(qtbot, table, 3, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(dock.compare_wanted) as told:
        press(qtbot, dock, "compare_runs") if way == "button" else qtbot.keyClick(table, Qt.Key.Key_C)
    assert told.args == [["r1", "r3"]]


def test_one_run_is_made_the_reference_and_taken_back(dock, table, qtbot):
    click(qtbot, table, 1)
    menu = right_click(table, 1)
    with qtbot.waitSignal(dock.reference_wanted) as told:
        entries(menu)["star_run"].trigger()
    assert told.args == ["r1"]
    menu.close()
    dock.set_rows([run_row(number, reference=number == 1) for number in range(6)])
    assert table.model().index(1, 0).data() == "★ Run 1"
    dock.set_rows([run_row(1, reference=True, parent="r0")])
    assert table.model().index(0, 0).data() == "★ ↳ Run 1", "a fork stays marked as one"
    dock.set_rows([run_row(number, reference=number == 1) for number in range(6)])
    menu = right_click(table, 1)
    with qtbot.waitSignal(dock.reference_wanted) as told:
        entries(menu)["star_run"].trigger()
    assert told.args == [""]
    menu.close()


def test_tags_and_a_note_are_typed(dock, table, qtbot):
    dock.set_rows([run_row(number, tags=("all", f"t{number}"), notes="old") for number in range(3)])
    click(qtbot, table, 0)
    click(qtbot, table, 1, Qt.KeyboardModifier.ControlModifier)
    menu = right_click(table, 0)
    entries(menu)["tag_runs"].trigger()
    menu.close()
    dialog = dock.findChild(QInputDialog, "tagsDialog")
    assert dialog.textValue() == "all"  # what both have
    dialog.setTextValue("better")
    with qtbot.waitSignal(dock.tags_wanted) as told:
        dialog.accept()
    assert told.args == [["r0", "r1"], "better"]
    click(qtbot, table, 2)
    menu = right_click(table, 2)
    entries(menu)["note_run"].trigger()
    menu.close()
    dialog = dock.findChild(QInputDialog, "noteDialog")
    assert dialog.textValue() == "old"
    dialog.setTextValue("new")
    with qtbot.waitSignal(dock.notes_wanted) as told:
        dialog.accept()
    assert told.args == [["r2"], "new"]


def test_any_setting_has_a_column_if_wanted(dock, table, qtbot):
    usual = table.model().columnCount()
    dock.set_rows([run_row(number, settings={"norm": ("batch", "none")[number % 2]}) for number in range(4)])
    table.columns_wanted.emit(QPoint(0, 0))
    menu = QApplication.activePopupWidget()
    entries(menu)["column_norm"].trigger()
    menu.close()
    assert table.model().columnCount() == usual + 1
    assert table.model().headerData(usual, Qt.Orientation.Horizontal) == "Normalization"
    table.sortByColumn(usual, Qt.SortOrder.AscendingOrder)
    assert [table.model().index(row, usual).data() for row in range(4)] == ["batch", "batch", "none", "none"]


def test_rows_of_one_setting_stand_together_under_its_name(dock, table, qtbot):
    dock.set_rows([run_row(number, settings={"norm": ("batch", "none")[number % 2]}) for number in range(4)])
    click(qtbot, table, 0)
    menu = right_click(table, 0)
    group = next(child for child in menu.findChildren(QMenu) if child.title() == "Group by")
    entries(group)["group_norm"].trigger()
    menu.close()
    headings = [table.model().headerData(row, Qt.Orientation.Vertical) for row in range(4)]
    assert headings == ["batch", "", "none", ""]
    assert [table.model().index(row, 0).data() for row in range(4)] == ["Run 0", "Run 2", "Run 1", "Run 3"]
    assert table.verticalHeader().isVisible()


def test_the_search_takes_conditions_and_says_what_is_wrong(dock, table):
    search, count = dock.findChild(QLineEdit, "runsSearch"), dock.findChild(QLabel, "runsCount")
    search.setText("steps>=286 plain")
    assert [table.model().index(row, 0).data() for row in range(table.model().rowCount())] == ["Run 1"]
    assert count.text() == "1 of 6"
    problem = dock.findChild(QLabel, "runsProblem")
    QApplication.processEvents()
    room = search.width()
    search.setText("stps>=286")
    assert "Did you mean 'steps'?" in problem.text()
    QApplication.processEvents()
    assert search.width() == room  # what is typed stays in sight
    assert problem.height() >= problem.heightForWidth(problem.width())  # and all of the message is
    assert table.model().rowCount() == 1  # as before
    search.clear()
    assert (count.text(), problem.isVisible()) == ("6 runs", False)


def test_it_takes_the_theme(dock):
    before = dock.open_a.icon().cacheKey()
    dock.set_theme(LIGHT)
    assert dock.open_a.icon().cacheKey() != before
    assert dock.grab().toImage().pixelColor(QPoint(3, 3)).isValid()


def test_f2_while_a_name_is_edited_edits_it_further(dock, table, qtbot, qtlog):
    click(qtbot, table, 1)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    dock.rename.trigger()  # as the menu under the right button does: the editor stays open under it
    assert [record.message for record in qtlog.records if "edit" in record.message] == []
    assert [editor.isVisible() for editor in table.viewport().findChildren(QLineEdit)].count(True) == 1


def test_two_deletions_can_both_be_taken_back_from_the_banner(dock, table, qtbot):
    for row in (1, 4):
        click(qtbot, table, row)
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    undo = dock.findChild(QPushButton, "messageAction")
    for run_id in ("r4", "r1"):
        with qtbot.waitSignal(dock.restore_wanted) as told:
            qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
        assert told.args == [[run_id]]


def test_after_a_rename_the_list_has_the_keyboard(dock, table, qtbot):
    dock.rename_wanted.connect(lambda run, name: dock.set_rows([run_row(n, name=name) for n in range(6)]))
    for end in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        click(qtbot, table, 1)
        qtbot.keyClick(table, Qt.Key.Key_F2)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        qtbot.keyClicks(editor, "x")
        qtbot.keyClick(editor, end)
        QApplication.processEvents()
        assert QApplication.focusWidget() is table
        assert dock.selected == ["r1"]
        with qtbot.waitSignal(dock.open_wanted):
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def current(table):
    """Id of the run at the keyboard's row, and whether the list has the keyboard."""
    index = table.currentIndex()
    return (table.model().row(index.row()).id if index.isValid() else None, QApplication.focusWidget() is table)


@pytest.fixture
def store(dock):
    """Meets the dock's wishes at once."""
    rows = {f"r{number}": run_row(number) for number in range(6)}
    dock.delete_wanted.connect(lambda ids: dock.set_rows([row for row in rows.values() if row.id not in ids]))
    dock.rename_wanted.connect(lambda run, name: dock.set_rows([replace(r, name=name) if r.id == run else r
                                                                for r in rows.values()]))  # fmt: skip


def test_the_keyboard_stays_in_the_list_at_a_run_that_is_there(dock, table, qtbot, store):
    click(qtbot, table, 2)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert current(table) == ("r2", True)
    for last in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        qtbot.keyClick(table, Qt.Key.Key_F2)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        qtbot.keyClicks(editor, "A new name")
        qtbot.keyClick(editor, last)
        QApplication.processEvents()
        assert current(table) == ("r2", True)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert current(table) == ("r3", True), "the one below"
    assert dock.selected == [], "a second Del deletes nothing"
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert dock.selected == ["r4"]


def test_after_the_last_run_the_one_above_is_the_current_one(dock, table, qtbot, store):
    click(qtbot, table, 5)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert current(table) == ("r4", True)


def test_a_button_that_is_disabled_by_its_press_gives_the_keyboard_to_the_list(dock, table, qtbot, store):
    click(qtbot, table, 1)
    button = dock.findChild(QToolButton, "runs_delete_runs")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert not button.isEnabled()
    assert current(table) == ("r2", True)
