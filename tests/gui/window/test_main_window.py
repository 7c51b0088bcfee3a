"""The whole window: how its parts stand to one another, and how it opens and closes."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit

from explorer.gui.training.progress_line import ProgressLine
from explorer.runs.snapshot import Snapshot
from tests.gui.access import lacking
from tests.gui.desk import CTRL, SHIFT
from tests.gui.engine_double import the_catalog

BOTH = ("A", "B")


def scroll(desk, side, at, delta, modifiers=Qt.KeyboardModifier.NoModifier):
    port = desk.canvas(side).viewport()
    event = QWheelEvent(
        QPointF(at), QPointF(port.mapToGlobal(at)), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, event)


# ── the signature picture ───────────────────────────────────────────────────────────────────────


def test_every_control_of_the_window_has_tooltip_and_names(trained):
    trained.press("cardA_training")
    trained.key(Qt.Key.Key_R, CTRL)
    assert lacking(trained.window) == []


@pytest.mark.parametrize("layout", ["stacked", "side-by-side"])
@pytest.mark.parametrize("zoom", [0, 360])
def test_every_layer_stands_over_its_column_at_every_zoom(trained, layout, zoom):
    if layout != "stacked":
        trained.press("button_layout")
    for side in BOTH:
        if zoom:
            scroll(trained, side, trained.strip_point(side, 8.0, 60), zoom)
        canvas = trained.canvas(side)
        for edge in np.arange(0.5, 21.0):
            above = canvas.strip.mapViewToScene(QPointF(edge, 0)).x()
            assert canvas.heat.mapViewToScene(QPointF(edge, 0)).x() == pytest.approx(above, abs=1e-3)


def test_zooming_over_the_heatmap_zooms_strip_and_heatmap_and_ctrl_0_fits_all(trained):
    canvas = trained.canvas("A")
    before = canvas.strip.viewRange()[0]
    at = canvas.mapFromScene(canvas.heat.mapViewToScene(QPointF(8.0, 20.0)))
    scroll(trained, "A", at, 240)
    zoomed = canvas.strip.viewRange()[0]
    assert zoomed[1] - zoomed[0] < before[1] - before[0]
    assert canvas.heat.viewRange()[0] == pytest.approx(zoomed, abs=1e-6)
    scroll(trained, "A", at, 240, CTRL)
    assert canvas.heat.viewRange()[1][1] - canvas.heat.viewRange()[1][0] < 48
    trained.key(Qt.Key.Key_0, CTRL)
    assert canvas.strip.viewRange()[0] == pytest.approx(before)
    assert canvas.heat.viewRange()[1] == pytest.approx([0, 48])


def test_both_pictures_and_the_bar_share_one_color_scale(trained):
    levels = {trained.window.panes[side].view.levels for side in BOTH}
    assert levels == {trained.window.scale._levels}
    low, high = levels.pop()
    readings = np.concatenate([trained.history(side).readings("gradient-rms").ravel() for side in BOTH])
    assert low <= np.log10(readings.min())
    assert high >= np.log10(readings.max())


def test_a_and_b_have_their_colors_everywhere(trained):
    theme = trained.window.theming.theme
    for side in BOTH:
        color = theme.side(side).name()
        assert color in trained.find(QLabel, f"chip{side}").styleSheet()
        card = trained.window.panes[side].card.grab().toImage()
        assert card.pixelColor(1, card.height() // 2).name() == color


def test_hovering_a_plot_points_at_the_step_in_all_plots_and_pictures(trained, qtbot):
    plots = trained.window.plots
    port = plots.loss.canvas.viewport()
    at = plots.loss.canvas.mapFromScene(plots.loss.canvas.view.mapViewToScene(QPointF(20.0, 1.0)))
    qtbot.mouseMove(port, at + QPoint(1, 0))
    qtbot.mouseMove(port, at)
    steps = {trained.canvas(side).markers.cursor for side in BOTH}
    assert len(steps) == 1
    (step,) = steps
    assert step == pytest.approx(20, abs=1)
    assert plots.profile._step == step
    assert plots.accuracy._cursor == step


def test_hovering_a_heatmap_points_at_the_step_in_the_plots_and_the_other_picture(trained, qtbot):
    canvas = trained.canvas("A")
    at = canvas.mapFromScene(canvas.heat.mapViewToScene(QPointF(8.0, 30.5)))
    qtbot.mouseMove(canvas.viewport(), at + QPoint(1, 0))
    qtbot.mouseMove(canvas.viewport(), at)
    step = trained.canvas("B").markers.cursor
    assert step == pytest.approx(30, abs=1)
    assert trained.window.plots.loss._cursor == step
    assert f"step {step}" in trained.window.statusBar().currentMessage()


def test_the_cells_show_the_step_that_is_pointed_at_and_then_the_newest(trained):
    trained.window.plots.loss.cursor_moved.emit(None)  # an earlier test may have left the pointer on a picture
    newest = [trained.canvas(side).cells.shades.copy() for side in BOTH]
    trained.window.plots.loss.cursor_moved.emit(0.0)
    for side, shades in zip(BOTH, newest, strict=True):
        record = trained.window.panes[side].view.sight.record
        assert (trained.canvas(side).cells.shades == record.shades(0)[0]).all()
        assert (trained.canvas(side).cells.shades != shades).any()
    trained.window.plots.loss.cursor_moved.emit(None)
    for side, shades in zip(BOTH, newest, strict=True):
        assert (trained.canvas(side).cells.shades == shades).all()


def test_hovering_the_profile_frames_the_layers_column_in_both_pictures(trained, qtbot):
    canvas = trained.window.plots.profile.canvas
    at = canvas.mapFromScene(canvas.view.mapViewToScene(QPointF(5.0, -3.0)))
    for side in BOTH:
        assert trained.canvas(side).markers.layer is None
    plain = trained.canvas("A").grab().toImage()
    qtbot.mouseMove(canvas.viewport(), at + QPoint(1, 0))
    qtbot.mouseMove(canvas.viewport(), at)
    assert [trained.canvas(side).markers.layer for side in BOTH] == [4, 4]
    assert trained.canvas("A").grab().toImage() != plain
    trained.window.plots.layer_hovered.emit(99)
    assert [trained.canvas(side).markers.layer for side in BOTH] == [None, None]


# ── keys and menus ──────────────────────────────────────────────────────────────────────────────


def test_shift_f1_lists_every_shortcut_and_escape_closes_it(desk, qtbot):
    desk.key(Qt.Key.Key_F1, SHIFT)
    dialog = desk.find(QDialog, "shortcutsDialog")
    assert dialog.isVisible()
    assert lacking(dialog) == []
    text = dialog.findChild(QLabel, "shortcutsSheet").text()
    for word in ("Train A and B together", "Ctrl+Return", "Shift+drag", "Del"):
        assert word in text
    qtbot.keyClicks(dialog.findChild(QLineEdit, "shortcutsSearch"), "swap")
    assert "Train A and B" not in dialog.findChild(QLabel, "shortcutsSheet").text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.window.findChild(QDialog, "shortcutsDialog") is None)


def test_ctrl_q_closes_the_window_and_ends_engine_store_and_clock(desk, engine):
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_Q, CTRL)
    assert not desk.window.isVisible()
    assert engine.closed
    assert not desk.window.refresher._timer.isActive()


def test_a_network_is_drawn_anew_only_when_it_changed(desk, monkeypatch):
    drawn, view = [], desk.window.panes["B"].view
    draw = view.set_graph
    monkeypatch.setattr(view, "set_graph", lambda *args: drawn.append(args) or draw(*args))
    desk.click_arc("B", 3)
    assert len(drawn) == 1
    desk.bench.changed.emit()
    assert len(drawn) == 1


def test_an_instrument_of_another_version_gives_way_to_the_first(open_window, settings):
    settings.instrument = "gradient-color"
    window = open_window()
    window.refresher.refresh_all()
    first = next(known.name for known in the_catalog().instruments if known.per != "bins")
    assert window.bar.instrument.currentData() == window.navigation.instrument == first
    assert {pane.view.sight.info.name for pane in window.panes.values()} == {window.navigation.instrument}


def test_discarding_a_run_takes_it_out_of_the_color_scale(trained, engine):
    before = trained.window.scale._levels
    trained.press("button_train_b")
    run, one = trained.history("B"), np.ones(1, np.float32)
    wild = np.full((1, len(run.graph.layers)), 1e5, np.float32)
    run.append(Snapshot(0, one, one, one, {"gradient-rms": wild}))
    trained.settle()
    assert trained.window.scale._levels[1] == 5
    trained.press("button_discard")
    assert trained.window.scale._levels[1] == before[1]


def test_closing_twice_is_closing_once(desk):
    desk.window.close()
    assert desk.window.close()


def test_no_two_actions_share_a_key(desk):
    keys = [
        key.toString() for action in desk.window.findChildren(type(desk.action("undo"))) for key in action.shortcuts()
    ]
    assert sorted(keys) == sorted(set(keys))


# ── how A and B stand ───────────────────────────────────────────────────────────────────────────


def test_layout_switches_between_stacked_and_side_by_side(desk):
    def places():
        return [desk.window.panes[side].geometry() for side in BOTH]

    a, b = places()
    assert a.x() == b.x()
    assert a.y() < b.y()
    desk.press("button_layout")
    a, b = places()
    assert a.y() == b.y()
    assert a.x() < b.x()
    assert abs(a.width() - b.width()) <= 2
    desk.key(Qt.Key.Key_L, CTRL)
    a, b = places()
    assert a.x() == b.x()


@pytest.mark.parametrize("by", ["button", "key"])
def test_swap_exchanges_settings_and_runs(trained, by):
    a, b = trained.history("A"), trained.history("B")
    trained.press("pairSwap") if by == "button" else trained.key(Qt.Key.Key_E, CTRL)
    assert (trained.history("A"), trained.history("B")) == (b, a)
    assert trained.find(QLabel, "titleA").text() == "ResNet-20"
    assert trained.window.plots.loss.curves["A"].history is b
    trained.press("button_undo")
    assert trained.history("A") is a


@pytest.mark.parametrize("by", ["button", "key"])
def test_copy_gives_b_all_settings_of_a(trained, by):
    trained.press("pairCopy") if by == "button" else trained.key(Qt.Key.Key_D, CTRL)
    assert trained.find(QLabel, "titleB").text() == "Plain-20"
    assert trained.bench.history("B") is None
    assert trained.window.pair.proof.startswith("A and B are identical")


def test_b_is_not_overwritten_while_it_trains(desk, engine):
    desk.press("button_train_b")
    desk.press("pairCopy")
    assert "B is training" in desk.window.messages.text
    assert desk.bench.live("B")
    assert desk.skips("B") == "default"
    engine.steps(48)
    engine.end()
    desk.settle()
    assert not desk.window.messages.text, "it trains no longer"


def test_swapping_while_training_leaves_each_run_with_its_gates(desk, engine):
    desk.press("button_train_both")
    engine.steps(5)
    desk.settle()
    desk.key(Qt.Key.Key_E, CTRL)
    desk.click_arc("A", 3)
    engine.steps(1)
    desk.settle()
    assert [i.skip for i in desk.history("A").interventions] == ["skip4"]
    assert desk.history("B").interventions == []
    assert desk.find(ProgressLine, "progressLine").text.startswith("Epoch 1/2")
