import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from explorer.gui.plots.loss_plot import LossPlot
from explorer.gui.plots.overlay import Cross, Line, Note
from explorer.gui.widgets.theme import DARK, LIGHT
from explorer.runs.snapshot import EpochResult, Intervention
from tests.gui.plot_runs import PER_EPOCH, diverged, history, snapshot


@pytest.fixture
def plot(shown):
    return shown(LossPlot())


def y_range(plot):
    return tuple(plot.canvas.view.viewRange()[1])


def marks(plot, kind):
    return [m for m in plot.overlay.marks if isinstance(m, kind)]


def hover(plot, qtbot, x):
    spot = plot.canvas.mapFromScene(plot.canvas.view.mapViewToScene(QPointF(x, sum(y_range(plot)) / 2)))
    qtbot.mouseMove(plot.canvas.viewport(), spot)


def test_an_empty_plot_says_what_will_come(plot):
    assert [m.text for m in marks(plot, Note)] == ["Start training to see curves."]
    plot.set_history("A", history(10))
    assert not marks(plot, Note)


def test_draws_raw_smoothed_and_test(plot):
    run = history(100)
    plot.set_history("B", run)
    curves = plot.curves["B"]
    np.testing.assert_allclose(curves.raw.getData()[1], run.loss)
    np.testing.assert_allclose(curves.dots.getData()[0], [PER_EPOCH * e - 1 for e in (1, 2, 3, 4)])
    np.testing.assert_allclose(curves.dots.getData()[1], 0.5)
    assert len(plot.curves["A"].raw.getData()[0]) == 0


def test_refresh_draws_new_steps_and_does_nothing_without(plot, monkeypatch):
    run = history(10)
    plot.set_history("A", run)
    run.append(snapshot(10, np.full(5, 9.0), len(run.graph.layers)))
    plot.refresh()
    assert plot.curves["A"].raw.getData()[1][-1] == 9
    monkeypatch.setattr(plot, "redraw", lambda: pytest.fail("drawn although nothing changed"))
    plot.refresh()


def test_without_smoothing_the_bold_line_is_the_raw_one(plot):
    plot.set_history("A", history(50))
    plot.set_smoothing(0.0)
    assert not plot.curves["A"].raw.isVisible()
    np.testing.assert_allclose(plot.curves["A"].bold.getData()[1], history(50).loss)
    assert "smoothed" not in plot.canvas.bottom.labelText


def test_log_axis_shows_all_positive_values(plot):
    plot.set_history("A", history(loss=np.array([2.3, 0.0, 1e-4, 1e8])))
    plot.set_log_y(True)
    low, high = y_range(plot)
    assert low <= -4
    assert high >= 8
    np.testing.assert_allclose(plot.curves["A"].raw.getData()[1], [math.log10(2.3), np.nan, -4, 8], atol=1e-6)
    assert plot.guide.value() == pytest.approx(math.log10(math.log(10)))


def test_linear_axis_cuts_a_wild_run_and_says_so(plot):
    plot.set_history("A", diverged(history(loss=np.array([2.3, 2.4, 1e4, 2.6e4, np.nan]))))
    plot.set_history("B", history(50))
    assert y_range(plot)[1] < 30
    assert [m.text for m in marks(plot, Note)] == ["off scale ↑ max 2.60e4"]
    assert [(m.x, m.label) for m in marks(plot, Cross)] == [(3.0, "diverged")]
    plot.set_log_y(True)
    assert not marks(plot, Note)


def test_what_lies_below_the_rounded_top_is_not_called_off_scale(plot):
    """Twice the highest training loss is 5.6; the axis is rounded up to 6, and 5.7 is seen."""
    epochs = [EpochResult(1, 9, 2.4, 0.1, 5.7, 0.1)]
    run = history(loss=np.linspace(2.8, 2.0, 10))
    run.epochs.extend(epochs)
    plot.set_history("A", run)
    assert y_range(plot)[1] == 6
    assert not marks(plot, Note)


def test_chance_is_the_logarithm_of_the_classes(plot):
    assert not plot.guide.isVisible()
    plot.set_history("A", history(10))
    assert plot.guide.value() == pytest.approx(2.302585)


def test_the_loss_of_guessing_knows_how_common_the_classes_are(plot):
    run = history(10)
    run.class_shares = np.array([0.5, 0.5, *[0] * 8], np.float32)
    plot.set_history("A", run)
    assert plot.guide.value() == pytest.approx(np.log(2))


def test_interventions_are_marked_in_the_color_of_the_run(plot):
    run = history(20)
    plot.set_history("B", run)
    run.append(snapshot(20, np.ones(5), len(run.graph.layers), interventions=(Intervention(21, "skip4", 0.0),)))
    plot.refresh()
    assert marks(plot, Line) == [Line(21.0, "skip4 off", DARK.side("B"))]
    plot.set_theme(LIGHT)
    assert marks(plot, Line)[0].color == LIGHT.side("B")


