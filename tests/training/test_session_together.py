"""Runs that are trained together: each as it would be alone but for rounding, whoever else is there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer.registry import SpecError
from explorer.runs.snapshot import Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train
from explorer.training.session_together import SessionTogether, Together


def spec(seed: int, together: int = 2, **training: object) -> RunSpec:
    given = {"batch_size": 200, "max_steps": 6, "lr": 0.02, "device": "cpu", **training}
    return RunSpec(
        network=NetworkSpec(name="resnet-8", width=2),
        training=TrainingSpec(seed=seed, together=together, **given),
    )


def trained(sessions: list[SessionTogether]) -> list[list[Snapshot]]:
    together = Together(sessions)
    found: list[list[Snapshot]] = [[] for _ in sessions]
    while any(session.outcome is None for session in sessions):
        together.begin()
        for session, taken in zip(sessions, found, strict=True):
            if session.outcome is None and (snapshot := session.advance(lambda waiting: True)) is not None:
                taken.append(snapshot)
    return found


def alone(run: RunSpec) -> list[Snapshot]:
    session = Session(run)
    return [snapshot for snapshot in train(session, lambda waiting: True) if snapshot is not None]


def test_each_run_is_as_alone_but_for_rounding() -> None:
    sessions = [SessionTogether(spec(seed)) for seed in (0, 1)]
    for seed, found in enumerate(trained(sessions)):
        wanted = alone(spec(seed, together=1))
        assert len(found) == len(wanted) == 6
        for ours, theirs in zip(found, wanted, strict=True):
            np.testing.assert_allclose(ours.loss, theirs.loss, rtol=1e-4)
            for name, readings in theirs.layers.items():
                np.testing.assert_allclose(ours.layers[name], readings, rtol=2e-2, err_msg=name)
        assert sessions[seed].outcome is not None
        assert sessions[seed].outcome.status == "completed"
        assert sessions[seed].seconds > 0


def test_a_run_that_diverges_leaves_the_others_as_they_are() -> None:
    def broken(step: int) -> list[SessionTogether]:
        return [SessionTogether(spec(0)), SessionTogether(spec(1))]

    whole, cut = broken(6), broken(2)
    want = trained(whole)[0]
    together = Together(cut)
    found = []
    for step in range(6):
        together.begin()
        for place, session in enumerate(cut):
            if session.outcome is None:
                snapshot = session.advance(lambda waiting: True)
                if place == 0 and snapshot is not None:
                    found.append(snapshot)
        if step == 2:
            weights = {name: p.detach().clone() for name, p in cut[1].network.module.state_dict().items()}
            cut[1].close("stopped")
    for ours, theirs in zip(found, want, strict=True):
        np.testing.assert_array_equal(ours.loss, theirs.loss)
    for name, value in cut[1].network.module.state_dict().items():
        assert (value == weights[name]).all(), name


def test_a_step_that_is_under_way_is_not_begun_again() -> None:
    session = SessionTogether(spec(0))
    session.begin()
    assert session.halfway
    with pytest.raises(RuntimeError, match="under way"):
        session.begin()


def test_a_run_of_a_group_is_not_trained_alone() -> None:
    with pytest.raises(SpecError, match="trained together with others"):
        Session(spec(0))


def test_a_group_computes_in_float32() -> None:
    """It does not go through the steps that would round otherwise: there are no such settings."""
    with pytest.raises(SpecError, match="precision is bf16; allowed for runs that are trained together: float32"):
        replace(spec(0).training, precision="bf16")
