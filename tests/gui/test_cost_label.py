"""The line that says what measuring costs."""

import pytest
from support import history, probed_history, residual_graph

from explorer.gui.cost_label import CostLabel, cost_text, probe_text
from explorer.runs.snapshot import Probe

GRAPH = residual_graph(8)


@pytest.mark.parametrize(
    ("probe", "text"),
    [
        (Probe(0, {}, 40, 0.024, 0.021), "instruments 2.1 % · probes 2.4 % · probed every 40 steps"),
        (Probe(0, {}, 1, 0.4, 0.02), "instruments 2.0 % · probes 40.0 % · probed at every step"),
        (Probe(0, {}, 1200), "probed every 1,200 steps"),
    ],
    ids=["both", "every step", "not known yet"],
)
def test_a_probe_is_told_in_figures(probe, text):
    assert probe_text(probe) == text


def test_each_side_with_a_probe_is_told(qtbot):
    label = CostLabel()
    qtbot.addWidget(label)
    label.set_runs({"A": history(GRAPH, 5), "B": probed_history(GRAPH)})
    assert label.text() == f"B: {probe_text(probed_history(GRAPH).probe)}"
    assert "5 %" in label.toolTip()
    assert cost_text({"A": history(GRAPH, 5)}) == ""
