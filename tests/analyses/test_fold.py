"""Folded networks compute what the networks compute, without an addition, in the network's own code."""

from __future__ import annotations

from copy import deepcopy

import pytest
import torch
from torch import nn

from explorer.analyses import branches
from explorer.analyses.analysis_registry import ANALYSES, carry_out
from explorer.analyses.evaluation import Tally
from explorer.analyses.fold import compared
from explorer.analyses.folding import Folded, blocks_of, fold
from explorer.analyses.subject import Subject
from explorer.networks import making
from explorer.runs.analysis import AnalysisResult
from explorer.tracing import Network
from explorer.tracing.faithful import rewritten
from explorer.tracing.gates import Gate, Junction
from explorer.tracing.meta_twin import on_meta
from explorer.tracing.sums import sum_of
from explorer.tracing.trace import nodes_for, trace


def done(work):
    try:
        while True:
            next(work)
    except StopIteration as end:
        return end.value


def moved(subject: Subject) -> Network:
    """A network whose norms have statistics and whose parameters are none of their initial values."""
    network, generator = subject.network(), torch.Generator().manual_seed(0)
    with torch.no_grad():
        for name, value in (*network.module.named_parameters(), *network.module.named_buffers()):
            if value.is_floating_point():
                factor = torch.rand(value.shape, generator=generator)
                value.copy_(0.5 + factor if name.endswith("running_var") else value + 0.3 * (factor - 0.4))
    return network


