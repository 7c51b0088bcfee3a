"""What stands in the way of an analysis."""

from dataclasses import replace

import pytest

from explorer.desk.analyses_state import Job, obstacle
from explorer.desk.document import Document
from explorer.infos import AnalysisInfo
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Outcome

UNTRAINED = AnalysisInfo("x", "X", "?", "h", "l", "s", trained=False)
TRAINED = replace(UNTRAINED, trained=True)
SPEC = Document().a.spec


def run(small_graph, over):
    history = RunHistory("r", SPEC, small_graph, 4)
    if over:
        history.finish(Outcome("completed", 0, 0.0))
    return history


@pytest.mark.parametrize("weights", [False, True])
def test_what_asks_no_trained_network_can_always_be_asked(small_graph, weights):
    for history in (None, run(small_graph, False), run(small_graph, True)):
        assert obstacle(UNTRAINED, "A", SPEC, history, weights) == ""


def test_a_trained_network_is_needed_and_the_way_there_is_said(small_graph):
    assert "B is not trained yet. Train it" in obstacle(TRAINED, "B", SPEC, None, False)
    assert "is training. Wait until it finishes" in obstacle(TRAINED, "A", SPEC, run(small_graph, False), False)
    assert "weights" in obstacle(TRAINED, "A", SPEC, run(small_graph, True), False)
    assert obstacle(TRAINED, "A", SPEC, run(small_graph, True), True) == ""


def test_without_data_nothing_can_be_asked():
    spec = replace(SPEC, training=replace(SPEC.training, dataset="none"))
    assert "A has no data" in obstacle(UNTRAINED, "A", spec, None, False)


def test_an_order_says_how_far_it_is():
    job = Job(1, "x", "A", "r")
    assert job.words == "Waiting…"
    assert replace(job, fraction=0.374).words == "37 %"
    assert replace(job, fraction=0.5, canceling=True).words == "Canceling…"
