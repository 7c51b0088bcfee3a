import numpy as np
import pytest

from explorer.gui.plots.accuracy_plot import AccuracyPlot
from explorer.gui.plots.overlay import Cross
from tests.gui.plot_runs import diverged, graph, history, snapshot


@pytest.fixture
def plot(shown):
    return shown(AccuracyPlot())


def test_is_in_percent_from_0_to_100(plot):
    plot.set_history("A", history(100))
    np.testing.assert_allclose(plot.curves["A"].raw.getData()[1], 50)
    low, high = plot.canvas.view.viewRange()[1]
    assert -10 < low < 0
    assert 100 < high < 110
    assert plot.readout.text() == "A 50.0 % ~50.0 % test 50.0 %"


def test_chance_depends_on_the_classes(plot):
    run = history(10)
    run.graph = graph(classes=20)
    plot.set_history("A", run)
    assert plot.guide.value() == pytest.approx(5)


def test_the_dotted_line_is_the_commonest_class(plot):
    run = history(10)
    run.class_shares = np.array([0.6, *[0.4 / 9] * 9], np.float32)
    plot.set_history("A", run)
    assert plot.guide.value() == pytest.approx(60)


def test_divergence_is_marked_where_the_record_ends(plot):
    run = history()
    accuracy = np.array([0.1, 0.3, 0.2])
    run.append(snapshot(0, np.array([2.3, 9.0, np.nan]), len(run.graph.layers), accuracy=accuracy))
    plot.set_history("B", diverged(run))
    (cross,) = [m for m in plot.overlay.marks if isinstance(m, Cross)]
    assert (cross.x, cross.y) == pytest.approx((2, 20))
