"""Skips of torchvision's networks against their published block counts, and of small networks written for it."""

from __future__ import annotations

import copy
from collections import Counter

import pytest
import torch
import torchvision
from torch import Tensor, nn
from torch.nn import functional

from explorer.tracing.gates import gated
from explorer.tracing.trace import nodes_for, trace

DENSE = {"densenet121": (6, 12, 24, 16)}
PUBLISHED = {
    # sums around blocks: all but the first of each stage keep their shape (mobilenet, efficientnet, mnasnet)
    "mobilenet_v2": {"identity": 1 + 2 + 3 + 2 + 2},
    "efficientnet_b0": {"identity": 1 + 1 + 2 + 2 + 3},
    "vit_b_32": {"identity": 2 * 12},
    "swin_t": {"identity": 2 * (2 + 2 + 6 + 2)},
    "convnext_tiny": {"identity": 3 + 3 + 9 + 3},
    "shufflenet_v2_x0_5": {"concatenation": 3 + 7 + 3},
    "inception_v3": {"concatenation": 2},  # its two grid reductions
    "squeezenet1_0": {},
    **{name: {"concatenation": sum(n * (n + 1) // 2 for n in layers)} for name, layers in DENSE.items()},
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_torchvisions_networks_have_the_skips_of_their_papers(name: str) -> None:
    with torch.device("meta"):
        settings = {"init_weights": False} if name == "inception_v3" else {}
        module = torchvision.models.get_model(name, **settings)
    size = 299 if name == "inception_v3" else 224
    graph = trace(module, name, (3, size, size)).graph
    assert Counter(skip.kind for skip in graph.skips) == PUBLISHED[name]
    assert graph.parameters == sum(p.numel() for p in module.parameters())
    published = torchvision.models.get_model_weights(name).DEFAULT.meta["_ops"]
    if name != "inception_v3":  # published without its auxiliary head
        assert graph.multiply_adds / 1e9 == pytest.approx(published, abs=5.1e-4)


def conv(inputs: int, outputs: int) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, 3, padding=1)


class UNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.down, self.deep, self.last = conv(3, 4), conv(4, 8), conv(8, 4)
        self.norm, self.up, self.head = nn.BatchNorm2d(4), nn.ConvTranspose2d(8, 4, 2, 2), nn.Linear(4, 5)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.relu(self.norm(self.down(x)))
        up = self.up(self.deep(functional.max_pool2d(x, 2)))
        return self.head(functional.relu(self.last(torch.cat([x, up], 1)), inplace=True).mean((2, 3)))


class Sums(nn.Module):
    """Sums of three, modules called twice, in place."""

    def __init__(self) -> None:
        super().__init__()
        self.stem, self.a, self.b, self.c, self.head = conv(3, 4), conv(4, 4), conv(4, 4), conv(4, 4), nn.Linear(4, 5)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        y = functional.relu_(sum([self.b(torch.relu(self.a(x))), self.c(x), x]))
        return self.head((y + self.b(self.a(y))).mean((2, 3)))


class Attention(nn.Module):
    """Written with functions, other constants in training; a dictionary comes out."""

    def __init__(self) -> None:
        super().__init__()
        self.patch, self.qkv = nn.Conv2d(3, 8, 4, 4), nn.Parameter(torch.randn(24, 8))
        self.norm, self.head = nn.LayerNorm(8), nn.Linear(8, 5)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> dict[str, Tensor]:
        x = self.patch(x).flatten(2).transpose(1, 2)
        if mask is not None:
            x = x * mask
        q, k, v = functional.linear(self.norm(x), self.qkv).chunk(3, -1)
        x = x + functional.scaled_dot_product_attention(q, k, v, dropout_p=0.3 if self.training else 0.0)
        return {"aux": x[:, 0], "out": self.head(functional.dropout(x, 0.2, self.training).mean(1))}


SMALL = {
    UNet: [("concatenation", "relu", "relu")],
    Sums: [("projection", "stem", "c"), ("identity", "stem", "stem"), ("identity", "relu_", "relu_")],
    Attention: [("identity", "transpose", "transpose")],
}


def scores(output: object) -> Tensor:
    output = output["out"] if isinstance(output, dict) else output
    first = output[0] if isinstance(output, tuple) else output
    assert isinstance(first, Tensor)
    return first


@pytest.mark.parametrize("kind", SMALL, ids=lambda kind: kind.__name__)
def test_skips_of_every_style_are_found_and_gated(kind: type[nn.Module]) -> None:
    x = torch.randn(2, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        module = kind()
        for on in (True, False):
            found = trace(copy.deepcopy(module).to("meta"), kind.__name__, (3, 8, 8))
            graph = found.graph if on else found.graph.with_enabled(frozenset())
            assert [(s.kind, s.fork, s.operand) for s in graph.skips] == SMALL[kind]
            twin = copy.deepcopy(module)
            rewritten, _gates = gated(twin, nodes_for(twin, found), graph)
            assert sum(p.numel() for p in rewritten.parameters()) == graph.parameters
            for mode in (False, True):  # training moves the running statistics
                torch.manual_seed(1)
                mine = scores(rewritten.train(mode)(x))
                torch.manual_seed(1)
                theirs = scores(copy.deepcopy(module).train(mode)(x))
                assert torch.equal(mine, theirs) == on
