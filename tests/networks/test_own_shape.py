"""Every registered network at its own input, on the meta device: it runs, and has the counts and skips of its source.

One network of each design, of families with depths the smallest; the others and middle depths are marked `thorough`.
Each is built once for all tests of this file, which pytest sorts by network, and let go before the next: together they
take 0.4 GB.
"""

from __future__ import annotations

from collections import Counter

import pytest
import torch
from torch import nn
from torchvision import models

from explorer.choices.family import FAMILIES, resolve
from explorer.graph.model import Call
from explorer.networks.families.torchvision_models import TORCHVISION
from explorer.networks.making import make
from explorer.runs.spec import NetworkSpec
from explorer.tracing import Network, build
from tests.networks.members import DEEPER, EVERY, REAL, gates, heads_of, kinds_of, marked, running_parameters
from tests.networks.torchvision_skips import counter

THEIRS = [family.name for family in TORCHVISION]
NAMES = [*THEIRS, *(name for name in EVERY if name not in THEIRS)]  # one order for all tests: see above
FURTHER = set(NAMES) - set(REAL) | DEEPER
AUXILIARY = {"googlenet-auxiliary": 13_004_888, "inception_v3-plain": 23_834_568}  # parameters
every = pytest.mark.parametrize("name", marked(NAMES, FURTHER), scope="module")
theirs = pytest.mark.parametrize("name", marked(THEIRS, FURTHER), scope="module")


def spec_of(name: str) -> NetworkSpec:
    family, _ = resolve(name)
    settings = {**family.defaults, "init": "own"}  # nothing draws weights of a rule on the meta device
    return NetworkSpec(name=name, skips="on", input_shape=family.shape, classes=family.classes, **settings)


@pytest.fixture(scope="module")
def network(name: str) -> Network:
    with torch.device("meta"):
        return build(spec_of(name), 0)


def weights_at(name: str, side: int) -> dict:
    """The metadata of the weights measured at that size."""
    entries = [w for w in models.get_model_weights(name) if w.transforms.keywords["crop_size"] == side]
    assert entries, f"no weights of {name} were measured at {side}"
    return entries[0].meta


def published(call: Call) -> int:
    """A call's multiply-adds as torchvision measured them: in evaluation mode, so Inception's auxiliary head did not
    run."""
    return 0 if "AuxLogits" in call.path else call.multiply_adds


def module_of(name: str) -> nn.Module:
    with torch.device("meta"):
        return make(spec_of(name))


@every
def test_it_runs_forward_and_backward(name: str, network: Network) -> None:
    """In training mode with all skips on, but for batch norm, whose statistics take most of the time and change no
    shape; in evaluation mode with those of each kind off."""
    family, graph = resolve(name)[0], network.graph
    assert (graph.input_shape, graph.classes) == (family.shape, family.classes)
    assert set(graph.enabled) == set(graph.skip)
    assert graph.parameters == running_parameters(network)
    images = torch.empty(2, *family.shape, device="meta")
    network.module.train()
    for part in network.module.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.eval()
    heads = heads_of(network.module(images))
    assert all(head.shape == (2, family.classes) for head in heads)
    sum(head.sum() for head in heads).backward()
    assert all(weight.grad is not None for weight in network.layer_weights())
    for kind in kinds_of(network) if name in REAL else ():
        with gates(network, kind), torch.no_grad():
            assert heads_of(network.module.eval()(images))[0].shape == (2, family.classes)


@theirs
def test_counts_are_the_published_ones(name: str, network: Network) -> None:
    """Multiply-adds within 0.1 %, or the rounding of the three decimals that torchvision gives. With and without
    auxiliary heads there are networks of which torchvision publishes nothing."""
    graph = network.graph
    if name in AUXILIARY:
        assert graph.parameters == AUXILIARY[name]
        return
    meta = weights_at(name, FAMILIES[name].shape[1])
    assert graph.parameters == meta["num_params"]
    assert sum(map(published, graph.calls.values())) == pytest.approx(meta["_ops"] * 1e9, rel=1e-3, abs=6e5)


@theirs
def test_the_skips_are_those_of_torchvisions_own_blocks(name: str, network: Network) -> None:
    assert Counter(skip.kind for skip in network.graph.skips) == +counter(name)(module_of(name))
