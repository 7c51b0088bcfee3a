"""Sharpness while training through its widget."""

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from explorer.gui.plots.sharpness_plot import EMPTY, SharpnessPlot
from explorer.gui.widgets.theme import DARK
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import SHARPNESS, Probe
from explorer.runs.spec import RunSpec, TrainingSpec
from tests.gui.support import history, readings, residual_graph, snapshot

GRAPH = residual_graph(8)


def run(values, **training):
    """A run of 25 steps with a probe every five, whose sharpness is these values."""
    made = RunHistory("run", RunSpec(training=TrainingSpec(**training)), GRAPH, 25)
    probes = tuple(Probe(5 * i, {SHARPNESS: np.array([value], np.float32)}, 5) for i, value in enumerate(values))
    made.append(replace(snapshot(GRAPH, 0, readings(GRAPH, 25)), probes=probes))
    return made


@pytest.fixture
def plot(shown):
    made = shown(SharpnessPlot(), 480, 240)
    made.set_theme(DARK)
    return made


def test_the_button_says_that_it_measures_until_a_measurement_has_come(plot, qtbot):
    plot.set_history("A", run([math.nan]))
    wishes = []
    plot.measure_wanted.connect(lambda: wishes.append(1))
    plot.set_training(True)
    qtbot.mouseClick(plot.measure, Qt.MouseButton.LeftButton)
    assert (plot.measure.text(), plot.measure.isEnabled(), wishes) == ("Measuring…", False, [1])
    assert "A measurement is under way." in plot.measure.toolTip()
    plot.set_training(True, paused=True)
    assert plot.measure.text() == "Waiting for the next step…"
    plot.set_training(True)
    plot.refresh()
    assert plot.measure.text() == "Measuring…"
    plot.sides["A"].history = run([math.nan, 3.0])
    plot.refresh()
    assert (plot.measure.text(), plot.measure.isEnabled()) == ("Measure now", True)


@pytest.mark.parametrize("how", ["the run ends", "later probes come without it"])
def test_a_measurement_that_never_comes_is_not_waited_for(plot, qtbot, how):
    plot.set_history("A", run([math.nan]))
    plot.set_training(True)
    qtbot.mouseClick(plot.measure, Qt.MouseButton.LeftButton)
    if how == "the run ends":
        plot.set_training(False)
    else:
        plot.sides["A"].history = run([math.nan] * 4)
        plot.refresh()
    assert plot.measure.text() == "Measure now"
    assert plot.measure.isEnabled() is (how != "the run ends")


def points(item):
    x, y = item.getData()
    return list(zip(x.tolist(), y.tolist(), strict=True))


def test_it_says_how_sharpness_is_measured_where_it_was_not(plot):
    plot.set_history("A", history(GRAPH, 5))
    plot.set_history("B", run([math.nan, math.nan]))
    assert [mark.text for mark in plot.overlay.marks] == [EMPTY]


def test_sizes_stand_on_a_logarithmic_axis_and_the_sign_is_in_the_dot(plot):
    plot.set_history("A", run([100.0, math.nan, -10.0, math.inf]))
    assert points(plot.sides["A"].line)[:2] == [(0.0, 2.0), (10.0, 1.0)]
    assert math.isnan(plot.sides["A"].line.getData()[1][2])
    first, second = (spot.brush().color() for spot in plot.sides["A"].dots.points()[:2])
    assert (first, second) == (DARK.side("A"), QColor(DARK.panel))
    assert plot.readout.text() == "A ∞ step 15 line 38.00"


@pytest.mark.parametrize(
    ("training", "line"),
    [
        ({"lr": 0.1}, [38.0, 38.0]),
        ({"lr": 0.1, "momentum": 0.0}, [20.0, 20.0]),
        ({"lr": 0.1, "warmup": 10}, [380.0, 3.8 / 0.06]),
        ({"optimizer": "adam", "lr": 1e-3}, [0.0, 0.0]),
    ],
)
def test_the_line_is_that_of_the_rate_at_each_step_and_of_the_momentum(plot, training, line):
    plot.set_history("B", run([5.0, 6.0], **training))
    plot.copy_action.trigger()
    rows = [row.split(",") for row in QApplication.clipboard().text().splitlines()]
    assert rows[0] == ["B step", "B sharpness", "B line"]
    assert [float(row[2]) for row in rows[1:]] == pytest.approx(line, rel=1e-4)
    drawn = [10**y for _, y in points(plot.sides["B"].limit) if not math.isnan(y)]
    assert drawn == pytest.approx([value for value in line if value], rel=1e-4)


def test_the_pointer_moves_the_cursor_and_a_step_reads_what_was_measured_before(plot, qtbot):
    plot.set_history("A", run([3.0, 4.0, 5.0]))
    with qtbot.waitSignal(plot.cursor_moved) as told:
        qtbot.mouseMove(plot.canvas.viewport(), QPoint(250, 100))
    assert 0 < told.args[0] < 25
    plot.show_step(7.0)
    assert plot.readout.text() == "A 4.000 step 5 line 38.00"
    plot.show_step(None)
    assert plot.readout.text() == "A 5.000 step 10 line 38.00"


@pytest.mark.parametrize("value", [math.inf, 0.0])
@pytest.mark.filterwarnings("error")
def test_a_run_whose_sharpness_has_no_place_on_the_axis_is_told_and_has_no_dots(plot, value):
    plot.set_history("A", run([value, value]))
    plot.refresh()
    plot.grab()
    assert len(plot.sides["A"].dots.points()) == 0
    assert plot.readout.text().startswith("A ∞" if value else "A 0")
