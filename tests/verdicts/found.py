"""Findings as tests look at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Finding
from explorer.verdicts.judging import applying
from tests.verdicts.runs_by_hand import CHANCE_LOSS, make_run


@dataclass(frozen=True)
class Member:
    """One verdict, asked as the program asks it: together with all others, to which it may give way."""

    name: str

    def judge(self, run: RunHistory, twin: RunHistory | None = None) -> Finding | None:
        found = [finding for finding in applying(run, () if twin is None else (twin,)) if finding.verdict == self.name]
        assert len(found) <= 1
        return found[0] if found else None


cannot_tell = Member("cannot-tell")
dead_relus = Member("dead-relus")
degradation = Member("degradation")
diverged = Member("diverged")
double_softmax = Member("double-softmax")
exploding = Member("exploding")
false_vanishing = Member("false-vanishing")
forward_collapse = Member("forward-collapse")
healthy = Member("healthy")
lr_too_high = Member("lr-too-high")
lr_too_low = Member("lr-too-low")
overfitting = Member("overfitting")
unfinished = Member("unfinished")
vanishing = Member("vanishing")


def given(found: Finding | None) -> Finding:
    assert found is not None
    return found


def spans(found: Finding) -> list[tuple[str, tuple[int, int], tuple[int, ...]]]:
    return [(evidence.measure, evidence.steps, evidence.layers) for evidence in found.evidence]


def at_chance(norms: Any, **changes: Any) -> RunHistory:
    readings = {"gradient-norm": norms, **changes.pop("readings", {})}
    return make_run(CHANCE_LOSS, accuracy=0.1, readings=readings, **changes)
