"""A and B in the room that there is: both heatmaps in sight, and level where they stand side by side."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QComboBox, QStatusBar, QToolButton

from explorer.desk.sides import SIDES
from explorer.gui.cards.strip import FieldGroup
from explorer.gui.training.training_bar import CROWDED
from explorer.gui.widgets.shortcuts import tooltip
from tests.gui.desk import Desk

SMALLEST = QSize(1280, 800)


@pytest.fixture
def window(trained):
    before = trained.window.size()
    yield trained.window
    for dock in (trained.window.dock, trained.window.inspector, trained.window.analyses):
        dock.hide()
    trained.window.set_layout("stacked")
    trained.window.panes["B"].card.set_unfolded(False)
    trained.window.resize(before)


def heatmap(window, side) -> QRect:
    """Where a side's heatmap lies in the window."""
    canvas = window.panes[side].view.canvas
    inside = canvas.heat.sceneBoundingRect()
    corner = canvas.mapTo(window, canvas.mapFromScene(inside.topLeft()))
    return QRect(corner, QSize(round(inside.width()), round(inside.height())))


def in_sight(window) -> QRect:
    """The part of the window that shows pictures."""
    port = window.sides.viewport()
    return QRect(port.mapTo(window, QPoint(0, 0)), port.size())


def settle(trained: Desk) -> None:
    for _ in range(3):
        trained.settle()


@pytest.mark.parametrize("opened", ["nothing", "inspector", "dock", "analyses"])
def test_both_heatmaps_are_in_sight_on_a_small_screen(trained, window, opened):
    """With the runs list open B's heatmap was out of sight, at 1280 × 800."""
    window.resize(SMALLEST)
    if opened != "nothing":
        getattr(window, opened).show()
    settle(trained)
    assert window.size() == SMALLEST
    for side in SIDES:
        assert in_sight(window).contains(heatmap(window, side)), f"{side} is cut"
        assert heatmap(window, side).height() >= 30


def test_an_open_dock_leaves_the_plots_whole(trained, window):
    window.resize(SMALLEST)
    window.analyses.show()
    settle(trained)
    assert not window.analyses.isFloating()
    plots = window.plots
    assert plots.mapTo(window, plots.rect().topRight()).x() < window.analyses.x()
    assert plots.width() >= plots.minimumSizeHint().width()


def test_stacked_pictures_come_back_with_the_room(trained, window):
    window.resize(SMALLEST)
    window.dock.show()
    settle(trained)
    assert window.sides.layout_now == "side-by-side"
    window.dock.hide()
    settle(trained)
    assert window.sides.layout_now == "stacked"


def test_side_by_side_equal_steps_are_level(trained, window):
    """Cards wrap differently, strips are differently high, runs differently long."""
    window.set_layout("side-by-side")
    window.panes["B"].card.set_unfolded(True)
    canvases = [window.panes[side].view.canvas for side in SIDES]
    canvases[1].set_rows(70)
    settle(trained)
    top = [heatmap(window, side).top() for side in SIDES]
    assert top[0] == top[1]
    assert canvases[0].heat.viewRange()[1] == canvases[1].heat.viewRange()[1] == [0, 70]
    assert heatmap(window, "A").height() == heatmap(window, "B").height()
    window.set_layout("stacked")
    canvases[1].set_rows(48)
    settle(trained)


def test_a_restored_window_is_not_larger_than_the_screen(open_window, settings):
    first = open_window()
    first.resize(3000, 2000)
    first.close()
    settings.keep_bytes("geometry", first.saveGeometry())
    again = open_window()
    room = again.screen().availableGeometry().size()
    least = again.minimumSizeHint()
    assert again.height() <= room.height()
    assert again.width() <= max(room.width(), least.width())


def test_the_window_fits_a_full_hd_screen_at_twice_the_scale(trained, window):
    least = window.minimumSizeHint()
    assert least.width() <= 960
    assert least.height() <= 500


def test_before_the_engine_is_there_names_are_words(open_window):
    window = open_window(start=False)
    texts = [box.currentText() for box in window.findChildren(QComboBox) if box.isVisible()]
    assert "Gradient RMS" in texts
    assert {"Plain", "ResNet"} <= set(texts)
    assert "Gradient RMS" in window.plots.profile.title.text()
    assert "Gradient RMS" in window.scale.accessibleDescription()


def test_it_is_said_when_a_above_b_has_no_room(trained, window):
    window.resize(1920, 1080)
    settle(trained)
    assert window.bar.layout_switch.toolTip() == tooltip("layout")
    window.resize(SMALLEST)
    window.dock.show()
    settle(trained)
    assert window.sides.layout_now == "side-by-side"
    assert window.statusBar().currentMessage() == CROWDED
    assert window.bar.layout_switch.toolTip().startswith(CROWDED)
    window.statusBar().clearMessage()
    window.set_layout("side-by-side")
    assert CROWDED not in window.bar.layout_switch.toolTip()
    window.set_layout("stacked")
    assert window.statusBar().currentMessage() == CROWDED, "said again to who has just chosen it"
    window.dock.hide()
    window.resize(1920, 1080)
    settle(trained)
    assert window.statusBar().currentMessage() == ""


def test_a_window_that_has_room_says_nothing_of_it(desk):
    assert desk.window.sides.layout_now == "stacked"
    assert desk.window.statusBar().currentMessage() == ""


def test_a_long_message_below_ends_in_an_ellipsis_and_is_told(trained, window):
    window.resize(SMALLEST)
    settle(trained)
    bar, text = window.statusBar(), "a long message " * 20
    bar.showMessage(text)
    assert (bar.currentMessage(), bar.toolTip()) == (text, text)
    assert QStatusBar.currentMessage(bar).endswith("…")
    bar.clearMessage()
    assert (bar.currentMessage(), bar.toolTip()) == ("", "")


def test_side_by_side_a_card_takes_three_rows_on_a_small_screen(trained, window):
    window.resize(SMALLEST)
    window.set_layout("side-by-side")
    settle(trained)
    for pane in window.panes.values():
        tops = {part.y() for part in pane.card.findChildren(FieldGroup) if part.isVisible()}
        assert len(tops) == 3
        assert pane.card.findChild(QToolButton, f"{pane.card.objectName()}_training").y() == max(tops)
