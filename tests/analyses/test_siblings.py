"""A network in another state or size."""

from __future__ import annotations

import pytest
import torch

from explorer.analyses.siblings import as_asked, depths, fresh
from explorer.runs.spec import NetworkSpec


def test_depths_of_a_family_have_its_own_among_them() -> None:
    found = depths(NetworkSpec(name="plain-14", width=4))
    assert list(found) == [8, 14, 20, 32, 44, 56, 110]
    assert found[56] == NetworkSpec(name="plain-56", width=4)


@pytest.mark.parametrize(
    "spec",
    [
        NetworkSpec(name="resnet18"),
        NetworkSpec(name="resnet-8", skips=("skip1",)),
        NetworkSpec(name="Net", source="n.py"),
    ],
)
def test_some_have_but_one_depth(spec: NetworkSpec) -> None:
    assert not set(depths(spec)) - {0}


def test_fresh_is_drawn_from_its_seed(subject_of) -> None:
    subject = subject_of(trained=True)
    weights = [fresh(subject, subject.spec.network, seed).layer_weights()[0] for seed in (0, 0, 1)]
    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])


@pytest.mark.parametrize(
    ("trained", "begun", "state"),
    [(True, False, "as trained"), (True, True, "at initialization"), (False, False, "at initialization")],
)
def test_as_asked(subject_of, trained: bool, begun: bool, state: str) -> None:
    subject = subject_of(trained=trained)
    network, named = as_asked(subject, {"begun": begun})
    assert named == state
    start = fresh(subject, subject.spec.network, 0).layer_weights()[0]
    assert torch.equal(network.layer_weights()[0], start) == (state == "at initialization")
