"""Planned interventions as text, as data, and read back from a record."""

from __future__ import annotations

import json

import pytest

from explorer.registry import SpecError
from explorer.runs.gate_script import GateMove, moments, parse, replayed, told
from explorer.runs.snapshot import Intervention
from explorer.runs.spec import RunSpec, TrainingSpec
from explorer.runs.spec_digest import spec_digest

MOVES = {
    "150: stage 2 = 0": GateMove(first=150, skips="stage 2", gate=0.0),
    " 150 - 300 :all=0.5": GateMove(first=150, last=300, skips="all", gate=0.5),
    "0: skip1 , skip4 = 1": GateMove(first=0, skips="skip1,skip4", gate=1.0),
    "7:stage   12 = 1e-3": GateMove(first=7, skips="stage 12", gate=0.001),
}


@pytest.mark.parametrize(("text", "move"), MOVES.items())
def test_a_text_is_read_and_written(text: str, move: GateMove) -> None:
    assert parse(text) == move
    assert parse(str(move)) == move


NONE = ("", "150", "150: all", "all = 0", "-1: all = 0", "5: = 0", "5: all = on", "5: all = nan", "5: all = 1.1",
        "5-5: all = 0", "5-3: all = 0", "5: stage 0 = 1", "5: a b = 1", "9" * 5000 + ": all = 0")  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(SpecError, match="allowed"):
        parse(text)


def test_they_are_part_of_a_runs_settings_and_of_what_it_is_found_by() -> None:
    spec = RunSpec(training=TrainingSpec(interventions=tuple(MOVES.values())))
    assert RunSpec.from_dict(json.loads(json.dumps(spec.to_dict()))) == spec
    assert spec_digest(spec) != spec_digest(RunSpec())
    older = RunSpec().to_dict()
    del older["training"]["interventions"]  # a run of an older version
    assert spec_digest(RunSpec.from_dict(older)) == spec_digest(RunSpec())


def test_a_record_is_a_plan() -> None:
    record = [Intervention(3, "skip1", 0.1), Intervention(3, "skip2", 0.1), Intervention(3, "skip3", 1 / 3),
              Intervention(9, "skip1", 1.0)]  # fmt: skip
    plan = replayed(record)
    assert list(map(str, plan)) == ["3: skip1,skip2 = 0.1", "3: skip3 = 0.3333333333333333", "9: skip1 = 1.0"]
    assert [parse(str(move)) for move in plan] == list(plan), "to the bit, as text too"


def test_a_ramp_is_one_moment() -> None:
    ramp = [Intervention(step, skip, step / 10, planned=True) for step in (3, 4, 5) for skip in ("skip1", "skip2")]
    by_hand = [Intervention(6, "skip1", 0.0), Intervention(7, "skip1", 1.0)]
    found = moments([*ramp, *by_hand])
    assert [(m.step, m.last, m.until) for m in found] == [(3, 5, " by step 5"), (6, 6, ""), (7, 7, "")]
    assert [i.gate for i in found[0].moved] == [0.5, 0.5]


def test_how_many_are_planned_is_told() -> None:
    assert [told(tuple(MOVES.values())[:n]) for n in (0, 1, 2)] == [
        "", "1 intervention", "2 interventions",
    ]  # fmt: skip
