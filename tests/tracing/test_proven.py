"""Every network that trains is, step for step, the module trained by a loop of PyTorch; every other is refused."""

from __future__ import annotations

import random
import warnings

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from explorer.tracing.copies import disturb
from explorer.tracing.faithful import network_of
from explorer.tracing.proven import proven
from explorer.tracing.python_state import Key, State
from explorer.tracing.trace_errors import TraceError
from tests.tracing import awkward

SHAPE = (1, 8, 8)


def seed(number: int) -> None:
    random.seed(number)
    np.random.seed(number)  # noqa: NPY002
    torch.manual_seed(number)


@pytest.fixture(autouse=True)
def _own_random_numbers() -> object:
    with torch.random.fork_rng(devices=[]), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch's own about old ways that the models use
        yield


def steps(module: nn.Module) -> list[Tensor]:
    """Losses and test scores of some steps of SGD, by hand; then every weight."""
    optimizer = torch.optim.SGD((p for p in module.parameters() if p.requires_grad), lr=0.05, momentum=0.9)
    found = []
    for number, count in enumerate((4, 3, 4)):
        seed(number)
        module.train()
        images = torch.randn(count, *SHAPE)
        output = module(images)
        scores = list(output.values())[-1] if isinstance(output, dict) else output
        scores = scores[0] if isinstance(scores, tuple) else scores
        loss = functional.cross_entropy(scores, torch.arange(count))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        found.append(loss.detach())
    module.eval()
    with torch.inference_mode():
        output = module(torch.randn(5, *SHAPE))
    scores = output["out"] if isinstance(output, dict) else output
    return [*found, scores[0] if isinstance(scores, tuple) else scores]


@pytest.mark.parametrize("name", awkward.TRAINS)
def test_what_is_trained_is_what_is_written(name: str) -> None:
    seed(0)
    module = awkward.TRAINS[name]()
    disturb(module)
    seed(1)
    state = {key: value.clone() for key, value in module.state_dict().items()}
    found = proven(module, name, SHAPE, awkward.TRAINS[name])
    assert all(torch.equal(value, state[key]) for key, value in module.state_dict().items()), "opening changes nothing"
    seed(0)
    twin = awkward.TRAINS[name]()
    twin.load_state_dict(state)
    network = network_of(twin, found)
    for mine, theirs in zip(steps(network), steps(module), strict=True):
        torch.testing.assert_close(mine, theirs, rtol=1e-4, atol=1e-6)
    for path, value in network.named_parameters():
        torch.testing.assert_close(value, module.get_parameter(path), rtol=1e-4, atol=1e-6)


@pytest.mark.logs  # torch.export warns of what it cannot read
@pytest.mark.parametrize("name", awkward.REFUSED)
def test_what_cannot_be_kept_is_refused_and_its_cause_named(name: str) -> None:
    make, words = awkward.REFUSED[name]
    with pytest.raises(TraceError) as caught:
        proven(make(), name, SHAPE, make)
    assert words in str(caught.value)


def test_there_are_enough_awkward_models() -> None:
    assert len(awkward.TRAINS) + len(awkward.REFUSED) >= 60


def test_what_is_only_kept_to_be_looked_at_costs_no_skip() -> None:
    found = proven(awkward.TRAINS["KeepsActivations"](), "net", SHAPE)
    assert [skip.kind for skip in found.graph.skips] == ["identity"]
    assert not found.kept.modules


def test_all_that_was_watched_is_known_of_the_last_way_to_read() -> None:
    found = proven(awkward.TRAINS["CountsBesideACheckpoint"](), "net", SHAPE)
    assert found.kept.writes_input
    assert {key.name for key in found.kept.state} == {"n"}
    assert {"warm", "again"} <= found.kept.modules


def test_state_is_put_back_even_after_an_error() -> None:
    module = awkward.CountsDeepInside()
    state, keys = State(module), [Key("attribute", "", "settings")]
    before = state.read(keys)

    def failing() -> None:
        with state.put_back(keys):
            module.count()
            assert state.read(keys) != before
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert state.read(keys) == before
