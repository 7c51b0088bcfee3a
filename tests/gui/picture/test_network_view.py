"""The picture through real clicks, keys and renders."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from explorer.desk.titles import COUNTING_RULE
from explorer.gui.picture.network_view import NetworkView
from explorer.gui.widgets.accessible import told
from explorer.gui.widgets.colors import NAN, color, indices
from explorer.gui.widgets.theme import DARK, LIGHT
from explorer.infos import InstrumentInfo
from explorer.runs.snapshot import Intervention
from tests.gui.support import history, readings, residual_graph, snapshot

LEFT, SHIFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
GRAPH = residual_graph(20, "B")
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # pop-ups on no screen


def shown(qtbot, graph=GRAPH, size=(900, 420)) -> NetworkView:
    view = NetworkView("A")
    qtbot.addWidget(view)
    view.resize(*size)
    view.set_theme(DARK)
    view.set_graph(graph)
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def view(qtbot):
    return shown(qtbot)


def pixel(view, x: float, y: float, box=None) -> QPoint:
    """Canvas position of a point in strip coordinates (or in those of `box`)."""
    return view.canvas.mapFromScene((box or view.canvas.strip).mapViewToScene(QPointF(x, y)))


def sample(image: QImage, at: QPoint) -> QColor:
    """Color at a canvas position, whatever the screen's scale."""
    ratio = image.devicePixelRatio()
    return image.pixelColor(int((at.x() + 0.5) * ratio), int((at.y() + 0.5) * ratio))


def apex(view, arc: int) -> QPoint:
    shapes = view.canvas.arcs.shapes
    return pixel(view, shapes.middle[arc], shapes.base - shapes.height[arc])


def move(qtbot, view, at: QPoint) -> None:
    qtbot.mouseMove(view.canvas.viewport(), at + QPoint(1, 0))
    qtbot.mouseMove(view.canvas.viewport(), at)


