"""The comparison through what a person sees and clicks."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QLabel

from explorer.gui.comparison.compare_window import CompareWindow
from explorer.gui.comparison.table_model import FIRST, SKIPS, SKIPS_ROLE
from explorer.gui.widgets.theme import LIGHT
from tests.gui.access import lacking
from tests.gui.clipping import clipped
from tests.gui.comparison.conftest import train

CHART, CURVES, GRADIENTS, HEATMAPS, DIFFERENCES = range(5)


def choose(box, value):
    """Choose an entry of a combo box as a person does."""
    place = box._values.index(value)
    box.box.setCurrentIndex(place)
    box.box.activated.emit(place)


def text(window, name):
    return window.findChild(QLabel, name).text()


def traces(view):
    return {trace.label: trace for panel in view.grid.panels for trace in panel.traces}


def test_every_control_has_tooltip_accessible_name_and_object_name(window):
    for tab in range(window.tabs.count()):
        window.tabs.setCurrentIndex(tab)
    assert lacking(window) == []


@pytest.mark.parametrize("tab", [CHART, CURVES, GRADIENTS, HEATMAPS, DIFFERENCES])
def test_no_text_is_cut_in_a_narrow_window(window, tab):
    window.resize(700, 600)
    window.tabs.setCurrentIndex(tab)
    QApplication.processEvents()
    assert window.width() == 700
    QApplication.processEvents()
    assert clipped(window) == []


def test_a_sweep_is_error_against_depth_plain_and_residual(window):
    drawn = traces(window.chart)
    assert set(drawn) == {f"{kind}, {what} error" for kind in ("plain", "resnet") for what in ("test", "training")}
    line = drawn["plain, test error"]
    assert line.x.tolist() == [8, 20]
    assert line.y == pytest.approx([0.17, 0.41])  # 0.02 · depth + the mean of 0, .01, .02
    assert line.high - line.y == pytest.approx([0.01, 0.01])  # standard deviation of these
    assert [dot.text for dot in line.dots] == ["seed 0", "seed 1", "seed 2"] * 2
    legend = text(window, "chart_grid_legend")
    assert "band: standard deviation of 3 seeds" in legend
    said = text(window, "chart_words")
    assert (
        "At depth 20, the test error of resnet is 30.0 points lower than that of plain, the same in each of 3" in said
    )


def test_hovering_reads_values_and_seeds(window):
    panel = window.chart.grid.panels[0]
    panel.canvas.hovered.emit(19.0)
    told = panel.box.text()
    assert "depth 20" in told
    assert "mean of seed 0: 40.0 %, 1: 41.0 %, 2: 42.0 %" in told
    assert panel.box.isVisible()
    panel.canvas.hovered.emit(None)
    assert not panel.box.isVisible()


def test_the_arrow_keys_read_from_place_to_place(window, qtbot):
    panel = window.chart.grid.panels[0]
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Right)
    assert panel.at == 8
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Right)
    assert panel.at == 20


def test_a_click_on_a_mark_offers_to_open_its_run(window, qtbot):
    panel = window.chart.grid.panels[0]
    dot = panel.traces[0].dots[0]
    at = panel.canvas.mapFromScene(panel.canvas.view.mapViewToScene(QPointF(dot.x, dot.y)))
    assert panel.nearest(at).run_id == dot.run_id
    assert panel.nearest(at + QPoint(60, 0)) is None
    qtbot.mouseClick(panel.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    menu = QApplication.activePopupWidget()
    with qtbot.waitSignal(window.open_wanted) as told:
        next(action for action in menu.actions() if action.text() == "Open in B").trigger()
    assert told.args == [dot.run_id, "B"]
    menu.close()


def test_any_setting_may_be_the_axis_the_color_and_the_panels(window):
    chart = window.chart
    choose(chart.x_axis, "kind")
    assert chart.found.chart.choice.x == "kind"
    assert "color" not in chart.found.chart.choice.color
    choose(chart.color, "depth")
    choose(chart.panel, "depth")  # a setting has one place
    assert (chart.found.chart.choice.color, chart.found.chart.choice.panel) == ("", "depth")
    assert [panel.title.text() for panel in chart.grid.panels] == ["depth 8", "depth 20"]
    choose(chart.panel, "")
    assert [panel.title.text() for panel in chart.grid.panels] == [""]


def test_the_band_is_what_is_chosen(window):
    choose(window.chart.band, "range")
    line = traces(window.chart)["plain, test error"]
    assert (line.low.tolist(), line.high.tolist()) == (pytest.approx([0.16, 0.4]), pytest.approx([0.18, 0.42]))
    assert "band: range of 3 seeds" in text(window, "chart_grid_legend")


def test_a_chosen_axis_stays_while_the_chart_grows(window, store, small_graph):
    choose(window.chart.panel, "kind")
    train(store, small_graph, "plain-32", 0, error=0.9, sweep="s1")
    window.look()
    assert window.chart.found.chart.choice.panel == "kind"
    assert 32 in window.chart.found.chart.xs


def test_it_is_not_read_again_while_nothing_changes(window, store, monkeypatch):
    window.look()
    monkeypatch.setattr(store, "rows", lambda: pytest.fail("read again"))
    window.look()


def test_the_ratio_of_first_to_last_gradients_is_a_chart_too(window):
    choose(window.chart.measure, "ratio")
    assert np.isfinite(next(iter(traces(window.chart).values())).y).all()
    assert not window.chart.log.isEnabled()


def test_a_filter_narrows_and_a_wrong_one_says_why(window, qtbot):
    qtbot.keyClicks(window.scope.filter, "kind=plain depth=8")
    qtbot.keyClick(window.scope.filter, Qt.Key.Key_Return)
    assert {row.network for row in window.rows} == {"plain-8"}
    assert text(window, "compare_count") == "3 of 13 runs"
    window.scope.filter.clear()
    QApplication.processEvents()
    room = window.scope.filter.width()
    qtbot.keyClicks(window.scope.filter, "depht=8")
    qtbot.keyClick(window.scope.filter, Qt.Key.Key_Return)
    assert "Did you mean 'depth'?" in text(window, "compare_filter_problem")
    QApplication.processEvents()
    assert window.scope.filter.width() == room  # what is typed stays in sight
    assert len(window.rows) == 3
    window.scope.filter.clear()
    qtbot.keyClick(window.scope.filter, Qt.Key.Key_Return)
    assert text(window, "compare_filter_problem") == ""


def test_selected_runs_are_compared(window):
    window.compare(["plain-8-0", "resnet-8-0"])
    assert {row.id for row in window.rows} == {"plain-8-0", "resnet-8-0"}
    assert "one seed" in text(window, "chart_grid_legend")
    choose(window.scope.among, "all")
    assert len(window.rows) == 13


def test_curves_show_every_depth_in_one_plot_test_bold_and_training_thin(window):
    window.tabs.setCurrentIndex(CURVES)
    panels = window.curves.grid.panels
    assert [panel.title.text() for panel in panels] == ["plain", "resnet"]
    assert len(panels[0].traces) == 2 * len((8, 20)) * 3
    assert {trace.bold for trace in panels[0].traces if "test" in trace.label} == {True}
    assert {trace.bold for trace in panels[0].traces if "training" in trace.label} == {False}
    first = panels[0].traces[0]
    assert first.x.tolist() == [19, 39]


def test_curves_as_mean_and_band(window):
    window.tabs.setCurrentIndex(CURVES)
    choose(window.curves.lines, "mean")
    drawn = window.curves.grid.panels[0].traces
    assert len(drawn) == 4
    assert all(len(trace.low) == 2 for trace in drawn)
    assert "band: standard deviation of 3 seeds" in text(window, "curves_grid_legend")


@pytest.mark.parametrize(
    ("by", "x"), [("epoch", [1, 2]), ("images", [1280, 2560]), ("time", [19, 39]), ("loss", [2.0, 1.0])]
)
def test_curves_are_aligned_by(window, by, x):
    window.tabs.setCurrentIndex(CURVES)
    choose(window.curves.by, by)
    assert window.curves.grid.panels[0].traces[0].x.tolist() == x


def test_the_loss_of_every_step_keeps_its_spike_and_is_read_again_when_zoomed(window, qtbot, monkeypatch):
    window.tabs.setCurrentIndex(CURVES)
    choose(window.curves.measure, "loss")
    trace = window.curves.grid.panels[0].traces[0]
    assert trace.y.max() == 9
    asked = []
    part = window.curves._overviews.part
    monkeypatch.setattr(window.curves._overviews, "part", lambda *args: asked.append(args) or part(*args))
    panel = window.curves.grid.panels[0]
    panel.canvas.show_range((5.0, 9.0), (0.0, 10.0))
    panel.zoomed.emit((5.0, 9.0))
    qtbot.waitUntil(lambda: bool(asked))
    assert {args[2] <= 5 and args[3] > 9 for args in asked} == {True}
    assert window.curves.grid.panels[1].canvas.view.viewRange()[0] == [5.0, 9.0]


def test_profiles_are_strips_on_one_scale_or_lines(window):
    window.tabs.setCurrentIndex(GRADIENTS)
    view = window.gradients
    assert [strip.label for strip in view.strips.strips] == [
        f"{kind}, depth {depth} (3 seeds)" for kind in ("plain", "resnet") for depth in (8, 20)
    ]
    layers = len(view.found[0].first)
    assert view.found[0].first == pytest.approx(10.0 ** -np.arange(layers))
    area = view.strips._area(1, 0)
    assert "layer 1 of" in view.strips.text_at(QPointF(area.left() + 1, area.center().y()))
    choose(view.picture, "lines")
    assert [panel.title.text() for panel in view.grid.panels] == ["step 0", "final"]
    choose(view.instrument, "weight-norm")
    assert view.found == ()


def test_heatmaps_of_several_runs_stand_beside_one_another_on_one_scale(window, qtbot):
    window.tabs.setCurrentIndex(HEATMAPS)
    tiles = window.heatmaps.tiles
    assert len(tiles.tiles) == 12
    assert tiles.tiles[0].label == "plain, depth 8, seed 0"
    assert tiles._levels[1] == 0
    area = tiles.area(0)
    assert "layer 1 of" in tiles.text_at(area.topLeft() + QPointF(2, 2))
    assert "step 0: 1.000" in tiles.text_at(area.topLeft() + QPointF(2, 2))
    with qtbot.waitSignal(tiles.run_wanted) as told:
        qtbot.mouseClick(tiles, Qt.MouseButton.LeftButton, pos=area.center().toPoint())
    assert told.args[0] == tiles.tiles[0].run_id
    QApplication.activePopupWidget().close()
    tiles.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(tiles, key)
    with qtbot.waitSignal(tiles.run_wanted) as told:
        qtbot.keyClick(tiles, Qt.Key.Key_Return)
    assert told.args[0] == tiles.tiles[1].run_id
    QApplication.activePopupWidget().close()


def test_the_table_lists_only_what_differs_and_the_skips(window, qtbot):
    window.tabs.setCurrentIndex(DIFFERENCES)
    model = window.table.model
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert titles == ["Run", "Skips", "Network", "Depth", "Seed", "Training error", "Test error"]
    skips = {model.row(n).network[:5]: model.index(n, SKIPS).data(SKIPS_ROLE) for n in range(model.rowCount())}
    assert not any(skips["plain"])
    assert all(skips["resne"])
    window.table.view.sortByColumn(FIRST + 4, Qt.SortOrder.DescendingOrder)
    assert model.row(0).id == "plain-20-2"


def test_differences_stand_beside_the_values_of_a_reference(window, store):
    window.tabs.setCurrentIndex(DIFFERENCES)
    store.set_reference("resnet-8-0")
    window.look()
    model = window.table.model
    assert model.index(0, 0).data() == "★ resnet-8-0"
    row = next(n for n in range(model.rowCount()) if model.row(n).id == "plain-20-0")
    assert model.index(row, FIRST + 4).data() == "40.0 %  (+30.0 points)"


def test_only_the_tab_on_show_is_read(window, store, monkeypatch):
    monkeypatch.setattr(store.overviews, "ends", lambda *_: pytest.fail("read for a tab that is not on show"))
    window.compare([])


def test_it_takes_the_theme(window: CompareWindow):
    window.set_theme(LIGHT)
    assert traces(window.chart)["plain, test error"].color.name() == LIGHT.a
    assert window.grab().toImage().pixelColor(QPoint(3, 200)).lightnessF() > 0.8
