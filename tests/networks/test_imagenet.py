from __future__ import annotations

import pytest
import torch
from torch import nn
from torchvision import models

from explorer.networks.families.imagenet import IMAGENET_PLAIN, IMAGENET_RESNET
from explorer.networks.making import make
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build, describe

B = {18: 11_689_512, 34: 21_797_672, 50: 25_557_032, 101: 44_549_160, 152: 60_192_808}  # torchvision's
BLOCKS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
WIDTHS = (64, 128, 256, 512)


def projections(depth: int) -> list[int]:
    """Parameters of shortcut C's projection (1×1 convolution, γ, β) of every block, from the paper's table 1;
    those of B are the ones where the width changes."""
    expansion = 1 if depth < 50 else 4
    outputs = [expansion * width for width, blocks in zip(WIDTHS, BLOCKS[depth], strict=True) for _ in range(blocks)]
    return [a * b + 2 * b for a, b in zip([64, *outputs], outputs, strict=False)]


def changing(depth: int) -> int:
    """Parameters of the projections of shortcut B."""
    return sum(count for count in projections(depth) if int(count**0.5) ** 2 + 2 * int(count**0.5) != count)


def spec(name: str, shortcut: str = "B", **settings) -> NetworkSpec:
    return NetworkSpec(
        **{"name": name, "shortcut": shortcut, "input_shape": (3, 224, 224), "classes": 1000, **settings}
    )


def on_meta(name: str, shortcut: str) -> nn.Module:
    with torch.device("meta"):
        return make(spec(name, shortcut))


def count(name: str, shortcut: str) -> int:
    return sum(p.numel() for p in on_meta(name, shortcut).parameters())


def test_depths_are_those_of_the_paper() -> None:
    assert IMAGENET_PLAIN.depths == (18, 34)
    assert IMAGENET_RESNET.depths == (18, 34, 50, 101, 152)


@pytest.mark.parametrize("depth", B)
def test_parameters_with_each_shortcut(depth: int) -> None:
    name = f"imagenet-resnet-{depth}"
    without = B[depth] - changing(depth)
    assert count(name, "B") == B[depth]
    assert count(name, "A") == without
    assert count(name, "C") == without + sum(projections(depth))


@pytest.mark.parametrize("depth", [18, 34])
@pytest.mark.parametrize("shortcut", ["A", "B", "C"])
def test_the_plain_network_is_the_residual_one_without_its_shortcuts(depth: int, shortcut: str) -> None:
    graph = describe(spec(f"imagenet-plain-{depth}", shortcut))
    assert graph.parameters == B[depth] - changing(depth)
    assert len(graph.skips) == sum(BLOCKS[depth])
    assert not graph.enabled


@pytest.mark.parametrize(("depth", "published"), [(18, 1.814), (34, 3.664), (50, 4.089), (101, 7.801), (152, 11.514)])
def test_multiply_adds_are_torchvisions(depth: int, published: float) -> None:
    assert describe(spec(f"imagenet-resnet-{depth}")).multiply_adds == pytest.approx(published * 1e9, abs=6e5)


def test_the_papers_multiply_adds_can_be_read() -> None:
    """3.6 ×10⁹ for ResNet-34 with zero-padding, next to VGG-19's 19.6 ×10⁹."""
    resnet = describe(spec("imagenet-resnet-34", "A")).multiply_adds
    assert round(resnet / 1e9, 1) == 3.6
    assert round(describe(spec("vgg19")).multiply_adds / 1e9, 1) == 19.6


@pytest.mark.parametrize(
    ("shortcut", "kinds"),
    [("A", ["identity", "zero-padding"]), ("B", ["identity", "projection"]), ("C", ["projection"])],
)
def test_skips_are_of_the_shortcuts_kind(shortcut: str, kinds: list[str]) -> None:
    assert sorted({skip.kind for skip in describe(spec("imagenet-resnet-50", shortcut)).skips}) == kinds


@pytest.mark.parametrize("depth", [18, 50])
def test_shared_layers_have_torchvisions_paths_whatever_the_shortcut(depth: int) -> None:
    with torch.device("meta"):
        theirs = {name: p.shape for name, p in models.get_model(f"resnet{depth}").named_parameters()}
    main = {name for name in theirs if "downsample" not in name}
    for shortcut in "ABC":
        ours = {name: p.shape for name, p in on_meta(f"imagenet-resnet-{depth}", shortcut).named_parameters()}
        assert {name: ours[name] for name in main} == {name: theirs[name] for name in main}
        assert {name for name in ours if "downsample" not in name} == main


def test_plain_and_residual_start_from_the_same_weights() -> None:
    small = {"input_shape": (3, 32, 32), "classes": 10, "stem": "small"}
    plain = dict(build(spec("imagenet-plain-18", "A", **small), 3).module.named_parameters())
    residual = dict(build(spec("imagenet-resnet-18", "A", **small), 3).module.named_parameters())
    assert plain.keys() == residual.keys()
    assert all(torch.equal(plain[name], residual[name]) for name in plain)


def test_zero_gamma_silences_the_last_norm_of_every_block() -> None:
    small = {"input_shape": (3, 32, 32), "classes": 10, "stem": "small", "zero_gamma": True}
    for depth, last in ((18, "bn2"), (50, "bn3")):
        module = build(spec(f"imagenet-resnet-{depth}", **small), 0).module
        silent = {name for name, p in module.named_parameters() if name.endswith("weight") and not p.any()}
        assert silent == {name for name, _ in module.named_parameters() if name.endswith(f".{last}.weight")}