def scroll(view, at: QPoint, delta: int, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    port = view.canvas.viewport()
    event = QWheelEvent(
        QPointF(at), QPointF(port.mapToGlobal(at)), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, event)


def x_range(view) -> list[float]:
    return view.canvas.strip.viewRange()[0]


# ── one x axis ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [(600, 420), (757, 333), (1200, 500)])
@pytest.mark.parametrize("zoom", [1.0, 0.37])
def test_every_cell_stands_exactly_above_its_column(qtbot, size, zoom):
    view = shown(qtbot, residual_graph(56), size)
    view.canvas.zoom_layers(zoom, 30.0)
    canvas = view.canvas
    assert canvas.strip.sceneBoundingRect().left() == canvas.heat.sceneBoundingRect().left()
    assert canvas.strip.sceneBoundingRect().right() == canvas.heat.sceneBoundingRect().right()
    for edge in np.arange(0.5, 57.0):
        above = canvas.strip.mapViewToScene(QPointF(edge, 0)).x()
        assert canvas.heat.mapViewToScene(QPointF(edge, 0)).x() == pytest.approx(above, abs=1e-3)


def test_cells_and_columns_show_the_same_reading(view):
    view.set_history(history(GRAPH, rows=readings(GRAPH, 8)))
    view.show_step(3)
    image = view.canvas.grab().toImage()
    for layer in range(1, 21):
        cell = pixel(view, layer, view.canvas.cells.top + 13)
        column = pixel(view, layer, 3.5, view.canvas.heat)
        assert cell.x() == column.x()
        assert sample(image, cell) == sample(image, column)


def test_zooming_the_strip_zooms_the_heatmap(qtbot, view):
    scroll(view, pixel(view, 10, 20), 240)
    low, high = x_range(view)
    assert high - low < 17
    assert view.canvas.heat.viewRange()[0] == pytest.approx([low, high], abs=1e-6)
    qtbot.keyClick(view, Qt.Key.Key_F)
    assert x_range(view) == pytest.approx([0.2, 20.8])


# ── skips ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("arc", [0, 3, 8])
def test_a_click_on_an_arc_asks_to_toggle_its_skip(qtbot, view, arc):
    with qtbot.waitSignal(view.toggle_wanted) as wish:
        qtbot.mouseClick(view.canvas.viewport(), LEFT, pos=apex(view, arc) + QPoint(0, 5))
    assert wish.args == [(f"skip{arc + 1}",)]


def test_a_click_beside_the_arcs_asks_nothing(qtbot, view):
    with qtbot.assertNotEmitted(view.toggle_wanted):
        qtbot.mouseClick(view.canvas.viewport(), LEFT, pos=pixel(view, 10, 4))
        qtbot.mouseClick(view.canvas.viewport(), LEFT, pos=pixel(view, 10, 3, view.canvas.heat))


def test_a_click_draws_nothing_by_itself(qtbot, view):
    before = view.canvas.arcs.gates
    qtbot.mouseClick(view.canvas.viewport(), LEFT, pos=apex(view, 1))
    assert view.canvas.arcs.gates == before


def test_a_brush_toggles_every_crossed_arc_once(qtbot, view):
    port, shapes = view.canvas.viewport(), view.canvas.arcs.shapes
    height = shapes.base - 30
    start, end = pixel(view, shapes.x0[2] + 0.4, height), pixel(view, shapes.x1[5] - 0.4, height)
    with qtbot.waitSignal(view.toggle_wanted) as wish:
        qtbot.mousePress(port, LEFT, SHIFT, start)
        qtbot.mouseMove(port, (start + end) / 2)
        qtbot.mouseMove(port, end)
        qtbot.mouseMove(port, start)
        assert view.canvas.arcs.hovered == {2, 3, 4, 5}
        qtbot.mouseRelease(port, LEFT, SHIFT, start)
    assert wish.args == [("skip3", "skip4", "skip5", "skip6")]


def test_a_drag_pans_and_does_not_toggle(qtbot, view):
    view.canvas.zoom_layers(0.4, 10.0)
    low, high = x_range(view)
    port, start = view.canvas.viewport(), pixel(view, 10, 60)
    with qtbot.assertNotEmitted(view.toggle_wanted):
        qtbot.mousePress(port, LEFT, pos=start)
        for x in (20, 40, 100):
            qtbot.mouseMove(port, start - QPoint(x, 0))
        qtbot.mouseRelease(port, LEFT, pos=start - QPoint(100, 0))
    moved = 100 / view.canvas.pixels_per_layer
    assert x_range(view) == pytest.approx([low + moved, high + moved], abs=0.01)


def test_a_double_click_beside_the_arcs_shows_everything(qtbot, view):
    view.canvas.zoom_layers(0.4, 10.0)
    at = pixel(view, 10, 3, view.canvas.heat)
    qtbot.mouseClick(view.canvas.viewport(), LEFT, pos=at)
    qtbot.mouseDClick(view.canvas.viewport(), LEFT, pos=at)
    assert x_range(view) == pytest.approx([0.2, 20.8])


def test_the_keyboard_walks_and_toggles(qtbot, view):
    wishes = []
    view.toggle_wanted.connect(wishes.append)
    for key in ("RRS", "L", "S", "E", "S", "H", "S"):
        for each in key:
            name = {"R": "Right", "L": "Left", "S": "Space", "E": "End", "H": "Home"}[each]
            qtbot.keyClick(view, getattr(Qt.Key, f"Key_{name}"))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert wishes == [("skip3",), ("skip2",), ("skip9",), ("skip1",), ("skip1",)]
    assert view.canvas.arcs.selected == 0


def test_the_keyboard_brings_its_skip_into_view(qtbot):
    view = shown(qtbot, residual_graph(110))
    view.canvas.zoom_layers(0.1, 3.0)
    qtbot.keyClick(view, Qt.Key.Key_End)
    low, high = x_range(view)
    last = view.canvas.arcs.arcs[-1]
    assert low <= last.x0
    assert last.x1 <= high
    assert told(view).startswith("skip54 · identity · on")


def test_a_click_shows_no_ring_but_the_keyboard_goes_on_from_there(qtbot, view):
    qtbot.mouseClick(view.canvas.viewport(), LEFT, pos=apex(view, 4))
    assert view.canvas.arcs.selected is None
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.canvas.arcs.selected == 5


def test_gates_change_the_picture_at_once(view):
    on = view.canvas.grab().toImage()
    view.set_gates({"skip2": 0.0, "skip5": 0.5, "no such skip": 0.0})
    off = view.canvas.grab().toImage()
    shapes = view.canvas.arcs.shapes
    assert view.canvas.arcs.gates == (1, 0, 1, 1, 0.5, 1, 1, 1, 1)
    for arc in (1, 4):
        at = apex(view, arc)
        around = [at + QPoint(0, d) for d in (-1, 0, 1)]
        assert [sample(on, p) for p in around] != [sample(off, p) for p in around]
    assert len(shapes) == 9


def test_editing_skips_keeps_the_zoom(view):
    view.canvas.zoom_layers(0.4, 10.0)
    before = x_range(view)
    view.set_graph(GRAPH.with_enabled(frozenset({"skip1"})))
    assert x_range(view) == before
    view.set_graph(residual_graph(32))
    assert x_range(view) == pytest.approx([0.2, 32.8])


# ── menu ────────────────────────────────────────────────────────────────────────────────────────


def choose(qtbot, view, at: QPoint, text: str, signal):
    menu = view.context_menu(QPointF(at))
    action = next(a for a in menu.actions() if a.text().startswith(text))
    with qtbot.waitSignal(signal) as wish:
        action.trigger()
    menu.deleteLater()
    return wish.args


def test_the_menu_offers_the_skip_the_stage_and_everything(qtbot, view):
    at = apex(view, 4)
    assert choose(qtbot, view, at, "Switch skip5 off", view.toggle_wanted) == [("skip5",)]
    assert choose(qtbot, view, at, "Stage 2: all skips off", view.stage_wanted) == [2, False]
    assert choose(qtbot, view, at, "Stage 2: all skips on", view.stage_wanted) == [2, True]
    assert choose(qtbot, view, at, "All skips off", view.all_wanted) == [False]
    assert choose(qtbot, view, at, "All skips on", view.all_wanted) == [True]


def test_the_menu_fits_the_view(view):
    view.canvas.zoom_layers(0.4, 10.0)
    menu = view.context_menu(QPointF(0, 0))
    assert [a.text() for a in menu.actions()][1:3] == ["All skips on", "All skips off"]
    menu.actions()[-1].trigger()
    assert x_range(view) == pytest.approx([0.2, 20.8])


@OFFSCREEN
def test_a_right_click_opens_it(qtbot, view):
    view.canvas.customContextMenuRequested.emit(apex(view, 0))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert [menu.actions()[i].text() for i in (0, 1)] == ["Skips change for the next run", "Switch skip1 off"]
    menu.close()


# ── hover ───────────────────────────────────────────────────────────────────────────────────────


def test_hovering_tells_arcs_cells_and_points(qtbot, view):
    rows = readings(GRAPH, 10)
    view.set_history(history(GRAPH, rows=rows))
    texts, steps = [], []
    view.hovered.connect(texts.append)
    view.step_hovered.connect(steps.append)
    move(qtbot, view, apex(view, 3))
    assert texts[-1].startswith("skip4 · projection · on")
    assert view.canvas.arcs.hovered == {3}
    view.set_gates({"skip4": 0.0})
    assert texts[-1].startswith("skip4 · projection · off"), "a gate that moves under the pointer is told anew"
    move(qtbot, view, pixel(view, 5, view.canvas.cells.top + 9))
    assert texts[-1].startswith("Conv2d · stage1.1.conv2")
    move(qtbot, view, pixel(view, 12, 6.5, view.canvas.heat))
    call = GRAPH.main_path[11]
    assert (
        texts[-1]
        == f"step 6 · layer 12 ({GRAPH.calls[call].path})\ngradient RMS: {rows[6, GRAPH.layers.index(call)]:.4g}"
    )
    assert steps[-1] == 6
    QApplication.sendEvent(view.canvas, QEvent(QEvent.Type.Leave))
    assert (texts[-1], steps[-1]) == ("", None)


@OFFSCREEN
def test_the_tooltip_says_the_same(qtbot, view):
    at = apex(view, 0)
    move(qtbot, view, at)
    QApplication.sendEvent(
        view.canvas.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.canvas.viewport().mapToGlobal(at))
    )
    assert QToolTip.text().startswith("skip1 · identity · on")
    QToolTip.hideText()