class Nothing(nn.Module):
    """A shortcut that hands on nothing."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.zeros((), dtype=x.dtype)


def folded(network: Network) -> Folded:
    blocks = blocks_of(network)
    return done(fold(network, blocks, Tally(len(blocks))))


FOLDABLE = [
    ("resnet-8", {}),
    ("resnet-8", {"shortcut": "B", "zero_gamma": True}),
    ("resnet-8", {"shortcut": "C", "branch_scale": True, "norm": "none"}),
    ("resnet-8", {"activation": "gelu"}),
    ("resnet-8", {"activation": "leaky-relu", "slope": 0.3}),
    ("plain-8", {"activation": "tanh"}),
    ("preact-8", {}),
    ("preact-8", {"shortcut": "B", "activation": "silu"}),
    ("resnet-bottleneck-11", {}),
    ("rezero-8", {}),
    ("stochastic-8", {}),
]


@pytest.mark.parametrize(("name", "settings"), FOLDABLE)
def test_scores_are_those_of_the_networks_own_code(subject_of, name: str, settings: dict) -> None:
    subject = subject_of(name, **settings)
    network = moved(subject)
    eager = making.make(subject.spec.network)
    eager.load_state_dict(network.module.state_dict())
    eager.double().eval()
    if name.startswith("plain"):
        for skip in network.graph.skips:  # the twin's code adds: its blocks without their shortcuts
            block = eager.get_submodule(network.graph.calls[skip.residual[0]].path.rpartition(".first")[0])
            block.shortcut = Nothing()
    images = subject.test_batch(8)[0].double()
    found = folded(network)
    with torch.no_grad():
        expected, scores = eager(images), found.module(images)
    torch.testing.assert_close(scores, expected, rtol=1e-11, atol=1e-12)
    assert not found.reasons
    assert expected.std(0).min() > 1e-3, "scores that do not depend on the image show nothing"
    assert not any(isinstance(part, Junction | Gate) for part in found.module.modules())
    assert not any(sum_of(node) for node in found.module.graph.nodes)
    chains = [part for id, chain in found.chains.items() for part in chain.chain]
    assert {type(part) for part in chains} - {nn.Conv2d} == {type(chains[1])}


@pytest.mark.parametrize(
    ("name", "settings", "extra"),
    [("resnet-8", {}, [4, 4, 8]), ("preact-8", {}, [4, 8, 16]), ("preact-8", {"shortcut": "B"}, [4, 4, 8]),
     ("resnet-8", {"activation": "gelu"}, [8, 8, 16]), ("plain-8", {}, [0, 0, 0]),
     ("resnet-8", {"skips": ("skip2",)}, [0, 4, 0])],
)  # fmt: skip
def test_the_channels_are_those_of_the_input_once_or_twice(subject_of, name: str, settings: dict, extra: list) -> None:
    """Twice where the input may be negative: behind an addition without an activation function, and behind GELU."""
    found = folded(subject_of(name, **settings).network())
    assert [chain.extra for chain in found.chains.values()] == extra


class RepVGG(nn.Module):
    """Ding et al. 2021: a 3×3 convolution, a 1×1 one and the identity, each with its norm; then an average-pooled
    shortcut, which is none of these."""

    def __init__(self) -> None:
        super().__init__()
        self.stem, self.head = nn.Conv2d(1, 4, 3, padding=1), nn.Linear(4, 3)
        self.large, self.small = nn.Conv2d(4, 4, 3, padding=1, bias=False), nn.Conv2d(4, 4, 1, bias=False)
        self.norms = nn.ModuleList(nn.BatchNorm2d(4) for _ in range(3))
        self.branch, self.pool = nn.Conv2d(4, 4, 3, padding=1, stride=2), nn.AvgPool2d(2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.stem(x)
        first, second, third = self.norms
        x = (second(self.small(x)) + first(self.large(x)) + third(x)).relu()
        x = (self.branch(x) + self.pool(x)).relu()
        return self.head(x.mean((2, 3)))


def test_the_paper_s_own_block_is_one_convolution() -> None:
    module = RepVGG()
    found = trace(on_meta(module), "RepVGG", (1, 8, 8))
    eager = deepcopy(module)
    inside, gates = rewritten(module, nodes_for(module, found), found.graph)
    network = Network(inside.train(), found.graph, gates)
    with torch.no_grad():
        for part in (inside, eager):
            generator = torch.Generator().manual_seed(0)
            for name, buffer in part.named_buffers():
                if buffer.is_floating_point():
                    buffer.copy_(0.5 + torch.rand(buffer.shape, generator=generator))
                    assert "running" in name
    result = folded(network)
    ((chain,), (reason,)) = result.chains.values(), result.reasons.values()
    assert [type(part) for part in chain.chain] == [nn.Conv2d]
    assert (chain.chain[0].weight.shape, chain.extra) == ((4, 4, 3, 3), 0)
    assert reason == "the shortcut is more than a 1×1 convolution"
    images = torch.rand(5, 1, 8, 8, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    with torch.no_grad():
        torch.testing.assert_close(result.module(images), eager.double().eval()(images), rtol=1e-12, atol=1e-12)


def test_a_gate_between_scales_what_is_carried(subject_of) -> None:
    subject = subject_of("resnet-8")
    network = moved(subject)
    for skip in network.junctions:
        network.set_gate(skip, 0.37)
    images = subject.test_batch(8)[0].double()
    found = folded(network)
    with torch.no_grad():
        torch.testing.assert_close(found.module(images), network.module(images), rtol=1e-11, atol=1e-12)


LOST = (
    "X begins the branch and takes the mean of its input away, which the sum has from the skip alone: no chain "
    "behind it, however wide, computes the sum"
)


@pytest.mark.parametrize(
    ("name", "settings", "reason"),
    [("resnet-8", {"activation": "tanh"}, "Tanh does not let the input pass unchanged"),
     ("resnet-8", {"norm": "group"}, "GroupNorm is not linear in each image's channels"),
     ("highway-8", {}, "the branches meet in more than a sum"),
     ("preact-8", {"norm": "layer", "skips": "off"}, "GroupNorm is not linear in each image's channels"),
     ("vit-2", {"activation": "gelu"}, LOST.replace("X", "LayerNorm"))],
)  # fmt: skip
def test_what_is_no_plain_chain_stays_and_why(subject_of, name: str, settings: dict, reason: str) -> None:
    found = folded(subject_of(name, **settings).network())
    assert not found.chains
    assert set(found.reasons.values()) == {reason}
    (told,) = asked(subject_of(name, **settings)).sentences
    assert f"Not folded: {len(found.reasons)} blocks from" in told
    assert reason in told


def test_what_a_norm_before_the_branch_loses_is_in_the_sum(subject_of) -> None:
    """The proof behind the reason: x and x + 1 are the same to the branch, and to the sum they are not."""
    block = moved(subject_of("vit-2", activation="gelu")).module.double().eval().get_submodule("blocks.0")
    tokens = torch.randn(2, 16, 4, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    torch.testing.assert_close(block.first_norm(tokens + 1), block.first_norm(tokens), rtol=1e-12, atol=1e-12)


def test_an_mlp_of_tokens_carries_them_in_pairs_and_attention_stays(subject_of) -> None:
    """With norms behind the additions: gelu(x) − gelu(−x) = x, in twice as many more channels as a token has."""
    subject = subject_of("vit-postnorm-2", activation="gelu")
    network = moved(subject)
    eager = making.make(subject.spec.network)
    eager.load_state_dict(network.module.state_dict())
    found = folded(network)
    images = subject.test_batch(8)[0].double()
    with torch.no_grad():
        expected, scores = eager.double().eval()(images), found.module(images)
    torch.testing.assert_close(scores, expected, rtol=1e-11, atol=1e-12)
    assert expected.std(0).min() > 1e-3, "scores that do not depend on the image show nothing"
    assert list(found.chains) == ["skip2", "skip4"]
    for chain in found.chains.values():
        first, _, last = chain.chain
        assert (first.weight.shape, last.weight.shape, chain.extra) == ((16 + 8, 4), (4, 16 + 8), 8)
    assert set(found.reasons) == {"skip1", "skip3"}
    assert "no further head hands a token on unchanged" in found.reasons["skip1"]
    told = asked(subject).sentences[0]
    assert "2 of its 4 blocks are plain chains of linear layers with 8 more channels" in told


def test_blocks_are_built_while_their_weights_have_room(subject_of, monkeypatch: pytest.MonkeyPatch) -> None:
    """With two convolutions, each with more channels in and out: 1,152, 2,160 and 8,640 weights at most."""
    monkeypatch.setattr(branches, "WEIGHTS", 5000)
    found = folded(subject_of("resnet-8").network())
    assert list(found.chains) == ["skip1", "skip2"]
    assert found.reasons == {"skip3": "the plain form has too many weights to be built beside the others"}


def asked(subject: Subject) -> AnalysisResult:
    return carry_out(ANALYSES["fold"], subject, {"images": 20}, lambda share: None)


def test_it_tells_what_it_found(subject_of) -> None:
    result = asked(subject_of("resnet-8", trained=True))
    bars, lines = result.figures
    assert bars.values.tolist() == [4, 4, 8]
    assert bars.skips == ("skip1", "skip2", "skip3")
    double, single = (series.y for series in lines.series)
    assert 0 < double.max() < 1e-14
    assert 1e-9 < single.max() < 1e-5
    first, second = result.sentences
    assert first.startswith("resnet-8 as trained: 3 of its 3 blocks are plain chains of convolutions with 4 to 8 more")
    assert "all 20 get the same class" in first
    assert "instead of 4,934" in second
    none = asked(subject_of("vgg-stack-6"))
    assert (none.figures, len(none.sentences)) == ((), 1)


def test_a_difference_is_seen(subject_of) -> None:
    """A chain that is not the block is told by its size, in both number formats."""
    subject = subject_of("resnet-8")
    network = moved(subject)
    found = folded(network)
    with torch.no_grad():
        found.chains["skip2"].chain[0].weight.mul_(1.01)
    both = done(compared(network, found, subject.test_batch(20)[0], Tally(4)))
    for difference in both:
        assert difference.blocks[1] > 1e-3
        assert max(difference.blocks[0], difference.blocks[2]) < 1e-5
        assert difference.scores > 1e-4
