"""RepVGG: three branches side by side, which the analysis folds into one 3×3 convolution per block."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from explorer.analyses.analysis_registry import ANALYSES, carry_out
from explorer.analyses.evaluation import Tally
from explorer.analyses.folding import blocks_of, fold
from explorer.analyses.subject import Subject
from explorer.networks import making
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.tracing import Network, build, describe

SPEC = NetworkSpec(name="repvgg-8", width=4, input_shape=(1, 8, 8))
BLOCKS = [f"stage{stage}.{block}" for stage in (1, 2, 3) for block in (0, 1)]


def images() -> Tensor:
    return torch.rand(6, 1, 8, 8, generator=torch.Generator().manual_seed(0), dtype=torch.float64)


def trained() -> Network:
    """As after training: norms with statistics, and no parameter at its initial value."""
    network, generator = build(SPEC, 0), torch.Generator().manual_seed(1)
    with torch.no_grad():
        for name, value in network.module.state_dict().items():
            if value.is_floating_point():
                drawn = torch.rand(value.shape, generator=generator)
                value.copy_(0.5 + drawn if name.endswith("running_var") else value + 0.3 * (drawn - 0.4))
    return network


def scaled(norm: nn.Module) -> tuple[Tensor, Tensor]:
    """A norm with fixed statistics as scale and shift (equation 3 of the paper)."""
    part = {name: value.detach().double() for name, value in norm.state_dict().items()}
    scale = part["weight"] / (part["running_var"] + 1e-5).sqrt()
    return scale, part["bias"] - part["running_mean"] * scale


def kernel_of(block: nn.Module) -> tuple[Tensor, Tensor]:
    """One 3×3 kernel and its bias, by section 3.3: the 1×1 kernel and the identity at the middle of a 3×3 one."""
    part = dict(block.named_modules())
    (scale, bias), (small, shift) = scaled(part["large.norm"]), scaled(part["small.norm"])
    kernel = part["large.conv"].weight.detach().double() * scale.reshape(-1, 1, 1, 1)
    kernel[:, :, 1:2, 1:2] += part["small.conv"].weight.detach().double() * small.reshape(-1, 1, 1, 1)
    bias = bias + shift
    if "same.0" in part:
        own, rest = scaled(part["same.0"])
        kernel[:, :, 1, 1] += torch.diag(own)
        bias = bias + rest
    return kernel, bias


@pytest.mark.parametrize("n", [1, 2, 6])
def test_its_layers_parameters_and_skips(n: int) -> None:
    """A 3×3 and a 1×1 convolution with a norm each, and a norm where the shape stays."""
    graph = describe(NetworkSpec(name=f"repvgg-{3 * n + 2}"))
    shapes = [(16, 16)] * n + [(16, 32)] + [(32, 32)] * (n - 1) + [(32, 64)] + [(64, 64)] * (n - 1)
    blocks = sum(10 * a * b + 4 * b + (2 * a if a == b else 0) for a, b in shapes)
    assert graph.parameters == 27 * 16 + 2 * 16 + blocks + 650
    assert graph.weighted_layers == 3 * n + 2
    assert [skip.kind for skip in graph.skips] == ["identity"] * (3 * n - 2)


def test_the_paper_s_fold_is_what_the_network_and_the_analysis_compute() -> None:
    """One kernel per block written out from the paper, against the network's own code and the folded network."""
    network = trained()
    eager = making.make(SPEC)
    eager.load_state_dict(network.module.state_dict())
    eager.double().eval()
    x = eager.relu(eager.stem(images()))
    with torch.no_grad():
        for name in BLOCKS:
            kernel, bias = kernel_of(eager.get_submodule(name))
            stride = 2 if name in ("stage2.0", "stage3.0") else 1
            x = functional.conv2d(x, kernel, bias, stride=stride, padding=1).relu()
        expected = eager.head(x.mean((2, 3)))
        torch.testing.assert_close(eager(images()), expected, rtol=1e-11, atol=1e-12)
    assert expected.std(0).min() > 1e-3, "scores that do not depend on the image show nothing"
    blocks = blocks_of(network)
    work = fold(network, blocks, Tally(len(blocks)))
    try:
        while True:
            next(work)
    except StopIteration as end:
        found = end.value
    chains = [carried.chain for carried in (*found.chains.values(), *found.parallel.values())]
    assert [[tuple(layer.weight.shape[2:]) for layer in chain] for chain in chains] == [[(3, 3)]] * len(BLOCKS)
    with torch.no_grad():
        torch.testing.assert_close(found.module(images()), expected, rtol=1e-11, atol=1e-12)


def test_the_analysis_says_so() -> None:
    subject = Subject(RunSpec(network=SPEC, training=TrainingSpec(device="cpu")))
    first, second, third = carry_out(ANALYSES["fold"], subject, {"images": 20}, lambda share: None).sentences
    assert first.startswith("repvgg-8 at initialization: 4 of its 4 blocks are one 3×3 convolution each. ")
    assert second.startswith("2 more additions are folded that have no skip")
    shapes = [(4, 4), (4, 4), (4, 8), (8, 8), (8, 16), (16, 16)]
    parameters = 9 * 4 + 2 * 4 + sum(9 * a * b + b for a, b in shapes) + 170
    assert f"has {parameters:,} parameters" in third


@pytest.mark.parametrize("skips", ["on", "off"])
def test_it_computes_the_paper_s_block(skips: str) -> None:
    """Training mode: each branch with its own norm of the batch; a skip that is off leaves both convolutions."""
    module = build(NetworkSpec(name="repvgg-8", width=4, input_shape=(1, 8, 8), skips=skips), seed=3).module.double()
    x = functional.batch_norm(module.stem.conv(images()), None, None, training=True).relu()
    for name in BLOCKS:
        block = module.get_submodule(name)
        parts = [block.get_submodule("large.conv")(x), block.get_submodule("small.conv")(x)]
        if skips == "on" and name not in ("stage2.0", "stage3.0"):
            parts.append(x)
        normed = [functional.batch_norm(part, None, None, training=True) for part in parts]
        x = torch.stack(normed).sum(0).relu()
    torch.testing.assert_close(module(images()), module.head(x.mean((2, 3))), rtol=1e-9, atol=1e-9)
