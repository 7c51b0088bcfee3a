import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from explorer.desk.plot_options import PlotOptions
from explorer.gui.plots.column import PlotColumn
from explorer.gui.plots.overlay import Band
from explorer.gui.widgets.theme import DARK
from explorer.infos import InstrumentInfo
from tests.gui.plot_runs import history, snapshot


@pytest.fixture
def column(shown):
    made = shown(PlotColumn(), 460, 740)
    made.set_theme(DARK)
    made.set_history("A", history(60))
    made.set_history("B", history(100))
    return made


def test_hovering_one_plot_reads_in_all_and_tells_the_window(column, qtbot):
    canvas = column.accuracy.canvas
    with qtbot.waitSignal(column.cursor_moved) as moved:
        qtbot.mouseMove(canvas.viewport(), canvas.mapFromScene(canvas.view.mapViewToScene(QPointF(30, 50))))
    step = round(moved.args[0])
    for plot in (column.loss, column.accuracy):
        assert plot.crosshair.isVisible()
        assert plot.readout.text().startswith(f"step {step} ")
    assert column.profile.readout.text() == f"A step {step} · B step {step}"


def test_set_cursor_is_silent_and_leaving_returns_to_the_newest_step(column, qtbot):
    with qtbot.assertNotEmitted(column.cursor_moved):
        column.set_cursor(20.0)
    assert column.profile.readout.text() == "A step 20 · B step 20"
    column.set_cursor(None)
    assert column.profile.readout.text() == "A step 59 · B step 99"


def test_controls_act_on_the_plots(column, qtbot):
    with qtbot.waitSignal(column.options_changed) as changed:
        qtbot.mouseClick(column.controls.log, Qt.MouseButton.LeftButton)
    assert column.loss.log_y
    assert changed.args == [PlotOptions(log_y=True)]
    qtbot.keyClick(column.controls.x_axis, Qt.Key.Key_Down)
    assert (column.loss.mode, column.accuracy.mode) == ("epoch", "epoch")
    qtbot.keyClick(column.controls.smoothing, Qt.Key.Key_Home)
    assert (column.loss.beta, column.accuracy.beta) == (0, 0)


def test_the_fit_button_fits_all(column, qtbot):
    for view in column.views():
        view.canvas.view.setRange(xRange=(3, 4), padding=0)
        view.canvas.moved_by_user.emit()
    qtbot.mouseClick(column.controls.fit, Qt.MouseButton.LeftButton)
    assert all(view.canvas.view.viewRange()[0][1] > 8 for view in column.views())


def test_options_are_shown_and_obeyed(column, qtbot):
    with qtbot.assertNotEmitted(column.options_changed):
        column.set_options(PlotOptions(x="time", log_y=True, half_life=70))
    assert column.controls.smoothing.value() > 5
    assert column.loss.beta == pytest.approx(0.5 ** (1 / 70))


def test_layers_are_linked_through_the_window(column, qtbot):
    with qtbot.waitSignal(column.layer_hovered) as told:
        column.profile.canvas.nudged.emit(1)
    assert told.args == [0]
    assert column.profile.readout.text().startswith("layer 1 ")
    column.profile.canvas.hovered.emit(None)
    assert column.profile.readout.text().startswith("A step")


def test_instrument_and_failures_pass_through(column, qtbot, tmp_path):
    column.set_instrument(InstrumentInfo("weight-norm", "Weight norm", "‖w‖", "", "", "", ""))
    assert column.profile.title.text() == "Weight norm through depth"
    with qtbot.waitSignal(column.failed):
        column.profile.save_to(tmp_path / "no" / "x.png")


def test_left_edges_of_the_plots_are_aligned(column):
    edges = {round(v.canvas.view.sceneBoundingRect().left()) for v in column.views()}
    assert len(edges) == 1


def test_what_the_curves_mean_is_written_once(column):
    assert column.loss.canvas.bottom.labelText == ""
    assert "dots: test" in column.accuracy.canvas.bottom.labelText


def test_a_span_is_shaded_in_all_curves_of_its_side_on_any_axis(column):
    column.set_span("A", (20, 39))
    column.set_options(PlotOptions(x="epoch"))
    per_epoch = column.loss.curves["A"].history.steps_per_epoch
    for plot in (column.loss, column.accuracy):
        (band,) = [mark for mark in plot.overlay.marks if isinstance(mark, Band)]
        assert (band.first, band.last) == (21 / per_epoch, 40 / per_epoch)
        assert band.color == DARK.side("A")
    column.set_span("A", None)
    assert not any(isinstance(mark, Band) for mark in column.loss.overlay.marks)


def x_ranges(column):
    return [plot.canvas.view.viewRange()[0] for plot in (column.loss, column.accuracy)]


def test_loss_and_accuracy_show_the_same_steps_while_a_run_grows(column):
    """They are redrawn in turn, so that one of them sees the run at lengths that the other does not."""
    run = history(12)
    column.set_history("A", run)
    column.set_history("B", None)
    for number, length in enumerate((13, 17, 19, 24, 28, 33, 41, 60)):
        run.append(snapshot(len(run), np.full(length - len(run), 1.0), len(run.graph.layers)))
        (column.loss, column.accuracy)[number % 2].refresh()
        assert x_ranges(column)[0] == x_ranges(column)[1]
        assert x_ranges(column)[0][1] >= length - 1


def test_zooming_into_the_loss_zooms_the_accuracy_and_fitting_fits_both(column, qtbot):
    column.accuracy.canvas.view.setXRange(10, 20, padding=0)
    column.accuracy.canvas.view.sigRangeChangedManually.emit([True, False])
    column.refresh()
    column.loss.redraw()
    assert x_ranges(column) == [[10, 20], [10, 20]]
    qtbot.keyClick(column.loss.canvas, Qt.Key.Key_Home)
    assert x_ranges(column)[0] == x_ranges(column)[1]
    assert x_ranges(column)[0][1] > 99


def test_what_a_tilde_means_is_told(column):
    told = column.accuracy.readout.toolTip().splitlines()
    assert told[0].startswith("A: 50.0 % in step 59 · ~50.0 % smoothed over the steps before · test ")
    assert "~: smoothed" in column.accuracy.canvas.bottom.labelText
