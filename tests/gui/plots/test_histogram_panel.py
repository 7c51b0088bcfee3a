"""The histograms through their widget."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication

from explorer.gui.plots.histogram_canvas import NO_RUN
from explorer.gui.plots.histogram_data import GRADIENTS, bin_text, spread
from explorer.gui.plots.histogram_panel import HINT, HistogramPanel
from explorer.gui.widgets.accessible import told
from explorer.gui.widgets.colors import color, indices
from explorer.gui.widgets.theme import DARK
from explorer.infos import InstrumentInfo
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import ABSENT, BINS, REACH, Floats, Probe
from explorer.runs.spec import RunSpec
from tests.gui.support import history, probe, probed_history, readings, residual_graph, snapshot

GRAPH = residual_graph(8)


WEIGHTS = InstrumentInfo(
    "weight-histogram", "Weight histogram", "share of w", "", "1", "", "", per="bins", probed=True, bins="multiples"
)
ACTIVATIONS = InstrumentInfo(
    "activation-histogram", "Activation histogram", "share of a", "", "1", "", "", per="bins", probed=True,
    needs="activation functions",
)  # fmt: skip


def with_all_three(shares: Floats) -> RunHistory:
    """A run with one probe, its weights spread like `shares` in each layer, its first layer without activations."""
    made, graph = RunHistory("run", RunSpec(), GRAPH, 23), GRAPH
    seen = probe(graph, 0)
    active = seen.values["gradient-histogram"].copy()
    active[:BINS] = ABSENT
    values = {"weight-histogram": np.tile(shares, len(graph.layers)), "activation-histogram": active}
    made.append(replace(snapshot(graph, 0, readings(graph, 3)), probes=(Probe(0, {**seen.values, **values}, 10),)))
    return made


@pytest.fixture
def panel(shown):
    made = shown(HistogramPanel(), 480, 220)
    made.set_theme(DARK)
    return made


def test_it_asks_for_a_layer_and_says_where_there_is_no_histogram(panel):
    assert (panel.hint.isVisible(), panel.hint.text()) == (True, HINT)
    panel.set_history("A", history(GRAPH, 5))
    panel.select("A", ("conv1",))
    assert panel.hint.text() == "No step of this run was probed."


def test_a_layer_selected_on_one_side_shows_on_both(panel):
    panel.set_history("A", probed_history(GRAPH))
    panel.set_history("B", probed_history(GRAPH, 15))
    panel.select("A", ("conv1", "stage1_0_conv1_add"))
    assert panel.canvas.isVisible()
    assert set(panel.canvas.drawn.spreads) == {"A", "B"}
    assert (panel.kind.currentText(), panel.title.text()) == ("Gradients", "of conv1")
    assert panel.readout.text() == "A step 20 · B step 10"
    panel.select("B", ())
    assert panel.canvas.isVisible(), "B has chosen nothing that it could take back"
    panel.select("A", ())
    assert panel.hint.isVisible()


def test_layers_are_called_as_in_the_network(panel):
    panel.set_history("A", probed_history(GRAPH))
    panel.select("A", ("stage1_0_conv1",))
    assert panel.title.text() == f"of {GRAPH.calls['stage1_0_conv1'].path}"
    assert "_" not in panel.title.text()


def test_a_side_without_a_run_is_not_blamed_on_its_layers(panel):
    panel.set_history("A", probed_history(GRAPH))
    panel.select("A", ("conv1",))
    assert panel.canvas.drawn.why_empty("B") == NO_RUN
    panel.set_history("B", history(residual_graph(8), 5))
    assert panel.canvas.drawn.why_empty("B") == "No step of this run was probed."
    panel.set_history("B", probed_history(GRAPH))
    panel.select("A", ("stage1_0_relu",))
    assert panel.hint.text() == "No selected layer has weights."


def test_the_picture_has_the_colors_of_its_shares(panel):
    run = probed_history(GRAPH)
    panel.set_history("A", run)
    panel.select("A", ("stage1_0_conv1",))
    found, canvas = spread(run, ("stage1_0_conv1",)), panel.canvas
    image, area = canvas.grab().toImage(), canvas.area("A")
    for place, along in ((0, 0.2), (1, 0.6), (2, 0.95)):
        for row, which in enumerate(canvas.bins):
            at = QPointF(area.left() + along * area.width(), canvas._row(row) + 4)
            share = found.shares[place, which] or ABSENT  # an empty decade has no color
            wanted = color(int(indices(share, 0, canvas.top, linear=True)), DARK)
            assert image.pixelColor(at.toPoint()) == wanted, (place, which)


def test_the_spread_follows_the_step_and_the_newest(panel):
    run = probed_history(GRAPH, 15)
    panel.set_history("B", run)
    panel.select("B", ("fc",))
    panel.show_step(3)
    assert panel.readout.text() == "B step 0"
    before = panel.canvas.grab().toImage()
    panel.show_step(None)
    assert panel.readout.text() == "B step 10"
    assert panel.canvas.grab().toImage() != before


def test_the_pointer_reads_a_decade_and_moves_the_cursor(panel, qtbot):
    panel.set_history("A", probed_history(GRAPH))
    panel.select("A", ("fc",))
    canvas = panel.canvas
    area = canvas.area("A")
    with qtbot.waitSignal(panel.cursor_moved) as told:
        qtbot.mouseMove(canvas, QPoint(round(area.left() + area.width() * 0.5), round(canvas._row(1) + 3)))
    assert told.args == [12.0]
    assert " to " in panel.readout.text()
    with qtbot.waitSignal(panel.cursor_moved) as told:
        qtbot.mouseMove(canvas, QPoint(2, 2))
    assert told.args == [None]


def test_the_keyboard_reads_a_bin_at_a_step(panel, qtbot):
    panel.set_history("A", probed_history(GRAPH))
    panel.select("A", ("conv1",))
    canvas, steps = panel.canvas, []
    panel.cursor_moved.connect(steps.append)
    canvas.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Down):
        qtbot.keyClick(canvas, key)
    last = canvas.drawn.last
    assert steps == [last, last - 1, last - 1]
    assert told(canvas) == panel.readout.text()
    assert bin_text(canvas.bins[1]) in told(canvas)
    canvas.clearFocus()
    assert steps[-1] is None


def test_a_hidden_panel_draws_when_it_is_shown(panel):
    panel.hide()
    panel.set_history("A", probed_history(GRAPH))
    panel.select("A", ("fc",))
    assert not panel.canvas.drawn.spreads
    panel.show()
    assert set(panel.canvas.drawn.spreads) == {"A"}


def test_values_are_copied_as_csv(panel):
    panel.set_history("A", probed_history(GRAPH))
    panel.select("A", ("fc",))
    panel.copy_action.trigger()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].startswith("A step,A 0 or below")
    assert [line.split(",")[0] for line in lines[1:]] == ["0", "10", "20"]
    assert sum(float(x) for x in lines[1].split(",")[1:]) == pytest.approx(1, abs=1e-4)


def test_a_deeper_twin_without_that_layer_says_so(panel):
    deep = residual_graph(14)
    other = history(deep, 5)
    panel.set_history("A", probed_history(GRAPH))
    panel.set_history("B", other)
    panel.select("A", ("fc",))
    assert set(panel.canvas.drawn.spreads) == {"A"}
    assert np.isfinite(panel.canvas.grab().toImage().width())


def test_the_histogram_is_chosen_among_those_that_the_engine_has(panel, qtbot):
    panel.set_instruments((GRADIENTS, WEIGHTS, ACTIVATIONS, InstrumentInfo("x", "X", "", "", "", "", "")))
    assert [panel.kind.itemText(i) for i in range(panel.kind.count())] == ["Gradients", "Weights", "Activations"]
    shares = np.zeros(BINS, np.float32)
    shares[[REACH, REACH + 1, REACH + 2, REACH + 4]] = 0.2, 0.1, 0.4, 0.3
    panel.set_history("A", with_all_three(shares))
    panel.select("A", ("conv1",))
    gradients = panel.canvas.grab().toImage()
    qtbot.keyClick(panel.kind, Qt.Key.Key_Down)
    assert panel.kind.currentText() == "Weights"
    assert panel.canvas.grab().toImage() != gradients
    assert panel.canvas.drawn.spreads["A"].shares[0].tolist() == pytest.approx(shares.tolist())
    rows = [bin_text(i, True, "multiples") for i in panel.canvas.bins]
    assert rows == ["2", "1.5", "1", "0.5", "0", "−0.5", "−1", "−1.5", "−2"]
    qtbot.mouseMove(panel.canvas, QPoint(200, round(panel.canvas._row(3) + 3)))
    assert panel.readout.text() == "0 to 0.5 × √(2/fan-in) · A 40.0 %"
    panel.copy_action.trigger()
    assert QApplication.clipboard().text().startswith("A step,A below −6 × √(2/fan-in),A −5.5 to −6 × √(2/fan-in)")


def test_a_layer_that_a_histogram_does_not_measure_says_so(panel, qtbot):
    panel.set_instruments((GRADIENTS, ACTIVATIONS))
    panel.set_history("A", with_all_three(np.ones(BINS, np.float32)))
    panel.select("A", ("conv1",))
    qtbot.keyClick(panel.kind, Qt.Key.Key_Down)
    assert panel.hint.text() == "Not measured for this layer: it has no activation functions."
    panel.select("A", ("conv1", "stage1_0_conv1"))
    assert len(panel.canvas.drawn.spreads) == 1, "the mean is that of the layers that are measured"


def test_a_histogram_on_show_stays_when_the_engine_tells_them_anew(panel, qtbot):
    panel.set_instruments((GRADIENTS, WEIGHTS, ACTIVATIONS))
    qtbot.keyClick(panel.kind, Qt.Key.Key_Down)
    panel.set_instruments((GRADIENTS, ACTIVATIONS, WEIGHTS))
    assert panel.kind.currentText() == "Weights"
    panel.set_instruments(())
    assert panel.kind.currentText() == "Gradients"
