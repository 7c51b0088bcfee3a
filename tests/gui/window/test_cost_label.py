"""The line that says what measuring costs."""

import pytest

from explorer.gui.window.cost_label import CostLabel, cost_text, probe_text
from explorer.runs.snapshot import Probe
from tests.gui.support import history, probed_history, residual_graph

GRAPH = residual_graph(8)


@pytest.mark.parametrize(
    ("probe", "taken", "by_hand", "text"),
    [
        (Probe(320, {}, 40, 0.024, 0.021), 9, 0, "instruments 2.1 % · probes 2.4 % · 9 probes, the last at step 320"),
        (Probe(9, {}, 1, 0.4, 0.02), 10, 1, "instruments 2.0 % · probes 40.0 % · probed at every step"),
        (Probe(9, {}, 1200), 2, 1200, "probed every 1,200 steps"),
        (Probe(0, {}, 40), 1, 0, "probed at step 0"),
    ],
    ids=["both", "every step", "by hand", "not known yet"],
)
def test_a_probe_is_told_in_figures(probe, taken, by_hand, text):
    assert probe_text(probe, taken, by_hand) == text


def test_each_side_with_a_probe_is_told(qtbot):
    label = CostLabel()
    qtbot.addWidget(label)
    label.set_runs({"A": history(GRAPH, 5), "B": probed_history(GRAPH)})
    run = probed_history(GRAPH)
    assert label.text() == f"B: {probe_text(run.probe, len(run.probe_steps), 0)}"
    assert "5 %" in label.toolTip()
    assert cost_text({"A": history(GRAPH, 5)}) == ""
