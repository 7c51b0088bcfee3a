"""What every registered network keeps to with real arithmetic; at its own input: test_own_shape.py.

On small images with the small stem where there is one: one network of each design (families of one description are
sizes of one design), and both depths of families with depths. Of a design with more than 30 million parameters, or more
than 2 · 10⁹ multiply-adds at that size, only the pass with all skips on is real.

Tests are sorted by network, so that each is traced once.

Marked `thorough`: middle depths; torchvision's designs but two, of which `make test` only proves that the graph
computes what the module does.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from explorer.choices.family import resolve
from explorer.networks import making
from explorer.networks.families.torchvision_models import TORCHVISION
from explorer.random_state import seeded
from explorer.runs.spec import NetworkSpec
from explorer.tracing import Network, build
from explorer.tracing.copies import Copies
from explorer.tracing.faithful import network_of
from explorer.tracing.network import read
from explorer.tracing.proof import FEW_PASSES, PASSES, difference
from tests.networks.members import DEEPER, REAL, gates, heads_of, kinds_of, marked, running_parameters

CLASSES, IMAGES = 10, 4
MOST_PARAMETERS, MOST_MULTIPLY_ADDS = 30_000_000, 2_000_000_000
CHEAP = 20_000_000  # multiply-adds: up to here all passes of the proof
DRAWS = 8  # passes in which stochastic depth must have let every layer run


@pytest.fixture(autouse=True)
def let_go(request: pytest.FixtureRequest) -> Iterator[None]:
    """A network with its gradients is a cycle; of large ones several would wait for the collector: 0.5 GB."""
    yield
    name = request.node.callspec.params["name"]
    if name.startswith("imagenet") or name in LARGE:
        gc.collect()


LARGE = ("alexnet", "vgg11", "vgg11_bn", "wide_resnet50_2", "inception_v3", "vit_b_16", "maxvit_t")
SMALL = [name for name in REAL if name not in LARGE]
THEIRS = {family.name for family in TORCHVISION} - {"resnet18", "mobilenet_v2"}


def small_spec(name: str, **settings) -> NetworkSpec:
    """The network as it takes small images."""
    family, _ = resolve(name)
    side = max(16, family.smallest)
    stem = "small" if "stem" in family.options else "own"
    return NetworkSpec(
        **{
            "name": name,
            "input_shape": (3, side, side),
            "classes": CLASSES,
            "stem": stem,
            **family.defaults,
            **settings,
        }
    )


def affordable(network: Network) -> bool:
    return network.graph.parameters <= MOST_PARAMETERS and network.graph.multiply_adds <= MOST_MULTIPLY_ADDS


def made(name: str, **settings) -> Network:
    """With every parameter that starts at zero (a silent head, a closed gate) moved, or it would hide layers."""
    network = build(small_spec(name, **settings), 0)
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for parameter in network.module.parameters():
            if not parameter.any():
                parameter.normal_(std=0.1, generator=generator)
    return network


def scores(network: Network, images: Tensor) -> Tensor:
    """One forward pass, its dropout drawn from a fixed seed."""
    torch.manual_seed(0)
    return heads_of(network.module(images))[0]


def total(output: Tensor | tuple[Tensor | None, ...]) -> Tensor:
    """A loss that hears every class score, auxiliary heads' too."""
    return torch.stack([functional.cross_entropy(head, torch.arange(len(head)) % 2) for head in heads_of(output)]).sum()


def silent(network: Network, images: Tensor) -> list[str]:
    """The layers that no gradient reaches."""
    layers = dict(zip(network.graph.layers, network.layer_weights(), strict=True))
    for seed in range(DRAWS):
        torch.manual_seed(seed)
        total(network.module(images)).backward()
        assert all(weight.grad is None or weight.grad.isfinite().all() for weight in layers.values())
        left = [call for call, weight in layers.items() if weight.grad is None or not weight.grad.any()]
        if not left:
            break
    return left


def images_for(name: str) -> Tensor:
    count = 2 if name in LARGE else IMAGES
    return torch.randn(count, *small_spec(name).input_shape, generator=torch.Generator().manual_seed(0))


# ── every design, with real arithmetic ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", marked(REAL, THEIRS | DEEPER), scope="module")
def test_gradients_reach_every_layer_and_each_kind_of_skip_acts(name: str) -> None:
    """With all skips on; then with all of one kind moved to 0, and back to where they were."""
    network, images = made(name, skips="on"), images_for(name)
    before = scores(network, images).detach()
    assert before.shape == (len(images), CLASSES)
    assert before.isfinite().all()
    assert not silent(network, images)
    for kind in kinds_of(network) if affordable(network) else ():
        with torch.no_grad(), gates(network, kind):
            without = scores(network, images)
        assert without.isfinite().all()
        assert not torch.allclose(without, before), kind
    with torch.no_grad():
        assert torch.allclose(scores(network, images), before)


@pytest.mark.parametrize("name", marked(SMALL, THEIRS | DEEPER), scope="module")
def test_it_runs_forward_and_backward_with_all_skips_off(name: str) -> None:
    """Gradients need not arrive: without skips, stochastic depth and scaled branches silence all before them."""
    network, images = made(name, skips="off"), images_for(name)
    assert not network.graph.enabled
    assert network.graph.parameters == running_parameters(network)
    output = network.module(images)
    assert heads_of(output)[0].isfinite().all()
    total(output).backward()
    assert all(weight.grad is not None and weight.grad.isfinite().all() for weight in network.layer_weights())


@pytest.mark.parametrize("name", marked(SMALL, DEEPER), scope="module")
def test_with_all_gates_at_one_it_is_the_module_that_was_traced(name):
    spec = small_spec(name)
    with seeded(0):
        module = making.make(spec)
    found = read(spec)
    passes = PASSES if found.graph.multiply_adds < CHEAP else FEW_PASSES
    assert difference(Copies(module), lambda m: network_of(m, found), spec.input_shape, passes) is None
