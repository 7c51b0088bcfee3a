"""Where blocks end in each kind of network, and how their results become vectors."""

from __future__ import annotations

import pytest
import torch

from explorer.analyses.depth_points import MOST, block_ends, read, vectors
from explorer.analyses.evaluation import Tally
from explorer.analyses.subject import Subject
from tests.analyses.test_signals import by_hand


def ended(subject: Subject) -> list[str]:
    """The paths of the calls where blocks end."""
    graph = subject.network().graph
    return [graph.calls[call].path for call in block_ends(graph)]


@pytest.mark.parametrize("name", ["plain-8", "resnet-8"])
def test_a_block_ends_behind_the_activation_after_its_addition(subject_of, name: str) -> None:
    graph = subject_of(name).network().graph
    ends = block_ends(graph)
    assert [graph.calls[call].op for call in ends] == ["relu"] * 4
    assert ends[0] == graph.skips[0].fork


def test_transformers_end_a_block_at_every_addition(subject_of) -> None:
    """Pre-norm at the addition itself, post-norm behind the norm that follows it."""
    graph = subject_of("vit-2").network().graph
    ends = block_ends(graph)
    assert [graph.calls[call].op for call in ends] == ["add", "add", "add", "add", "norm"]
    assert ended(subject_of("vit-postnorm-2"))[1:] == [
        "blocks.0.first_norm", "blocks.0.second_norm", "blocks.1.first_norm", "blocks.1.second_norm"
    ]  # fmt: skip


def test_without_additions_every_layer_but_the_last_is_read(subject_of) -> None:
    graph = subject_of("vgg-stack-6").network().graph
    assert len(block_ends(graph)) == len(graph.main_path) - 1
    assert graph.main_path[-1] not in block_ends(graph)


@pytest.mark.parametrize(("name", "gate"), [("plain-8", 0.0), ("resnet-8", 1.0)])
def test_what_is_read_agrees_with_a_pass_by_hand(subject_of, name: str, gate: float) -> None:
    network, (images, labels) = subject_of(name).network(), subject_of(name).test_batch(20)
    network.module.eval()
    calls = block_ends(network.graph)
    halves = [(images[:12], labels[:12]), (images[12:], labels[12:])]
    work = read(network, calls, halves, Tally(2))
    found = {}
    try:
        while True:
            next(work)
    except StopIteration as end:
        found = end.value
    expected = by_hand(network, images, gate)[:-1][::2]
    for call, signal in zip(calls, expected, strict=True):
        torch.testing.assert_close(torch.from_numpy(found[call]), signal.detach().flatten(1))


def test_a_shortcut_that_is_gone_hides_no_block(subject_of) -> None:
    """Pre-activation, projections off before step 0: the network that runs has no addition there."""
    network = subject_of("preact-8", shortcut="B", skips="off").network()
    images = subject_of("preact-8").test_batch(4)
    work = read(network, block_ends(network.graph), [images], Tally(1))
    next(work)
    with pytest.raises(StopIteration) as end:
        next(work)
    assert set(end.value.value) == set(block_ends(network.graph))


@pytest.mark.parametrize(
    ("shape", "features"),
    [((7,), 7), ((4096,), 4096), ((8, 8, 8), 512), ((16, 8, 8), 16 * 5 * 5), ((3, 32, 32), 3 * 13 * 13),
     ((2048, 7, 7), 2048), ((16, 16), 256), ((64, 16), 512), ((49, 768), 768), ((7, 7, 96), 96 * 4)],
)  # fmt: skip
def test_large_results_are_averaged(shape: tuple[int, ...], features: int) -> None:
    assert vectors(torch.zeros(2, *shape)).shape == (2, features)
    assert features <= MOST or features in shape


def test_the_mean_is_over_places_not_channels() -> None:
    channel = torch.arange(600.0)
    maps = channel.view(1, 600, 1, 1).expand(1, 600, 3, 3)
    assert torch.equal(vectors(maps)[0], channel)
    assert torch.equal(vectors(maps.movedim(1, -1))[0], channel)
    assert torch.equal(vectors(maps.flatten(2).movedim(1, -1))[0], channel)
    assert torch.equal(vectors(torch.arange(4.0).view(1, 1, 2, 2).expand(1, 600, 2, 2))[0], torch.full((600,), 1.5))
