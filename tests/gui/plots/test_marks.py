import numpy as np
import pytest
from PySide6.QtGui import QColor

from explorer.gui.plots.marks import divergence, interventions, moved
from explorer.runs.snapshot import Intervention
from tests.gui.plot_runs import diverged, history, snapshot


@pytest.mark.parametrize(
    ("moves", "text"),
    [
        ([("skip4", 0.0)], "skip4 off"),
        ([(f"skip{i}", 0.0) for i in range(27)], "27 skips off"),
        ([("skip1", 1.0), ("skip2", 1.0), ("skip7", 0.5)], "2 skips on, skip7 at 0.5"),
        ([("skip1", 0.0), ("skip1", 1.0)], "skip1 on"),
    ],
)
def test_what_moved_in_words(moves, text):
    assert moved(Intervention(3, skip, gate) for skip, gate in moves) == text


def test_one_mark_for_each_step():
    run = history(20)
    gates = (Intervention(20, "skip1", 0.0), Intervention(22, "skip1", 1.0))
    run.append(snapshot(20, np.ones(5), len(run.graph.layers), interventions=gates))
    assert [(m.x, m.label) for m in interventions(run, "step", QColor("red"))] == [(20, "skip1 off"), (22, "skip1 on")]
    assert [m.x for m in interventions(run, "time", QColor("red"))] == pytest.approx([2.1, 2.3])


def test_the_last_finite_point_of_a_diverged_run():
    run = history(loss=np.array([2.0, 9.0, 400.0, np.nan]))
    assert divergence(run, run.loss, "step") is None
    assert divergence(diverged(run), run.loss, "step") == (2.0, 400.0)


def test_a_run_that_diverged_at_once_has_no_point():
    run = diverged(history(loss=np.array([np.nan])))
    assert divergence(run, run.loss, "step") is None