def test_hover_emits_the_step_and_the_answer_reads_it(plot, qtbot):
    run = history(100)
    plot.set_history("A", run)
    plot.cursor_moved.connect(plot.set_cursor)
    with qtbot.waitSignal(plot.cursor_moved) as moved:
        hover(plot, qtbot, 40)
    step = int(moved.args[0])
    assert abs(step - 40) <= 1
    assert plot.crosshair.isVisible()
    assert plot.readout.text().startswith(f"step {step} · A {run.loss[step]:.4g}"[:16])
    assert "test 0.5000" in plot.readout.text()
    with qtbot.waitSignal(plot.cursor_moved) as moved:
        qtbot.mouseMove(plot.canvas.viewport(), QPoint(3, 3))
    assert moved.args == [None]
    assert not plot.crosshair.isVisible()


def test_a_run_that_ended_earlier_has_no_value_there(plot):
    plot.set_history("A", history(20))
    plot.set_history("B", history(90))
    plot.set_cursor(60.0)
    assert plot.readout.text().startswith("step 60 · A – · B 1.2")


def test_in_time_each_run_is_read_at_its_own_step(plot):
    slow, fast = history(), history(100)
    slow_steps = snapshot(0, np.arange(50.0), len(slow.graph.layers))
    slow.append(type(slow_steps)(0, slow_steps.loss, slow_steps.accuracy, slow_steps.seconds * 2, slow_steps.layers))
    plot.set_history("A", slow)
    plot.set_history("B", fast)
    plot.set_x("time")
    plot.set_smoothing(0)
    plot.set_cursor(39.0)
    assert plot.readout.text().startswith(f"4 s · A 19.00 · B {fast.loss[39]:.4g}")


@pytest.mark.parametrize(("mode", "end"), [("step", 99), ("epoch", 100 / PER_EPOCH), ("time", 10.0)])
def test_x_runs_over_steps_epochs_or_seconds(plot, mode, end):
    plot.set_history("A", diverged(history(100)))
    plot.set_x(mode)
    assert plot.curves["A"].raw.getData()[0][-1] == pytest.approx(end, rel=1e-3)
    assert plot.canvas.view.viewRange()[0][1] >= end
    assert plot.canvas.bottom.labelText.startswith({"time": "training time"}.get(mode, mode))


def test_an_unknown_x_is_refused(plot):
    with pytest.raises(ValueError, match="allowed: step, epoch, time"):
        plot.set_x("date")


def test_a_zoom_stays_until_fit(plot, qtbot):
    run = history(100)
    plot.set_history("A", run)
    plot.canvas.view.setRange(xRange=(10, 20), padding=0)
    plot.canvas.moved_by_user.emit()
    run.append(snapshot(100, np.ones(100), len(run.graph.layers)))
    plot.refresh()
    assert plot.canvas.view.viewRange()[0] == [10, 20]
    plot.canvas.fit_wanted.emit()
    assert plot.canvas.view.viewRange()[0][1] > 199


def test_arrows_move_the_readout(plot, qtbot):
    plot.set_history("A", history(100))
    plot.cursor_moved.connect(plot.set_cursor)
    plot.canvas.nudged.emit(-1)
    plot.canvas.nudged.emit(-1)
    assert plot.readout.text().startswith("step 97 ")


def test_copies_all_values(plot):
    plot.set_history("A", history(30))
    plot.copy_action.trigger()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0] == "step,A,A smoothed,A test"
    assert len(lines) == 31
    assert lines[PER_EPOCH].endswith(",0.5")
    assert lines[PER_EPOCH + 1].endswith(",")


def test_saves_a_picture_or_says_why_not(plot, qtbot, tmp_path):
    for ending, start in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF-")):
        plot.save_to(tmp_path / f"loss.{ending}")
        assert (tmp_path / f"loss.{ending}").read_bytes().startswith(start)
    with qtbot.waitSignal(plot.failed) as failed:
        plot.save_to(tmp_path / "missing" / "loss.png")
    assert "missing" in failed.args[0]


def test_a_picture_for_print_is_light_and_the_plot_stays_as_it_was(plot, tmp_path):
    plot.set_theme(DARK)
    plot.save_to(tmp_path / "dark.png")
    plot.save_to(tmp_path / "light.png", LIGHT)
    assert plot.theme is DARK
    for name, theme in (("dark", DARK), ("light", LIGHT)):
        image = QImage(str(tmp_path / f"{name}.png"))
        assert image.pixelColor(image.width() // 2, 12).name() == theme.panel
        assert round(image.dotsPerMeterX() * 0.0254) == 300
        assert abs(image.width() - plot.width() * 300 / 96) <= 1


def test_copies_the_picture(plot):
    plot.picture_action.trigger()
    image = QApplication.clipboard().image()
    assert abs(image.width() - plot.width() * 300 / 96) <= 1


def test_a_spike_between_pixels_is_drawn(plot):
    loss = np.ones(20_000)
    loss[7777] = 5
    plot.set_history("A", history(loss=loss, epochs=1000))
    x, y = plot.curves["A"].raw.getData()
    assert x[np.argmax(y)] == 7777
    assert len(x) < 2 * 500


def test_every_color_comes_from_the_theme(plot):
    plot.set_history("A", history(100))
    plot.set_theme(LIGHT)
    image = plot.grab().toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert LIGHT.a in seen
    assert DARK.a not in seen
    assert DARK.panel not in seen
