"""One run on its way into the store, and the same run whoever drives it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console
from safetensors.numpy import load_file

from explorer.commands.training import carry_out, prepare
from explorer.engine.active_run import ActiveRun
from explorer.engine.commands import Order
from explorer.recording.driving import record
from explorer.recording.recording import Recording
from explorer.runs.snapshot import Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore, StoreError
from explorer.training import Session
from tests.labeled_set.retraining import train_one

STEPS = 3  # an epoch of the digits
SPEC = RunSpec(
    network=NetworkSpec(name="resnet-8", width=2), training=TrainingSpec(epochs=2, batch_size=500, device="cpu")
)
ENDLESS = replace(SPEC, training=replace(SPEC.training, epochs=1000))


def entered(store: RunStore, spec: RunSpec = SPEC, run_id: str = "r", **more: Any) -> Recording:
    run = Recording(run_id, f"run {run_id}", Session(spec), store, **more)
    run.enter()
    return run


def test_a_run_that_is_entered_is_in_the_store_before_its_first_step(store: RunStore) -> None:
    run = entered(store)
    (row,) = store.rows()
    assert (row.id, row.name, row.status) == ("r", "run r", "running")
    assert store.spec("r") == run.session.spec
    assert len(store.history("r")) == 0


def test_what_is_heard_was_given_to_the_store_before(store: RunStore, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, int]] = []
    append = store.append

    def appended(run_id: str, snapshot: Snapshot) -> None:
        said.append(("stored", len(snapshot)))
        append(run_id, snapshot)

    monkeypatch.setattr(store, "append", appended)
    run = entered(store, heard=lambda snapshot: said.append(("heard", len(snapshot))))
    assert record(run).status == "completed"
    assert said == [("stored", STEPS), ("heard", STEPS)] * 2, "a snapshot an epoch, where nothing else is asked for"


@pytest.mark.parametrize(("seconds", "heard"), [(0.0, [1, 1]), (1e9, []), (math.inf, [])])
def test_snapshots_are_so_far_apart_unless_they_are_wanted_at_once(
    seconds: float, heard: list[int], store: RunStore
) -> None:
    found: list[int] = []
    run = entered(store, seconds=seconds, heard=lambda snapshot: found.append(len(snapshot)))
    for _ in range(2):
        run.step()
    assert found == heard
    run.at_once = True
    run.step()
    assert sum(found) == 3


def test_a_run_ends_with_its_weights_and_all_steps(store: RunStore) -> None:
    outcome = record(entered(store))
    history = store.history("r")
    assert (outcome.status, outcome.steps, len(history)) == ("completed", 2 * STEPS, 2 * STEPS)
    assert history.outcome == outcome
    assert outcome.test_accuracy == history.epochs[-1].test_accuracy
    assert store.weights_path("r").exists()


def test_it_stops_after_the_step_in_which_it_is_asked_to(store: RunStore) -> None:
    run = entered(store, ENDLESS)
    outcome = record(run, lambda: run.session.steps == 4, "That will do.")
    assert (outcome.status, outcome.steps, outcome.message) == ("interrupted", 4, "That will do.")
    assert len(store.history("r")) == 4
    assert store.weights_path("r").exists()


def test_a_run_that_diverges_says_so_whatever_the_driver_does(store: RunStore) -> None:
    wild = replace(ENDLESS, network=replace(SPEC.network, norm="none"), training=replace(ENDLESS.training, lr=1000.0))
    run = entered(store, wild)
    assert record(run, lambda: run.session.steps == 50).status == "diverged"
    (row,) = store.rows()
    assert row.status == "diverged"


@pytest.mark.logs
@pytest.mark.parametrize("error", [RuntimeError("broken"), SystemExit("broken"), OSError("broken")])
def test_a_run_that_raises_keeps_the_steps_before(error: BaseException, store: RunStore) -> None:
    run = entered(store, ENDLESS)
    for _ in range(2):
        run.step()
    raising(run, error)
    outcome = record(run)
    assert (outcome.status, outcome.steps) == ("failed", 2)
    assert "broken" in outcome.message
    assert len(store.history("r")) == 2
    assert store.weights_path("r").exists()


def raising(run: Recording, error: BaseException) -> None:
    def forward(*_: object) -> None:
        raise error

    run.session.network.module.forward = forward


@pytest.mark.logs
@pytest.mark.parametrize(("stopping", "passes"), [(None, True), (lambda: True, True), (lambda: False, False)])
def test_the_persons_interruption_passes_and_a_users_code_cannot_fake_it(
    stopping: Callable[[], bool] | None, passes: bool, store: RunStore
) -> None:
    run = entered(store, ENDLESS)
    raising(run, KeyboardInterrupt())
    if passes:
        with pytest.raises(KeyboardInterrupt):
            record(run, stopping)
    else:
        assert record(run, stopping).status == "failed"


@pytest.mark.parametrize("stage", ["finish", "weights"])
def test_what_cannot_be_saved_is_raised(stage: str, store: RunStore, monkeypatch: pytest.MonkeyPatch) -> None:
    run = entered(store)

    def full(*_: object) -> None:
        raise OSError(f"no room to {stage}")

    owner, name = (run.session, "save_weights") if stage == "weights" else (store, stage)
    monkeypatch.setattr(owner, name, full)
    with pytest.raises(OSError, match=f"no room to {stage}"):
        record(run)


def test_a_run_whose_steps_cannot_be_stored_has_failed(store: RunStore, monkeypatch: pytest.MonkeyPatch) -> None:
    run = entered(store)

    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(store, "append", full)
    outcome = record(run)
    assert (outcome.status, outcome.message) == ("failed", "The disk is full.")


@pytest.mark.logs
def test_closing_never_raises(store: RunStore, monkeypatch: pytest.MonkeyPatch) -> None:
    run = entered(store)
    run.step()

    def broken(*_: object) -> None:
        raise SystemExit("broken")

    monkeypatch.setattr(run.session, "close", broken)
    assert (run.close("stopped").status, run.close("stopped", "why").message) == ("failed", "why")
    assert "broken" in run.close("stopped").message


def by_the_window(folder: Path) -> str:
    store = RunStore(folder)
    run = ActiveRun(Order("window", "a run", SPEC), Session(SPEC), store, lambda event: None)
    run.start()
    while run.active:
        run.step()
    store.close()
    return "window"


def by_the_command_line(folder: Path) -> str:
    store, console = RunStore(folder), Console(quiet=True)
    run = prepare(SPEC, "a run", store, console)
    carry_out(run, store, console)
    store.close()
    return run.run_id


def by_the_labeled_set(folder: Path) -> str:
    return train_one("labeled", SPEC, folder)


@pytest.mark.parametrize("drive", [by_the_window, by_the_command_line, by_the_labeled_set])
def test_a_stored_run_is_the_same_whoever_drives_it(drive: Callable[[Path], str], tmp_path: Path) -> None:
    session = Session(SPEC)
    alone = [session.advance(lambda steps: False) for _ in range(2 * STEPS)]
    parts = [snapshot for snapshot in alone if snapshot is not None]
    session.save_weights(tmp_path / "weights")
    run_id = drive(tmp_path / "runs")
    store = RunStore(tmp_path / "runs")
    history = store.history(run_id)
    weights = load_file(store.weights_path(run_id))
    store.close()
    assert history.loss.tolist() == [loss for part in parts for loss in part.loss.tolist()]
    assert list(history.epochs) == [epoch for part in parts for epoch in part.epochs]
    for name in parts[0].layers:
        assert np.array_equal(history.readings(name), np.concatenate([part.layers[name] for part in parts]))
    assert history.outcome is not None
    assert replace(history.outcome, seconds=0.0) == replace(session.close("completed"), seconds=0.0)
    expected = load_file(tmp_path / "weights")
    assert set(weights) == set(expected)
    assert all(np.array_equal(weights[name], expected[name]) for name in expected)
