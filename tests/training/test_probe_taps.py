"""Where a probe listens: behind the right norm and activation function, at forks that stand for themselves."""

from __future__ import annotations

import pytest

from explorer.runs.spec import NetworkSpec
from explorer.tracing import build, describe
from explorer.training.probe_taps import activation_of, response_of, taps_of

SHAPE = {"width": 4, "input_shape": (1, 8, 8)}


def terms(name: str, **settings: object) -> list[tuple[str, str, str | None]]:
    """Of each layer: its path, the path of its response and the term of its activation."""
    graph = describe(NetworkSpec(name=name, **SHAPE, **settings))
    found = []
    for layer in graph.layers:
        activation = activation_of(graph, layer)
        response = graph.calls[response_of(graph, layer)]
        found.append((graph.calls[layer].op, response.op, activation and graph.calls[activation].op))
    return found


def test_behind_batch_norm_before_relu_and_addition():
    assert terms("resnet-8") == [("conv", "norm", "relu")] * 7 + [("linear", "linear", None)]
    assert terms("plain-8", norm="none") == [("conv", "conv", "relu")] * 7 + [("linear", "linear", None)]


def test_of_a_pre_activation_block_the_norm_behind_the_addition_is_the_next_block_s():
    stem, first, second, *_ = terms("preact-8")
    assert first == ("conv", "norm", "relu")
    assert second == ("conv", "conv", "relu")
    assert stem[1] == "conv" or stem == ("conv", "norm", "relu")


def test_the_two_convolutions_of_a_block_have_activations_of_their_own():
    graph = describe(NetworkSpec(name="resnet-8", **SHAPE))
    activations = [activation_of(graph, layer) for layer in graph.layers]
    assert len(set(activations[:-1])) == 7


@pytest.mark.parametrize("skips", ["on", "off", ("skip1",), ("skip2",)])
@pytest.mark.parametrize(
    ("name", "shortcut"),
    [("resnet-14", "A"), ("resnet-14", "C"), ("preact-14", "A"), ("preact-14", "C"), ("highway-8", "A")],
)
def test_every_skip_that_is_on_has_a_fork_with_both_branches_and_a_meeting(name, shortcut, skips):
    network = build(NetworkSpec(name=name, shortcut=shortcut, skips=skips, **SHAPE), 0)
    taps, graph = taps_of(network), network.graph
    forks = {fork.column: fork for found in taps.forks.values() for fork in found}
    met = {meeting.column for found in taps.before.values() for meeting in found}
    for column, skip in enumerate(graph.skips):
        assert forks[column].residual, skip.id
        if skip.enabled:
            assert forks[column].shortcut, skip.id
            assert column in met
        assert not forks[column].residual & forks[column].shortcut
