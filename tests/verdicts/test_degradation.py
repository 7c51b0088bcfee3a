"""Degradation: training errors of two depths, and no verdict without both."""

import pytest

from explorer.runs.history import RunHistory
from explorer.verdicts.judging import applying
from explorer.verdicts.twins import Twins
from tests.verdicts.found import degradation
from tests.verdicts.runs_by_hand import CHANCE_LOSS, falling, make_run, slope

judge = degradation.judge


SHALLOW = {"name": "plain-20"}


def test_the_deeper_one_is_worse_in_training():
    found = judge(make_run(falling(500, end=1.2)), make_run(network=SHALLOW))
    assert found is not None
    assert "plain-26" in found.sentence
    assert "plain-20" in found.sentence
    assert found.evidence[0].measure == "accuracy"


@pytest.mark.parametrize(
    "other",
    [
        None,
        {"network": {"name": "plain-32"}},
        {"network": SHALLOW, "training": {"lr": 0.01}},
        {"network": {"name": "resnet-20"}},
        {"network": {"name": "resnet-32"}},
        {"network": SHALLOW, "moved": (100,)},
    ],
)
def test_only_a_shallower_twin_can_tell(other: dict[str, object] | None):
    twin = None if other is None else make_run(**other)
    assert judge(make_run(falling(500, end=1.2)), twin) is None


def test_equally_good():
    assert judge(make_run(), make_run(network=SHALLOW)) is None


def test_a_deeper_one_that_is_merely_slower():
    slow, quick = falling(500, over=0.9), falling(500, over=0.6)
    assert judge(make_run(slow), make_run(quick, network=SHALLOW)) is None


def test_one_that_guesses_beside_a_twin_that_learns():
    finding = judge(make_run(CHANCE_LOSS, accuracy=0.1), make_run(falling(500), network=SHALLOW))
    assert finding is not None
    assert judge(make_run(CHANCE_LOSS, accuracy=0.1), make_run(CHANCE_LOSS, accuracy=0.1, network=SHALLOW)) is None


@pytest.mark.parametrize(("epochs", "told"), [(2, False), (3, True), (5, True), (9, True)])
def test_short_runs_are_compared_by_fewer_epochs(epochs: int, told: bool):
    steps = epochs * make_run().steps_per_epoch
    deep = make_run(CHANCE_LOSS, accuracy=0.3, steps=steps)
    shallow = make_run(falling(steps, end=0.1), accuracy=0.9, steps=steps, network=SHALLOW)
    assert (judge(deep, shallow) is not None) == told


def test_a_twin_that_has_hardly_begun():
    assert judge(make_run(falling(500, end=1.2)), make_run(falling(500)[:50], steps=50, network=SHALLOW)) is None


RESIDUAL = {"name": "resnet-26"}


def test_beside_the_residual_twin_alone_it_is_to_be_confirmed():
    found = judge(make_run(falling(500, end=1.2)), make_run(network=RESIDUAL))
    assert found is not None
    assert found.title == "Degradation, to be confirmed"
    assert (
        "Training error 46.9 % after 20 epochs (mean of the last 3), in the residual twin resnet-26 0.8 %"
        in found.sentence
    )
    assert found.offer is not None
    assert found.offer.spec.network.name == "plain-20", "the run that would decide"


@pytest.mark.parametrize(
    ("run", "twin"),
    [
        ({}, {}),  # it learns too
        ({"loss": falling(500, end=1.2)}, {"moved": (100,)}),
        ({"loss": falling(500, end=1.2), "moved": (100,)}, {}),
        ({"loss": falling(500, end=1.2), "network": {"name": "plain-20"}}, {"network": {"name": "resnet-20"}}),
        ({"loss": CHANCE_LOSS, "accuracy": 0.1, "readings": {"gradient-norm": slope(1e-9, 1e-2)}}, {}),  # it vanished
    ],
)
def test_what_the_residual_twin_cannot_tell(run: dict[str, object], twin: dict[str, object]):
    assert judge(make_run(**run), make_run(**{"network": RESIDUAL, **twin})) is None


def test_the_gap_is_eight_points():
    twin = make_run(accuracy=0.9, network=SHALLOW)
    assert judge(make_run(accuracy=0.815), twin) is not None
    assert judge(make_run(accuracy=0.825), twin) is None


@pytest.mark.parametrize(("long", "said"), [(0.84, True), (0.86, False)])
@pytest.mark.parametrize("deep", [0.6, 0.8])
def test_a_run_with_more_epochs_decides_whether_it_is_only_slower(long: float, said: bool, deep: float):
    shallow, longer = make_run(accuracy=0.9, network=SHALLOW), make_run(accuracy=long, training={"epochs": 80})
    run = make_run(falling(500, end=1.2), accuracy=deep)
    found = [f for f in applying(run, [shallow, longer]) if f.verdict == "degradation"]
    assert bool(found) == said
    if found:
        assert (
            "Even after 20 epochs plain-26 has 16.0 % training error, its shallower twin plain-20 10.0 % after 20"
            in (found[0].sentence)
        )


def test_a_longer_run_that_catches_up_is_compared_with_a_longer_twin():
    shallow, longer = make_run(accuracy=0.9, network=SHALLOW), make_run(accuracy=0.86, training={"epochs": 80})
    run, epochs = make_run(falling(500, end=1.2), accuracy=0.6), {"epochs": 80}

    def found(*twins: RunHistory) -> list[str]:
        return [f.verdict for f in applying(run, twins) if f.verdict == "degradation"]

    assert found(shallow) == ["degradation"]
    assert found(shallow, longer) == [], "whether it is worse in the long run is not known yet"
    offer = Twins(run.spec, [shallow, longer]).to_longer_shallower()
    assert offer is not None
    assert offer.text == "plain-20, 80 epochs"
    assert found(shallow, longer, make_run(accuracy=0.95, network=SHALLOW, training=epochs)) == ["degradation"]
    assert found(shallow, longer, make_run(accuracy=0.9, network=SHALLOW, training=epochs)) == []
    assert Twins(run.spec, [shallow, longer, make_run(network=SHALLOW, training=epochs)]).to_longer_shallower() is None
