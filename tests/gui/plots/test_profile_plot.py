import numpy as np
import pytest
from plot_runs import history, snapshot
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from explorer.engine.infos import InstrumentInfo
from explorer.gui.plots.overlay import Edge, Note
from explorer.gui.plots.profile_data import columns
from explorer.gui.plots.profile_plot import ProfilePlot
from explorer.gui.theme import DARK


def run(layers=8, steps=5):
    """Readings 10^−step in every layer."""
    made = history(layers=layers)
    width = len(made.graph.layers)
    rows = np.repeat(10.0 ** -np.arange(steps), width).reshape(steps, width)
    made.append(snapshot(0, np.ones(steps), width, layers=rows))
    return made


@pytest.fixture
def plot(shown):
    return shown(ProfilePlot())


def test_draws_now_and_step_0_over_layers_from_1(plot):
    plot.set_history("A", run())
    x, y = plot.lines["A"].now.getData()
    assert x.tolist() == list(range(1, 9))
    np.testing.assert_allclose(y, -4, rtol=1e-6)
    np.testing.assert_allclose(plot.lines["A"].start.getData()[1], 0)


def test_follows_the_newest_step_or_stays_at_a_chosen_one(plot):
    made = run()
    plot.set_history("B", made)
    plot.show_step(2.0)
    np.testing.assert_allclose(plot.lines["B"].now.getData()[1], -2, rtol=1e-6)
    made.append(snapshot(5, np.ones(1), 9, layers=np.full((1, 9), 1e-6)))
    plot.refresh()
    np.testing.assert_allclose(plot.lines["B"].now.getData()[1], -2, rtol=1e-6)
    plot.show_step(None)
    np.testing.assert_allclose(plot.lines["B"].now.getData()[1], -6, rtol=1e-6)


def test_refresh_does_nothing_without_new_steps(plot, monkeypatch):
    made = run()
    plot.set_history("A", made)
    drawn = []
    monkeypatch.setattr(plot, "redraw", lambda: drawn.append(None))
    plot.refresh()
    assert not drawn
    made.append(snapshot(len(made), np.ones(1), 9))
    plot.refresh()
    assert drawn


def test_what_has_no_logarithm_stands_at_the_edges(plot):
    made = history()
    row = np.ones((1, 9))
    at = columns(made.graph)
    row[0, at[[0, 3, 5]]] = np.nan, np.inf, 0
    made.append(snapshot(0, np.ones(1), 9, layers=row))
    plot.set_history("A", made)
    edges = [m for m in plot.overlay.marks if isinstance(m, Edge)]
    assert [(e.x, e.at, e.fill) for e in edges] == [
        (1, "top", QColor(DARK.nan)),
        (4, "top", QColor(DARK.infinite)),
        (6, "bottom", QColor(DARK.zero)),
    ]
    assert np.isnan(plot.lines["A"].now.getData()[1][[0, 3, 5]]).all()


def test_an_all_nan_network_is_not_a_blank(plot):
    made = history()
    made.append(snapshot(0, np.ones(1), 9, layers=np.full((1, 9), np.nan)))
    plot.set_history("A", made)
    assert len([m for m in plot.overlay.marks if isinstance(m, Edge)]) == 8


def test_runs_of_unequal_depth_share_the_axis(plot):
    plot.set_history("A", run(8))
    plot.set_history("B", run(20))
    low, high = plot.canvas.view.viewRange()[0]
    assert low < 1
    assert high > 20
    plot.set_layer(15)
    assert plot.readout.text().startswith("layer 16 · A – · B ")


def test_hover_emits_the_layer_and_the_answer_reads_it(plot, qtbot):
    plot.set_history("A", run())
    plot.layer_hovered.connect(plot.set_layer)
    spot = plot.canvas.mapFromScene(plot.canvas.view.mapViewToScene(QPointF(3.1, -2)))
    with qtbot.waitSignal(plot.layer_hovered) as told:
        qtbot.mouseMove(plot.canvas.viewport(), spot)
    assert told.args == [2]
    assert plot.readout.text() == "layer 3 · A 1.00e−4 step 0: 1.000"
    with qtbot.waitSignal(plot.layer_hovered) as told:
        qtbot.mouseMove(plot.canvas.viewport(), QPoint(3, 3))
    assert told.args == [None]
    assert not plot.crosshair.isVisible()


def test_arrows_walk_the_layers(plot):
    plot.set_history("A", run())
    plot.layer_hovered.connect(plot.set_layer)
    for by in (1, 1, -1, -1, -1):
        plot.canvas.nudged.emit(by)
    assert plot.readout.text().startswith("layer 1 ")


def test_another_instrument(plot):
    plot.set_history("A", run())
    plot.set_instrument(InstrumentInfo("weight-norm", "Weight norm", "", "", "", "", ""))
    assert plot.title.text() == "Weight norm through depth"
    assert len(plot.lines["A"].now.getData()[0]) == 0


def test_empty_says_so(plot):
    assert [type(m) for m in plot.overlay.marks] == [Note]


def test_copies_the_profile(plot):
    plot.set_history("B", run())
    plot.copy_action.trigger()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[:2] == ["layer,B step 4,B step 0", "1,0.0001,1"]
    assert len(lines) == 9
