"""Drawing a prediction into the real plot, with the mouse and with the keys, and seeing it over the run."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from explorer.gui.plots.accuracy_plot import AccuracyPlot
from explorer.gui.plots.loss_plot import LossPlot
from explorer.gui.plots.predicted import Planned
from explorer.gui.plots.sketch import Sketch
from explorer.runs.predictions import Prediction
from tests.gui.plot_runs import history

PLANNED = Planned(steps=101, epochs=4.0)


@pytest.fixture
def plot(qtbot):
    made = AccuracyPlot()
    qtbot.addWidget(made)
    made.resize(500, 320)
    made.show()
    return made


@pytest.fixture
def drawing(plot):
    """A sketch of B's accuracy that is on, and what it said so far."""
    said = []
    sketch = Sketch(plot, "accuracy")
    sketch.drawn.connect(said.append)
    sketch.drawn.connect(lambda made: plot.predicted.set("B", made, PLANNED))
    plot.predicted.set("B", None, PLANNED)
    sketch.start("B", PLANNED, None)
    return sketch, said


def pixel(plot, x, y) -> QPoint:
    """Where a place of the axes is in the canvas."""
    return plot.canvas.mapFromScene(plot.canvas.view.mapViewToScene(QPointF(x, y)))


def drag(qtbot, plot, *places):
    port = plot.canvas.viewport()
    points = [pixel(plot, *place) for place in places]
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        qtbot.mouseMove(port, point)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=points[-1])


def test_the_axis_is_as_long_as_the_run_is_going_to_be(plot, drawing):
    assert plot.canvas.view.viewRange()[0][1] == pytest.approx(100, abs=3)
    assert "Draw your prediction of B here" in [mark.text for mark in plot.overlay.marks]


def test_the_mouse_draws_a_curve(qtbot, plot, drawing):
    before = plot.canvas.view.viewRange()
    drag(qtbot, plot, (0, 10), (50, 80), (100, 90))
    made = drawing[1][-1]
    assert (made.kind, made.about, made.x[0], made.x[-1]) == ("curve", "accuracy", 0.0, 1.0)
    at = dict(zip(made.x, made.values, strict=True))
    assert at[0.0] == pytest.approx(0.10, abs=0.03)
    assert at[0.5] == pytest.approx(0.80, abs=0.03)
    assert at[1.0] == pytest.approx(0.90, abs=0.03)
    assert at[0.25] == pytest.approx(0.45, abs=0.05)  # on the line between the two places that the mouse told
    assert plot.canvas.view.viewRange() == before, "drawing moved the plot"
    x, y = plot.predicted.lines["B"].getData()
    assert x[-1] == pytest.approx(100)
    assert y == pytest.approx(100 * np.array(made.values))


def test_a_part_that_is_drawn_again_leaves_the_rest(qtbot, plot, drawing):
    drag(qtbot, plot, (0, 20), (100, 20))
    drag(qtbot, plot, (75, 60), (100, 60))
    values = drawing[1][-1].values
    assert values[0] == pytest.approx(0.2, abs=0.03)
    assert values[-1] == pytest.approx(0.6, abs=0.03)


def test_the_keys_draw_one_too(qtbot, plot, drawing):
    canvas = plot.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_PageDown)
    low = drawing[1][-1].values
    assert len(set(low)) == 1, "with one point it is level"
    for _ in range(24):
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
    for _ in range(4):
        qtbot.keyClick(canvas, Qt.Key.Key_PageUp)
    values = drawing[1][-1].values
    assert values[0] == low[0]
    assert values[-1] > low[0] + 0.3
    assert list(values) == sorted(values), "a line between the two points"


def test_enter_ends_and_other_keys_are_left_to_the_window(qtbot, plot, drawing):
    with qtbot.waitSignal(drawing[0].ended):
        qtbot.keyClick(plot.canvas, Qt.Key.Key_Return)
    drawing[0].stop()
    qtbot.keyClick(plot.canvas, Qt.Key.Key_PageUp)
    assert drawing[1] == []
    assert "Prediction" not in plot.canvas.accessibleDescription()


def test_no_value_is_impossible(qtbot, plot, drawing):
    drag(qtbot, plot, (0, -3), (100, 103))
    assert min(drawing[1][-1].values) == 0.0
    assert max(drawing[1][-1].values) == 1.0


@pytest.mark.parametrize("log", [False, True])
def test_a_loss_can_be_drawn_on_both_axes(qtbot, log):
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.resize(500, 320)
    plot.show()
    plot.set_log_y(log)
    said = []
    sketch = Sketch(plot, "loss")
    sketch.drawn.connect(said.append)
    plot.predicted.set("A", None, PLANNED)
    sketch.start("A", PLANNED, None)
    places = [(0, np.log10(2.0)), (100, np.log10(1.5))] if log else [(0, 2.0), (100, 1.5)]
    drag(qtbot, plot, *places)
    assert said[-1].values[0] == pytest.approx(2.0, abs=0.1)
    assert said[-1].values[-1] == pytest.approx(1.5, abs=0.1)


def test_it_lies_over_the_run_as_it_was_planned(plot):
    """Also where the run ended early: the prediction is about the whole of it."""
    run = history(30)
    made = Prediction(kind="curve", about="accuracy", x=(0.0, 1.0), values=(0.1, 0.9))
    plot.set_history("A", run)
    plot.predicted.set("A", made)
    planned = run.spec.training.total_steps(run.steps_per_epoch)
    x, y = plot.predicted.lines["A"].getData()
    assert list(x) == [0, planned - 1]
    assert list(y) == [10, 90]
    assert plot.canvas.view.viewRange()[0][1] >= planned - 1
    assert "your prediction" in [getattr(mark, "label", "") for mark in plot.overlay.marks]
    plot.predicted.set("A", None)
    assert (
        len(plot.predicted.lines["A"].getData()[0] if plot.predicted.lines["A"].getData()[0] is not None else []) == 0
    )
