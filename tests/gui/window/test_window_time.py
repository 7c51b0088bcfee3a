"""The time bar in the whole window: every view shows the step it stands at."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSlider

from explorer.desk.sides import SIDES
from explorer.gui.picture.flow import width
from explorer.gui.widgets.colors import indices
from tests.gui.desk import CTRL, LEFT


@pytest.fixture
def held(trained):
    """A trained window; it is live again afterwards."""
    yield trained
    trained.window.navigation.hold(None)
    trained.settle()


def seen(desk):
    """The step that each view says it shows."""
    plots = desk.window.plots
    found = {side: desk.window.panes[side].view.sight.step for side in SIDES}
    return found | {"profile": plots.profile._step, "histogram": plots.histogram._step, "loss": plots.loss._cursor}


def test_sliding_moves_every_view_to_that_step(held, qtbot):
    slider = held.find(QSlider, "timeSlider")
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert set(seen(held).values()) == {0}
    for side in SIDES:
        view, run = held.window.panes[side].view, held.history(side)
        row = run.readings("gradient-rms")[0]
        at = [run.graph.layers.index(call) for call in run.graph.main_path]
        np.testing.assert_array_equal(view.canvas.cells.shades, indices(row[at], *view.levels))
        assert view.canvas.markers.cursor == 0
        shares = run.readings("gradient-share")[0]
        assert view.canvas.arcs.widths == tuple(width(float(s)) for s in shares)
    assert held.window.plots.profile.readout.text() == "A step 0 · B step 0"
    assert held.window.plots.loss.readout.text().startswith("step 0 ")
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert set(seen(held).values()) == {None}


def test_hovering_previews_and_returns_to_the_held_step(held, qtbot):
    held.type_into("timeStep", "20")
    canvas = held.window.plots.loss.canvas
    area = canvas.view.sceneBoundingRect()
    qtbot.mouseMove(canvas.viewport(), canvas.mapFromScene(area.center()))
    assert 20 not in set(seen(held).values())
    qtbot.mouseMove(canvas.viewport(), QPoint(2, 2))
    assert set(seen(held).values()) == {20}


def test_the_inspector_reads_at_the_held_step(held, qtbot):
    window = held.window
    held.key(Qt.Key.Key_I, CTRL)
    window.panes["B"].view.show_call("conv1" if "conv1" in held.history("B").graph.calls else
                                     held.history("B").graph.main_path[0])  # fmt: skip
    held.type_into("timeStep", "12")
    held.settle()
    texts = [label.text() for label in window.inspector.findChildren(QLabel)]
    assert "Readings at step 12" in texts
    assert any(text.endswith("(step 10)") for text in texts)
    held.key(Qt.Key.Key_I, CTRL)


def test_new_runs_are_live(held):
    held.type_into("timeStep", "5")
    held.window.bench.swap()
    held.settle()
    assert held.window.navigation.time.step is None
    assert set(seen(held).values()) == {None}


def test_keys_work_from_anywhere(held):
    held.key(Qt.Key.Key_Home, CTRL)
    assert held.window.navigation.time.step == 0
    held.key(Qt.Key.Key_Right, CTRL)
    assert held.find(QLineEdit, "timeStep").text() == "1"
    held.key(Qt.Key.Key_End, CTRL)
    assert held.window.navigation.time.step is None


def test_selecting_a_layer_shows_its_histogram_on_both_sides(held, qtbot):
    tabs = held.window.plots.tabs
    bar = tabs.tabBar()
    qtbot.mouseClick(bar, LEFT, pos=bar.tabRect(1).center())
    held.window.panes["A"].view.show_call(held.history("A").graph.main_path[3])
    assert set(held.window.plots.histogram.canvas.drawn.spreads) == {"A", "B"}
    qtbot.mouseClick(bar, LEFT, pos=bar.tabRect(0).center())


def test_the_status_bar_says_what_measuring_costs(held):
    label = held.find(QLabel, "costLabel")
    assert label.text().count("instruments 2.1 % · probes 2.4 % · ") == 2
    assert "the last at step" in label.text()
