"""Settings are checked where they enter, whoever wrote them."""

import json
import math
from dataclasses import replace

import pytest

from explorer.choices.optimizer import OPTIMIZERS
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec


@pytest.mark.parametrize("skips", ["default", "on", "off", ("skip1", "skip4")])
def test_a_spec_survives_json(skips):
    spec = RunSpec(network=NetworkSpec(skips=skips, input_shape=(1, 8, 8)), training=TrainingSpec(lr=3e-5))
    assert RunSpec.from_dict(json.loads(json.dumps(spec.to_dict()))) == spec


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("epochs", 0, "epochs is 0; allowed: at least 1 and at most 100000."),
        ("epochs", 10**400, "allowed: at least 1 and at most 100000."),
        ("lr", 0.0, "learning rate is 0; allowed: above 0 and at most 1000."),
        ("lr", math.nan, "learning rate is nan; allowed: above 0"),
        ("momentum", 1.0, "momentum is 1; allowed: at least 0 and at most 0.9999."),
        ("optimizer", "lion", "optimizer is 'lion'; allowed: sgd, adam, adamw."),
    ],
)
def test_a_value_outside_its_range_is_refused_in_words(setting, value, told):
    with pytest.raises(SpecError) as refused:
        replace(TrainingSpec(), **{setting: value})
    assert told in str(refused.value)


@pytest.mark.parametrize("skips", [[["skip1"]], [4], "some"])
def test_stored_skips_that_are_no_ids_are_refused_in_words(skips):
    with pytest.raises(SpecError, match="allowed: default, on, off"):
        RunSpec.from_dict({"network": {"skips": skips}})


def test_a_setting_of_a_newer_version_is_refused_by_name():
    with pytest.raises(SpecError, match=r"unknown setting ema, mixup; allowed: dataset, augment, epochs"):
        RunSpec.from_dict({"training": {"mixup": 0.2, "ema": 0.9}})


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"network": []},
        {"network": {"width": 1.5}},
        {"network": {"width": True}},
        {"network": {"name": 7}},
        {"network": {"source": None}},
        {"network": {"input_shape": 3}},
        {"network": {"input_shape": [3, "a", 4]}},
        {"training": {"epochs": 1.5}},
        {"training": {"lr": "0.1"}},
        {"training": {"lr": 10**400}},
        {"training": {"dataset": ["digits"]}},
        {"training": None},
    ],
)
def test_a_value_of_another_type_is_refused_in_words(data):
    with pytest.raises(SpecError, match="allowed"):
        RunSpec.from_dict(data)


def test_the_smallest_and_largest_seed() -> None:
    for seed in (0, 2**31 - 1):
        assert TrainingSpec(seed=seed).seed == seed
    for seed in (-1, 2**31):
        with pytest.raises(SpecError, match="seed"):
            TrainingSpec(seed=seed)


def test_probes_come_by_their_cost_unless_said_otherwise() -> None:
    assert TrainingSpec().probe_every == 0


@pytest.mark.parametrize(
    ("kind", "setting", "low", "high"),
    [
        (NetworkSpec, "width", 1, 1024),
        (NetworkSpec, "classes", 2, 100_000),
        (TrainingSpec, "epochs", 1, 100_000),
        (TrainingSpec, "batch_size", 2, 65_536),
        (TrainingSpec, "warmup", 0, 10_000_000),
        (TrainingSpec, "seed", 0, 2**31 - 1),
        (TrainingSpec, "probe_every", 0, 1_000_000),
        (TrainingSpec, "sharpness_every", 0, 1_000_000),
    ],
)
def test_whole_numbers_at_the_ends_of_their_ranges(kind, setting, low, high):
    for allowed in (low, high):
        assert getattr(kind(**{setting: allowed}), setting) == allowed
    for refused in (low - 1, high + 1):
        with pytest.raises(SpecError, match=f"at least {low:g} and at most {high:g}".replace("+", r"\+")):
            kind(**{setting: refused})


@pytest.mark.parametrize(("setting", "high"), [("lr", 1000.0), ("momentum", 0.9999), ("weight_decay", 100.0)])
def test_rates_at_the_ends_of_their_ranges(setting, high):
    TrainingSpec(**{setting: high})
    TrainingSpec(**{setting: 1e-12})
    for refused in (high * 1.001, -1e-12):
        with pytest.raises(SpecError):
            TrainingSpec(**{setting: refused})


@pytest.mark.parametrize("shape", [(3, 32), (3, 32, 32, 1), (0, 32, 32), (3, 32, 0)])
def test_an_input_is_channels_height_and_width(shape):
    NetworkSpec(input_shape=(1, 1, 1))
    with pytest.raises(SpecError, match="channels x height x width"):
        NetworkSpec(input_shape=shape)


def test_what_is_not_given_is_as_the_readme_says():
    """`--dataset digits --epochs 15 --batch-size 64 --optimizer sgd --lr 0.1 --momentum 0.9 --weight-decay 1e-4`."""
    t, n = TrainingSpec(), NetworkSpec()
    given = (t.dataset, t.epochs, t.batch_size, t.optimizer, t.lr, t.momentum, t.weight_decay)
    assert given == ("digits", 15, 64, "sgd", 0.1, 0.9, 1e-4)
    assert (t.augment, t.schedule, t.warmup, t.seed, t.device) == ("none", "constant", 0, 0, "auto")
    assert (n.input_shape, n.classes) == ((3, 32, 32), 10), "CIFAR-10"
    assert {optimizer.name: optimizer.lr for optimizer in OPTIMIZERS} == {"sgd": 0.1, "adam": 1e-3, "adamw": 1e-3}
