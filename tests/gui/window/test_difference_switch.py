"""B's heatmap as the difference B − A, through the switch above it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from explorer.gui.picture.difference_legend import DifferenceLegend
from explorer.gui.widgets.theme import LIGHT


def button(desk):
    return desk.find(QToolButton, "difference_switch")


def heatmap(desk, side):
    return desk.window.panes[side].view.canvas.heatmap


def test_without_two_runs_there_is_no_difference(desk):
    desk.settle()
    assert not button(desk).isEnabled()
    assert "in A and in B first" in button(desk).toolTip()


def test_the_switch_shows_decades_in_b_and_takes_them_back(trained):
    trained.settle()
    trained.qtbot.mouseClick(button(trained), Qt.MouseButton.LeftButton)
    trained.settle()
    shown = heatmap(trained, "B").difference
    assert shown is not None
    assert shown.steps == 48
    assert heatmap(trained, "A").difference is None
    legend = trained.find(DifferenceLegend, "differenceLegend")
    assert legend.isVisible()
    assert "decades of" in legend.words
    layers = len(trained.bench.graph("B").main_path)
    assert legend.words.endswith(f"Layer by layer: both networks have {layers} layers.")
    view = trained.window.panes["B"].view
    assert "B − A: " in view.sight.point_text(0, 3)
    assert "decades" in view.sight.point_text(0, 3)
    assert "B − A" not in trained.window.panes["A"].view.sight.point_text(0, 3)
    trained.window.theming.choose("light")
    assert legend._theme is LIGHT
    trained.action("difference").trigger()
    trained.settle()
    assert heatmap(trained, "B").difference is None
    assert not legend.isVisible()
    assert "B − A" not in view.sight.point_text(0, 3)