# ── a run ───────────────────────────────────────────────────────────────────────────────────────


def test_without_a_graph_it_says_what_it_waits_for(view):
    view.set_graph(None, "Starting the engine: loading PyTorch…")
    assert view.message.isVisible()
    assert view.message.text() == "Starting the engine: loading PyTorch…"
    assert not view.canvas.isVisible()


def test_before_the_first_step_cells_are_neutral(view):
    view.set_history(history(GRAPH))
    cell = pixel(view, 5, view.canvas.cells.top + 13)
    assert sample(view.canvas.grab().toImage(), cell).name() == DARK.raised


def test_refresh_draws_new_steps_and_asks_for_their_scale(qtbot, view):
    run = history(GRAPH)
    view.set_history(run)
    run.append(snapshot(GRAPH, 0, np.full((3, len(GRAPH.layers)), 3e-9, np.float32)))
    with qtbot.waitSignal(view.levels_wanted) as wanted:
        view.refresh()
    assert wanted.args == [-9.0, -8.0]
    assert view.canvas.rows == 3
    run.append(snapshot(GRAPH, 3, np.full((3, len(GRAPH.layers)), 4e-9, np.float32)))
    with qtbot.assertNotEmitted(view.levels_wanted):
        view.refresh()
    assert view.canvas.rows == 6


