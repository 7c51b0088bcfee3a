"""Planned moves of gates in a network: which skips, which steps, and what is left out."""

from __future__ import annotations

import pytest

from explorer.registry import SpecError
from explorer.runs.gate_script import parse
from explorer.runs.spec import NetworkSpec
from explorer.tracing import Network, build
from explorer.training.planned_gates import PlannedGates

STEPS = 20


@pytest.fixture(scope="module")
def network() -> Network:
    """Three skips; skip2, the second stage's projection, is off before step 0."""
    spec = NetworkSpec(name="resnet-8", width=2, shortcut="B", skips=("skip1", "skip3"), input_shape=(1, 8, 8))
    return build(spec, 0)


@pytest.fixture(autouse=True)
def as_it_began(network: Network) -> None:
    for skip in network.junctions:
        network.set_gate(skip, 1.0)


def moved(network: Network, *texts: str, steps: int) -> list[dict[str, float]]:
    """The gates in each step."""
    planned, found = PlannedGates([parse(text) for text in texts], network, STEPS), []
    for step in range(steps):
        for skip, gate in planned.at(step):
            network.set_gate(skip, gate)
        found.append({skip: junction.gate for skip, junction in network.junctions.items()})
    return found


def test_a_move_acts_from_its_step_on(network: Network) -> None:
    gates = moved(network, "1: skip1 = 0.25", "2: stage 3 = 0", steps=4)
    assert [g["skip1"] for g in gates] == [1.0, 0.25, 0.25, 0.25]
    assert [g["skip3"] for g in gates] == [1.0, 1.0, 0.0, 0.0]


def test_a_ramp_moves_in_equal_parts_and_arrives_without_rounding(network: Network) -> None:
    gates = moved(network, "1-3: skip1 = 0.1", steps=5)
    assert [g["skip1"] for g in gates] == pytest.approx([1.0, 0.7, 0.4, 0.1, 0.1])
    assert gates[3]["skip1"] == 0.1


def test_the_last_of_two_moves_of_one_step_counts(network: Network) -> None:
    assert moved(network, "0: all = 0", "0: skip1 = 0.5", steps=1) == [{"skip1": 0.5, "skip3": 0.0}]


def test_a_move_of_all_leaves_out_what_cannot_move_and_says_so(network: Network) -> None:
    planned = PlannedGates([parse("5: all = 0.5"), parse("7: skip1 = 0")], network, STEPS)
    assert [skip for skip, _ in planned.at(5)] == ["skip1", "skip3"]
    assert planned.notes == (
        "The intervention “5: all = 0.5” leaves out skip2: off before step 0, so the projection has no weights.",
    )
    assert [planned.begins(step) for step in (4, 5, 6, 7)] == [False, True, False, True]


def test_a_move_behind_the_end_is_told(network: Network) -> None:
    planned = PlannedGates(
        [parse("19: skip1 = 0"), parse("20: skip1 = 1"), parse("10-20: skip3 = 0.5")], network, STEPS
    )
    assert planned.notes == (
        "The intervention “20: skip1 = 1.0” never begins: the run ends after step 19.",
        "The intervention “10-20: skip3 = 0.5” does not reach its gate: the run ends after step 19.",
    )


@pytest.mark.parametrize("text", ["5: stage 2 = 1", "5: skip2 = 1", "5: skip9 = 1", "5: stage 9 = 1"])
def test_what_cannot_move_is_refused(text: str, network: Network) -> None:
    with pytest.raises(SpecError, match="allowed"):
        PlannedGates([parse(text)], network, STEPS)
