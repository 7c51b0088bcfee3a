"""Softmax before cross-entropy: told from the graph."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest
import torch
from torch.nn import functional

from explorer.graph.model import Call, NetworkGraph
from explorer.verdicts.double_softmax import last_call, lowest_loss
from tests.verdicts.found import double_softmax
from tests.verdicts.runs_by_hand import GRAPH, make_run

judge = double_softmax.judge


def ending(*types: str) -> NetworkGraph:
    """The graph made by hand with these calls between the classifier and the output."""
    calls = dict(GRAPH.calls)
    output = calls.pop("output")
    ends = {f"end{i}": Call(f"end{i}", name.lower(), name, "", (10,)) for i, name in enumerate(types)}
    calls |= ends | {"output": output}
    dag = GRAPH.dag.copy()
    dag.remove_node("output")
    nx.add_path(dag, ("head", *ends, "output"))
    return replace(GRAPH, calls=calls, dag=dag)


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((), False),
        (("Softmax",), True),
        (("softmax",), True),
        (("Sigmoid",), True),
        (("Softmax", "Flatten"), True),
        (("Softmax", "Identity"), True),
        (("LogSoftmax",), False),
        (("log_softmax",), False),
        (("ReLU",), False),
        (("Softmax", "ReLU"), False),
    ],
)
def test_what_the_network_ends_in(ends: tuple[str, ...], said: bool) -> None:
    found = judge(make_run(graph=ending(*ends)), None)
    assert (found is not None) == said
    if found is not None:
        assert "the loss cannot fall below 1.461 (10 classes)" in found.sentence


def test_the_lowest_loss_is_that_of_the_best_answer() -> None:
    for classes in (2, 10, 1000):
        best = torch.nn.functional.one_hot(torch.tensor([1]), classes).double()
        assert lowest_loss(classes) == pytest.approx(functional.cross_entropy(best, torch.tensor([1])).item())


def test_several_outputs_have_no_last_call() -> None:
    graph = ending()
    graph.dag.add_edge("conv3", "output")
    assert last_call(graph) is None
