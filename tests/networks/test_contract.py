"""What every registered network keeps to, in two sets of passes.

On the meta device, at its own input: one network of each design, of families with depths the smallest and a middle
one. With real arithmetic, on small images with the small stem where there is one: one network of each design (families
of one description are sizes of one design), and both depths of families with depths. Of a design with more than 30
million parameters, or more than 2 · 10⁹ multiply-adds at that size, only the pass with all skips on is real.

Marked `thorough`: on the meta device every family; with real arithmetic torchvision's designs but two, of which
`make test` only proves that the graph computes what the module does.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager

import pytest
import torch
from _pytest.mark import ParameterSet
from torch import Tensor
from torch.nn import functional

from explorer.choices.family import FAMILIES, Family, resolve
from explorer.networks import making
from explorer.networks.families.torchvision_models import TORCHVISION
from explorer.random_state import seeded
from explorer.runs.spec import NetworkSpec
from explorer.tracing import Network, build
from explorer.tracing.copies import Copies
from explorer.tracing.faithful import network_of
from explorer.tracing.meta_twin import on_meta
from explorer.tracing.proof import FEW_PASSES, PASSES, difference
from explorer.tracing.trace import trace

CLASSES, IMAGES = 10, 4
MIDDLE = 56  # layers: the middle depth is that of the depths up to this one
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


def members(family: Family) -> list[str]:
    if not family.depths:
        return [family.name]
    shallow = [depth for depth in family.depths if depth <= MIDDLE] or family.depths[:1]
    return [f"{family.name}-{depth}" for depth in sorted({shallow[0], shallow[len(shallow) // 2]})]


def designs() -> Iterator[str]:
    known = set()
    for family in FAMILIES:
        if family.description not in known:
            yield from members(family)
        known.add(family.description)


EVERY = [name for family in FAMILIES for name in members(family)]
REAL = list(designs())
LARGE = ("alexnet", "vgg11", "vgg11_bn", "wide_resnet50_2", "inception_v3", "vit_b_16", "maxvit_t")
SMALL = [name for name in REAL if name not in LARGE]
THEIRS = {family.name for family in TORCHVISION} - {"resnet18", "mobilenet_v2"}
thorough = pytest.mark.thorough


def marked(names: list[str], also: Container[str]) -> list[str | ParameterSet]:
    """Names for parametrize, those in `also` run in a thorough run alone."""
    return [pytest.param(name, marks=thorough) if name in also else name for name in names]


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


def heads_of(output: Tensor | tuple[Tensor | None, ...]) -> list[Tensor]:
    """The network's class scores, then those of its auxiliary heads."""
    return [output] if isinstance(output, Tensor) else [head for head in output if head is not None]


def total(output: Tensor | tuple[Tensor | None, ...]) -> Tensor:
    """A loss that hears every class score, auxiliary heads' too."""
    return torch.stack([functional.cross_entropy(head, torch.arange(len(head)) % 2) for head in heads_of(output)]).sum()


def kinds_of(network: Network) -> list[str]:
    return sorted({skip.kind for skip in network.graph.skips})


@contextmanager
def gates(network: Network, kind: str) -> Iterator[None]:
    """Every skip of that kind off, and on again."""
    chosen = [skip.id for skip in network.graph.skips if skip.kind == kind]
    for gate in (0, 1):
        for skip in chosen:
            network.set_gate(skip, gate)
        if gate == 0:
            yield


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


def running_parameters(network: Network) -> int:
    return sum(parameter.numel() for parameter in network.module.parameters())


# ── every network, on the meta device ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", marked(EVERY, set(EVERY) - set(REAL)))
def test_it_runs_forward_and_backward_at_its_own_shape(name: str, own_network: Callable[[str], Network]) -> None:
    network, family = own_network(name), resolve(name)[0]
    graph = network.graph
    assert (graph.input_shape, graph.classes) == (family.shape, family.classes)
    assert set(graph.enabled) == set(graph.skip)
    assert graph.parameters == running_parameters(network)
    images = torch.empty(2, *family.shape, device="meta")
    heads = heads_of(network.module(images))
    assert all(head.shape == (2, family.classes) for head in heads)
    sum(head.sum() for head in heads).backward()
    assert all(weight.grad is not None for weight in network.layer_weights())
    for kind in kinds_of(network) if name in REAL else ():
        with gates(network, kind):
            assert heads_of(network.module(images))[0].shape == (2, family.classes)


# ── every design, with real arithmetic ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", marked(REAL, THEIRS))
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


@pytest.mark.parametrize("name", marked(SMALL, THEIRS))
def test_it_runs_forward_and_backward_with_all_skips_off(name: str) -> None:
    """Gradients need not arrive: without skips, stochastic depth and scaled branches silence all before them."""
    network, images = made(name, skips="off"), images_for(name)
    assert not network.graph.enabled
    assert network.graph.parameters == running_parameters(network)
    output = network.module(images)
    assert heads_of(output)[0].isfinite().all()
    total(output).backward()
    assert all(weight.grad is not None and weight.grad.isfinite().all() for weight in network.layer_weights())


@pytest.mark.parametrize("name", SMALL)
def test_with_all_gates_at_one_it_is_the_module_that_was_traced(name):
    spec = small_spec(name)
    with seeded(0):
        module = making.make(spec)
    found = trace(on_meta(module), name, spec.input_shape)
    passes = PASSES if found.graph.multiply_adds < CHEAP else FEW_PASSES
    assert difference(Copies(module), lambda m: network_of(m, found), spec.input_shape, passes) is None
