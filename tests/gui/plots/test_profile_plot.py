from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from explorer.desk.columns import places
from explorer.gui.plots.overlay import Edge, Level, Note
from explorer.gui.plots.profile_plot import ProfilePlot
from explorer.gui.widgets.theme import DARK
from explorer.infos import InstrumentInfo
from explorer.runs.snapshot import ABSENT, Probe, Snapshot
from tests.gui.plot_runs import history, snapshot


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
    at = places(made.graph, made.graph.main_path, "layer")
    row[0, at[[0, 3, 5]]] = np.nan, np.inf, 0
    made.append(snapshot(0, np.ones(1), 9, layers=row))
    plot.set_history("A", made)
    edges = [m for m in plot.overlay.marks if isinstance(m, Edge)]
    assert [(e.x, e.at, e.fill) for e in edges] == [
        (1, "top", QColor(DARK.nan)),
        (4, "top", QColor(DARK.infinite)),
        (6, "bottom", QColor(DARK.zero)),
    ]
    x, y = plot.lines["A"].now.getData()
    assert not {1, 4, 6} & set(x[np.isfinite(y)])


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


def info(name="gradient-rms", **changes):
    return InstrumentInfo(name, name.title(), "", "", "", "", "", **changes)


def probed(values, name, step=0):
    """A run of 12 steps whose probes at 0 and 8 read `values` and their half."""
    made, probes, nothing = history(12), [], np.empty(0, np.float32)
    for at, factor in ((0, 1.0), (8, 0.5)):
        row = np.where(np.asarray(values) < 0, ABSENT, np.asarray(values) * factor).astype(np.float32)
        probes.append(Probe(at, {name: row}, 8))
    made.append(Snapshot(12, nothing, nothing, nothing, {}, probes=tuple(probes)))
    return made


def test_a_button_sorts_the_readings_by_size_and_back(plot, qtbot):
    made = history(layers=4)
    row = np.ones((1, 5))
    row[0, places(made.graph, made.graph.main_path, "layer")] = 1e-3, 1e-1, np.nan, 1e-2
    made.append(snapshot(0, np.ones(1), 5, layers=row))
    plot.set_history("A", made)
    qtbot.mouseClick(plot.button, Qt.MouseButton.LeftButton)
    _, y = plot.lines["A"].now.getData()
    np.testing.assert_allclose(y, [np.nan, -1, -2, -3], rtol=1e-6)
    assert "sorted" in plot.canvas.bottom.labelText
    with qtbot.assertNotEmitted(plot.layer_hovered):
        plot.canvas.nudged.emit(1)
        plot.canvas.nudged.emit(1)
    assert plot.readout.text() == "rank 2 · A 0.1000 layer 2"
    qtbot.mouseClick(plot.button, Qt.MouseButton.LeftButton)
    np.testing.assert_allclose(plot.lines["A"].now.getData()[1][[0, 1]], [-3, -1], rtol=1e-6)


def test_shares_have_a_linear_axis_and_zero_is_a_place_on_it(plot):
    values = np.float32([0.0, 0.5, 1.0, 0.25, 0.1, 0.1, 0.1, 0.1, 0.1])
    plot.set_instrument(info("zero-share", scale="linear", probed=True))
    made = probed(values, "zero-share")
    plot.set_history("A", made)
    at = places(made.graph, made.graph.main_path, "layer")
    np.testing.assert_allclose(plot.lines["A"].start.getData()[1], values[at])
    assert not plot.overlay.marks
    assert not plot.canvas.left.logarithmic
    assert plot.canvas.view.viewRange()[1] == pytest.approx([-0.04, 1.04])


def test_a_skips_reading_stands_at_its_residual_branch_and_leaves_gaps_beside_it(plot):
    plot.set_instrument(info("branch-ratio", per="skip", probed=True))
    plot.set_history("A", probed([1e-2], "branch-ratio"))
    x, y = plot.lines["A"].start.getData()
    assert x[np.isfinite(y)].tolist() == pytest.approx([1.7, 2.3])  # conv1 alone is passed: a dash
    plot.set_layer(0)
    assert plot.readout.text() == "layer 1 · A not measured step 0: not measured"
    assert not [m for m in plot.overlay.marks if isinstance(m, Edge)]


def test_a_held_probe_says_when_it_was_taken(plot):
    plot.set_instrument(info("activation-std", probed=True))
    plot.set_history("A", probed(np.full(9, 0.5), "activation-std"))
    for step, taken in ((None, 8), (0, 0), (7, 0), (8, 8)):
        plot.show_step(step)
        assert plot.readout.text() == f"A step {taken}"


def test_a_guide_is_drawn_and_lies_inside_the_axis(plot):
    plot.set_instrument(info(guide=1e-3))
    plot.set_history("A", run(steps=1))
    (guide,) = [m for m in plot.overlay.marks if isinstance(m, Level)]
    assert guide.y == pytest.approx(-3)
    assert "1.00" in guide.label or "0.001" in guide.label
    low, high = plot.canvas.view.viewRange()[1]
    assert low < -3 < 0 < high


def test_what_is_not_measured_is_an_empty_cell_of_the_table(plot):
    plot.set_instrument(info("branch-ratio", per="skip", probed=True))
    plot.set_history("A", probed([1e-2], "branch-ratio"))
    assert plot.table().splitlines()[:3] == ["layer,A step 8,A step 0", "1,,", "2,0.005,0.01"]


def test_the_depth_axis_is_that_of_the_networks_on_show_in_whole_layers(plot):
    plot.set_layers(10)
    assert plot.canvas.view.viewRange()[0] == pytest.approx([0.4, 10.6])
    plot.set_layers(3)
    axis = plot.canvas.bottom
    ticks = [value for _, values in axis.tickValues(*axis.range, axis.width()) for value in values]
    assert set(ticks) == {1, 2, 3}
    plot.set_history("A", run(layers=8))
    assert plot.canvas.view.viewRange()[0] == pytest.approx([0.4, 8.6])


TOKENS = InstrumentInfo("token-rank", "Token rank", "", "1", "", "", "", per="skip", probed=True, needs="tokens")


def ranked(value: float):
    made = run()
    made.append(snapshot(5, np.ones(1), 9, layers=np.full((1, 9), 1e-6)))
    probe = Probe(6, {"token-rank": np.array([value], np.float32)}, 10)
    made.append(replace(snapshot(6, np.ones(1), 9, layers=np.full((1, 9), 1e-6)), probes=(probe,)))
    return made


def test_a_network_without_what_an_instrument_measures_is_told(plot):
    plot.set_instrument(TOKENS)
    plot.set_history("A", run())
    (note,) = plot.overlay.marks
    assert (note.text, note.middle) == ("Token rank: No step of this run was probed yet.", True)
    plot.set_history("A", ranked(ABSENT))
    (note,) = plot.overlay.marks
    assert note.text == "Token rank: ResNet-56 has no tokens."
    assert "no tokens" in plot.readout.text()
    plot.set_history("B", ranked(0.5))
    assert not [mark for mark in plot.overlay.marks if isinstance(mark, Note)]
    assert "A no tokens" in plot.readout.text()
