"""Which runs are twins of which, and which are offered."""

from dataclasses import replace

import pytest

from explorer.choices.family import FAMILIES, resolve
from explorer.runs.depth_twins import is_twin, skips_on
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.verdicts.twins import Twins, is_longer_twin, is_rate_twin, is_residual_twin, longer, shallower, shorter
from tests.verdicts.runs_by_hand import GRAPH

DEEP = RunSpec(network=NetworkSpec(name="plain-56", width=8), training=TrainingSpec(seed=3))


def _network(**changes: object) -> RunSpec:
    return replace(DEEP, network=replace(DEEP.network, **{"name": "plain-20", **changes}))


def _training(**changes: object) -> RunSpec:
    return replace(_network(), training=replace(DEEP.training, **changes))


@pytest.mark.parametrize(
    "same",
    [
        _network(),
        _network(name="plain-8"),
        _network(skips="off"),
        _network(name="resnet-20", skips="off"),
        _training(device="cpu"),
        _training(probe_every=7),
    ],
)
def test_only_depth_differs(same: RunSpec):
    assert is_twin(DEEP, same)
    assert not is_twin(same, DEEP)


@pytest.mark.parametrize(
    "other",
    [
        DEEP,
        _network(name="plain-110"),
        _network(name="resnet-20"),
        _network(skips="on"),
        _network(skips=("skip1",)),
        _network(norm="none"),
        _network(width=16),
        _network(init="pytorch"),
        _network(name="vgg-stack-20"),
        _network(source="net.py"),
        _training(lr=0.01),
        _training(epochs=16),
        _training(seed=4),
        _training(momentum=0.5),
    ],
)
def test_more_than_depth_differs(other: RunSpec):
    assert not is_twin(DEEP, other)


def test_momentum_does_not_count_under_adam():
    adam = replace(DEEP, training=replace(DEEP.training, optimizer="adam"))
    twin = shallower(adam)
    assert twin is not None
    assert is_twin(adam, replace(twin, training=replace(twin.training, momentum=0.1)))


@pytest.mark.parametrize("family", [f for f in FAMILIES if len(f.depths) > 1], ids=lambda f: f.name)
def test_what_is_offered_exists_and_is_a_twin(family):
    deep = replace(DEEP, network=replace(DEEP.network, name=f"{family.name}-{family.depths[-1]}"))
    twin = shallower(deep)
    if twin is not None:
        resolve(twin.network.name)
        assert is_twin(deep, twin)
        assert shallower(twin) is None


@pytest.mark.parametrize(
    "changes", [{"name": "plain-20"}, {"name": "vgg16"}, {"skips": ("skip1",)}, {"source": "n.py"}]
)
def test_none_to_offer(changes: dict[str, object]):
    assert shallower(replace(DEEP, network=replace(DEEP.network, **changes))) is None


def test_the_families_own_skips():
    for family in FAMILIES:
        name = f"{family.name}-{family.depths[0]}" if family.depths else family.name
        assert skips_on(NetworkSpec(name=name)) == family.skips_on, name


@pytest.mark.parametrize(
    ("name", "changes", "residual"),
    [
        ("resnet-56", {}, True),
        ("resnet-56", {"skips": "on"}, True),
        ("plain-56", {"skips": "on"}, True),
        ("plain-56", {}, False),
        ("resnet-56", {"skips": "off"}, False),
        ("resnet-56", {"skips": ("skip1",)}, False),
        ("resnet-50", {}, False),
        ("resnet-56", {"norm": "none"}, False),
        ("preact-56", {}, False),
        ("resnet-56", {"source": "net.py"}, False),
    ],
)
def test_the_residual_twin_has_its_skips_on_and_nothing_else(name: str, changes: dict[str, object], residual: bool):
    other = _network(name=name, **changes)
    assert is_residual_twin(DEEP, other) == residual
    assert not is_residual_twin(other, DEEP)
    assert not is_residual_twin(DEEP, replace(other, training=replace(other.training, lr=0.01)))


@pytest.mark.parametrize("family", ["imagenet-plain", "imagenet-resnet"])
def test_of_the_papers_imagenet_networks_18_layers_are_compared_with_34(family: str):
    deep = RunSpec(network=NetworkSpec(name=f"{family}-34", skips="off", input_shape=(3, 224, 224)))
    lower = shallower(deep)
    assert lower is not None
    assert lower.network.name == f"{family}-18"


def test_rate_twins_differ_in_the_learning_rate_alone():
    run, other = _training(), _training(lr=0.01)
    assert is_rate_twin(run, other)
    assert is_rate_twin(run, _training(lr=0.01, device="cpu", probe_every=7))
    assert not is_rate_twin(run, run)
    assert not is_rate_twin(run, _training(lr=0.01, seed=4))
    assert not is_rate_twin(run, replace(other, network=replace(other.network, width=16)))


def test_longer_twins_have_more_epochs_and_nothing_else():
    run = _training(epochs=10)
    assert is_longer_twin(run, _training(epochs=11))
    assert not is_longer_twin(run, _training(epochs=9))
    assert not is_longer_twin(run, _training(epochs=11, lr=0.01))


def test_what_is_offered_is_a_twin_and_is_not_offered_again():
    run = _training(epochs=10)
    for ask in (Twins.to_faster, Twins.to_slower, Twins.to_longer):
        offer = ask(Twins(run))
        assert offer is not None
        done = RunHistory("twin", offer.spec, GRAPH, 25)
        assert not Twins(run, [done]).known, "it is not complete yet"
        done.finish(Outcome("completed", 0, 0.0))
        assert Twins(run, [done]).known
        assert ask(Twins(run, [done])) is None
    assert [ask(Twins(run)).text for ask in (Twins.to_faster, Twins.to_slower, Twins.to_longer)] == [
        "learning rate 1", "learning rate 0.01", "40 epochs",
    ]  # fmt: skip


def test_rates_beyond_what_is_allowed_and_runs_that_end_by_steps_are_not_offered():
    assert Twins(_training(lr=500.0)).to_faster() is None
    assert Twins(_training(max_steps=10)).to_longer() is None
    assert Twins(_training(lr=0.0007)).to_faster().spec.training.lr == 0.007


def test_the_run_of_which_one_is_the_longer_twin():
    run = _training(epochs=15)
    assert shorter(longer(run)) == run
    assert shorter(_training(epochs=14)) is None
