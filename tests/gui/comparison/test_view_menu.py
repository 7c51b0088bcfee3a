"""What is taken out of a comparison: values, pictures, and the runs under the pointer."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from explorer.gui.widgets.theme import DARK, LIGHT

CHART, CURVES, GRADIENTS, HEATMAPS, DIFFERENCES = range(5)


def entry(window, name):
    return window.menu.findChild(QAction, name)


def copied(window, qtbot):
    qtbot.mouseClick(window.scope.more, Qt.MouseButton.LeftButton)
    entry(window, "copy_values").trigger()
    window.menu.close()
    return list(csv.reader(io.StringIO(QApplication.clipboard().text())))


def test_every_run_of_a_chart_is_a_line_of_csv(window, qtbot):
    heading, *rows = copied(window, qtbot)
    assert heading == ["panel", "color", "depth", "result", "seed", "value", "status", "run"]
    assert len(rows) == 12 * 2
    assert ["–", "plain", "20", "test_error", "1", "0.41", "completed", "plain-20-1"] in rows


@pytest.mark.parametrize(
    ("tab", "first"),
    [(CURVES, "plain: depth 8, test error"), (GRADIENTS, "plain, depth 8 (3 seeds), step 0"), (DIFFERENCES, "Run")],
)
def test_other_tabs_have_their_values_too(window, qtbot, tab, first):
    window.tabs.setCurrentIndex(tab)
    heading, *rows = copied(window, qtbot)
    assert heading[0].startswith(first)
    assert rows


def test_heatmaps_are_pictures_alone(window, qtbot):
    window.tabs.setCurrentIndex(HEATMAPS)
    qtbot.mouseClick(window.scope.more, Qt.MouseButton.LeftButton)
    assert not entry(window, "copy_values").isEnabled()
    window.menu.close()


@pytest.mark.parametrize("theme", [None, LIGHT])
def test_a_picture_has_the_legend_and_the_sentences_and_no_controls(window, qtbot, tmp_path, theme):
    qtbot.mouseClick(window.scope.more, Qt.MouseButton.LeftButton)
    window.menu.close()
    path = tmp_path / "chart.svg"
    window.menu.save_to(path, theme)
    text = "".join(ElementTree.parse(path).getroot().itertext())
    assert "band: standard deviation of 3 seeds" in text
    assert "At depth 20, the test error of resnet" in text
    assert "X axis" not in text
    assert window.chart.controls.isVisible()
    assert window.chart._theme is DARK


def test_a_picture_that_cannot_be_saved_is_told(window, qtbot, tmp_path):
    qtbot.mouseClick(window.scope.more, Qt.MouseButton.LeftButton)
    window.menu.close()
    window.menu.save_to(tmp_path / "nowhere" / "chart.svg")
    assert "nowhere" in window.problem.text()
    assert window.problem.isVisible()


def test_a_right_click_lists_the_runs_at_the_pointer(window, qtbot):
    panel = window.chart.grid.panels[0]
    panel.canvas.hovered.emit(8.0)
    panel.canvas.menu_wanted.emit(QPoint(5, 5))
    runs = window.menu.findChild(QWidget, "compare_runs_here").actions()
    assert [action.text() for action in runs][:2] == ["plain, test error, seed 0", "plain, test error, seed 1"]
    window.menu.close()
    with qtbot.waitSignal(window.menu.run_wanted) as told:
        runs[1].trigger()
    assert told.args[0] == "plain-8-1"
    QApplication.activePopupWidget().close()
