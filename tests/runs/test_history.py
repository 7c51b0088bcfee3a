"""What was measured at a step: then, or by the last probe before it."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.graph.model import NetworkGraph
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Outcome, Probe, Snapshot, merged
from explorer.runs.spec import RunSpec


def _snapshot(first: int, count: int, *probes: int) -> Snapshot:
    zeros = np.zeros(count, np.float32)
    norms = np.arange(first, first + count, dtype=np.float32)[:, None]
    taken = tuple(Probe(step, {"image-std": np.full(2, step + 0.5, np.float32)}, 4) for step in probes)
    return Snapshot(first, zeros, zeros, zeros, {"gradient-norm": norms}, probes=taken)


@pytest.fixture
def history(small_graph: NetworkGraph) -> RunHistory:
    """Ten steps, probed at 0, 4 and 7."""
    made = RunHistory("a", RunSpec(), small_graph, 24)
    made.append(_snapshot(0, 5, 0, 4))
    made.append(_snapshot(5, 5, 7))
    return made


def test_a_probe_is_held_until_the_next(history: RunHistory):
    assert history.held("image-std")[:, 0].tolist() == [0.5] * 4 + [4.5] * 3 + [7.5] * 3
    assert history.held("image-std", 3, 5)[:, 0].tolist() == [0.5, 4.5]
    assert history.held("image-std", 9, 50).shape == (1, 2)


def test_an_instrument_of_every_step_is_itself(history: RunHistory):
    assert np.shares_memory(history.held("gradient-norm"), history.readings("gradient-norm"))
    assert history.held("gradient-norm", 2, 4)[:, 0].tolist() == [2, 3]
    assert history.steps("gradient-norm").tolist() == list(range(10))
    assert history.steps("image-std").tolist() == [0, 4, 7]


@pytest.mark.parametrize(
    ("step", "expected"),
    [(None, 7.5), (-3, 0.5), (0, 0.5), (3, 0.5), (4, 4.5), (6, 4.5), (9, 7.5), (10, 7.5), (99, 7.5)],
)
def test_the_reading_of_a_step(history: RunHistory, step: int | None, expected: float):
    reading = history.reading("image-std", step)
    assert reading is not None
    assert reading[0] == expected


def test_nothing_yet(small_graph: NetworkGraph):
    empty = RunHistory("a", RunSpec(), small_graph, 24)
    assert empty.reading("image-std") is None
    assert empty.reading("gradient-norm", 3) is None
    assert len(empty.held("image-std")) == 0
    assert empty.probe is None


def test_instruments_without_probes_need_none(small_graph: NetworkGraph):
    history = RunHistory("a", RunSpec(), small_graph, 24)
    history.append(_snapshot(0, 5))
    assert history.instruments == ("gradient-norm",)
    assert len(history.probe_steps) == 0


def test_guessing_is_always_answering_the_commonest_class(small_graph: NetworkGraph):
    run = RunHistory("a", RunSpec(), small_graph, 24)
    assert run.majority == pytest.approx(1 / small_graph.classes)
    assert run.prior_loss == pytest.approx(np.log(small_graph.classes))
    shares = np.zeros(small_graph.classes, np.float32)
    shares[:3] = 0.5, 0.25, 0.25
    first = replace(_snapshot(0, 5), class_shares=shares)
    run.append(merged([first, _snapshot(5, 5)]))
    run.append(_snapshot(10, 5))
    assert run.majority == 0.5
    assert run.prior_loss == pytest.approx(1.5 * np.log(2)), "a class without images costs nothing"


def test_the_version_changes_with_every_change(history: RunHistory):
    seen = [history.version]
    history.append(_snapshot(10, 1))
    seen.append(history.version)
    history.finish(Outcome("completed", 11, 1.0))
    seen.append(history.version)
    assert len(set(seen)) == 3