def test_refresh_without_news_repaints_nothing(view, monkeypatch):
    view.set_history(history(GRAPH, 5))
    touched = []
    monkeypatch.setattr(view.canvas.heatmap, "changed", lambda: touched.append("heatmap"))
    monkeypatch.setattr(view.canvas.cells, "set_shades", lambda _: touched.append("cells"))
    view.refresh()
    assert touched == []


def test_levels_come_from_outside_only(view):
    view.set_history(history(GRAPH, rows=np.full((4, len(GRAPH.layers)), 1e-3, np.float32)))
    at = pixel(view, 5, 2, view.canvas.heat)
    for levels in ((-6.0, 0.0), (-3.0, 0.0), (-9.0, -3.0)):
        view.set_levels(*levels)
        wanted = color(int(indices(1e-3, *levels)), DARK)
        assert sample(view.canvas.grab().toImage(), at) == wanted


@pytest.mark.parametrize("depth", [20, 1202])
def test_one_bad_reading_is_seen_however_small_its_pixel(qtbot, depth):
    graph = residual_graph(depth)
    rows = np.full((700, len(graph.layers)), 1e-3, np.float32)
    rows[333, 7] = np.nan
    view = shown(qtbot, graph)
    view.set_history(history(graph, rows=rows))
    image = view.canvas.grab().toImage()
    wanted = color(NAN, DARK).name()
    at, ratio = pixel(view, 8, 333.5, view.canvas.heat), image.devicePixelRatio()
    left, top = int((at.x() - 2) * ratio), int((at.y() - 3) * ratio)
    near = {
        image.pixelColor(left + dx, top + dy).name() for dx in range(int(5 * ratio)) for dy in range(int(7 * ratio))
    }
    assert wanted in near


def test_a_long_run_keeps_its_time_axis_in_steps(view):
    view.set_history(history(GRAPH, 5000))
    assert view.canvas.heatmap.waterfall.rows <= 1024
    assert view.canvas.heat.viewRange()[1] == [0, 5000]


def test_ctrl_wheel_zooms_into_time_and_new_steps_do_not_undo_it(view):
    run = history(GRAPH, 400)
    view.set_history(run)
    at = pixel(view, 10, 200, view.canvas.heat)
    before = x_range(view)
    scroll(view, at, 600, CTRL)
    zoomed = view.canvas.heat.viewRange()[1]
    assert zoomed[1] - zoomed[0] < 300
    assert x_range(view) == before
    run.append(snapshot(GRAPH, 400, readings(GRAPH, 10, first=400)))
    view.refresh()
    assert view.canvas.heat.viewRange()[1] == zoomed
    view.fit()
    assert view.canvas.heat.viewRange()[1] == [0, 410]


