"""The comparison as the window opens it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from explorer.gui.widgets.theme import LIGHT


@pytest.fixture
def compared(trained):
    """A window in which comparisons are opened; they are taken away after the test."""
    yield trained
    comparing = trained.window.comparing
    trained.until(lambda: not comparing.reading.busy)
    comparing.window.close()
    comparing.window.deleteLater()
    comparing.window = None


def settled(desk):
    """The comparison once nothing is being read for it."""
    comparing = desk.window.comparing
    desk.until(lambda: bool(comparing.window and comparing.window.rows) and not comparing.reading.busy)
    return comparing.window


def test_ctrl_m_compares_all_runs(compared):
    compared.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    comparison = settled(compared)
    assert comparison.isVisible()
    assert {row.id for row in comparison.rows} == {row.id for row in compared.window.store.rows()}
    assert comparison.chart.found.chart.lines


def test_runs_selected_in_the_list_are_compared_and_opened_from_there(compared):
    window = compared.window
    compared.action("runs").trigger()
    compared.settle()
    table = compared.find(QTableView, "runsTable")
    table.selectRow(1)
    chosen = window.dock.selected
    compared.press("runs_compare_runs")
    comparison = settled(compared)
    assert [row.id for row in comparison.rows] == chosen
    comparison.open_wanted.emit(chosen[0], "A")
    compared.settle()
    assert compared.bench.document.a.run_id == chosen[0]


def test_the_reference_is_stored_and_seen_in_both(compared):
    window = compared.window
    compared.action("compare").trigger()
    comparison = settled(compared)
    run_id = comparison.rows[0].id
    comparison.reference_wanted.emit(run_id)
    compared.until(lambda: any(row.reference for row in comparison.rows))
    assert [row.id for row in window.store.rows() if row.reference] == [run_id]
    comparison.reference_wanted.emit("")
    compared.until(lambda: not any(row.reference for row in comparison.rows))


def test_it_takes_the_windows_theme_and_goes_with_it(compared):
    compared.action("compare").trigger()
    comparison = settled(compared)
    compared.window.theming.choose("light")
    assert comparison.chart._theme is LIGHT
    compared.window.theming.choose("dark")
    assert comparison.parent() is compared.window