def test_another_instrument_is_another_picture(view):
    run = history(GRAPH, 20)
    run.readings("weight-norm")[:] = 5.0
    view.set_history(run)
    view.set_instrument(InstrumentInfo("weight-norm", "weight norm", "", "", "", "", ""))
    assert (view.canvas.heatmap.waterfall.values == 5.0).all()
    assert "weight norm: 5" in view.text_at(QPointF(pixel(view, 5, 2.5, view.canvas.heat)))


def test_cells_show_a_chosen_step_and_return_to_the_newest(view):
    rows = readings(GRAPH, 30)
    view.set_history(history(GRAPH, rows=rows))
    newest = view.canvas.cells.shades.copy()
    view.show_step(0)
    assert (view.canvas.cells.shades != newest).any()
    view.show_step(None)
    assert (view.canvas.cells.shades == newest).all()


def test_projection_layers_carry_their_reading_at_the_apex(view):
    view.set_history(history(GRAPH, rows=np.full((2, len(GRAPH.layers)), 1e-3, np.float32)))
    wanted = color(int(indices(1e-3, -6, 0)), DARK)
    assert view.canvas.arcs.squares == {3: [wanted], 6: [wanted]}
    assert sample(view.canvas.grab().toImage(), apex(view, 3)) == wanted


def test_interventions_and_the_cursor_are_marked(view):
    run = history(GRAPH, 40)
    run.append(snapshot(GRAPH, 40, readings(GRAPH, 5), (Intervention(40, "skip4", 0.0),)))
    view.set_history(run)
    assert view.canvas.markers.marks == [(40, "skip4 off")]
    plain = view.canvas.grab().toImage()
    view.set_cursor_step(20)
    assert view.canvas.grab().toImage() != plain
    view.set_cursor_step(None)
    assert view.canvas.grab().toImage() == plain


def test_a_held_step_shows_its_skips_and_switches_none(qtbot, view):
    run = history(GRAPH, 40)
    run.append(snapshot(GRAPH, 40, readings(GRAPH, 5), (Intervention(40, "skip4", 0.0),)))
    view.set_history(run)
    view.set_gates({"skip4": 0.0})
    assert view.canvas.arcs.gates[3] == 0
    for step, gate in ((39, 1), (40, 0), (0, 1)):
        view.show_step(step)
        assert view.canvas.arcs.gates[3] == gate
    assert " · on" in view.text_at(QPointF(apex(view, 3))).splitlines()[0]
    with qtbot.waitSignal(view.refused) as told, qtbot.assertNotEmitted(view.toggle_wanted):
        qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=apex(view, 3))
    assert "Step 0" in told.args[0]
    assert "skip4" in told.args[0]
    with qtbot.waitSignal(view.toggle_wanted) as asked:  # this one is as it was
        qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=apex(view, 4))
    assert asked.args == [("skip5",)]
    view.show_step(None)
    assert view.canvas.arcs.gates[3] == 0
    with qtbot.waitSignal(view.toggle_wanted):
        qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=apex(view, 3))


def test_header_and_names(view):
    view.set_header("Plain-20", "20 layers · 9 skips")
    assert view.header.title.text() == "Plain-20"
    assert view.header.details.toolTip().splitlines() == ["20 layers · 9 skips", COUNTING_RULE]
    assert view.accessibleName() == "Network A"
    view.set_theme(LIGHT)
    assert LIGHT.a in view.header.chip.styleSheet()
    corner = sample(view.canvas.grab().toImage(), QPoint(1, 1))
    assert corner.name() == LIGHT.panel


def test_switching_skips_moves_nothing(view, monkeypatch):
    view.set_graph(residual_graph(20))  # without projections, whose layers come and go
    drawn = view.canvas.drawing.drawn
    monkeypatch.setattr(view.canvas, "set_layout_of", lambda *_: pytest.fail("laid out again"))
    switched = view.sight.graph.with_enabled(frozenset())
    view.set_graph(switched)
    assert view.sight.graph is switched
    assert view.canvas.drawing.drawn is drawn
    assert set(view.canvas.arcs.gates) == {0.0}
    assert view.canvas.rows == 0
