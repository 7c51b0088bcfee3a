"""Resuming, forking and replaying give the numbers of a run that was never interrupted, to the bit."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from explorer.recording.continuing import forking, resuming
from explorer.recording.driving import record
from explorer.recording.recording import Recording
from explorer.runs.gate_script import parse, replayed
from explorer.runs.history import RunHistory
from explorer.runs.resuming import ContinueError
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore
from explorer.training import Session

STEPS = 3  # an epoch of the digits
NET = NetworkSpec(name="resnet-8", width=2)
TRAINING = TrainingSpec(epochs=2, batch_size=500, device="cpu", probe_every=2)
SPEC = RunSpec(network=NET, training=TRAINING)


def like(*, name: str = "resnet-8", norm: str = "batch", **training: Any) -> RunSpec:
    training = {key: tuple(map(parse, value)) if key == "interventions" else value for key, value in training.items()}
    return RunSpec(network=replace(NET, name=name, norm=norm), training=replace(TRAINING, **training))


KINDS = {
    "sgd, batch norm": SPEC,
    "adam, cosine, warm-up, augmentation, group norm": like(
        name="preact-8", norm="group", optimizer="adam", lr=0.01, schedule="cosine", warmup=4, augment="crop-flip"
    ),
    "adamw, step decay, layer norm, a ramp of gates": like(
        norm="layer", optimizer="adamw", lr=0.01, schedule="step", interventions=("1-4: all = 0.25", "3: skip1 = 0.5")
    ),
    "stochastic depth, no momentum": like(name="stochastic-8", momentum=0.0),
}
ALONE = {
    "adam": like(optimizer="adam", lr=0.01),
    "cosine": like(schedule="cosine", warmup=4),
    "augmentation": like(augment="crop-flip"),
    "dropout": like(name="mobilenet_v3_small"),
    "highway": like(name="highway-8"),
    "no norm": like(norm="none", lr=0.01),
}


def entered(store: RunStore, run_id: str, spec: RunSpec = SPEC) -> Recording:
    run = Recording(run_id, run_id, Session(spec), store)
    run.enter()
    return run


def ended(store: RunStore, run_id: str, spec: RunSpec = SPEC, steps: int = 1000) -> RunHistory:
    """A run that is interrupted after so many steps."""
    run = entered(store, run_id, spec)
    record(run, lambda: run.session.steps >= steps)
    return store.history(run_id)


def resumed(store: RunStore, run_id: str, epochs: int | None = None) -> RunHistory:
    beginning = resuming(store, run_id, epochs)
    run = Recording(run_id, run_id, Session(beginning.spec, start=beginning.start), store, resumed=True)
    run.enter()
    record(run)
    return store.history(run_id)


def forked(store: RunStore, parent: str, step: int, spec: RunSpec, run_id: str = "child") -> RunHistory:
    beginning = forking(store, parent, step, spec)
    session = Session(beginning.spec, start=beginning.start)
    run = Recording(run_id, run_id, session, store, provenance=beginning.provenance)
    run.enter()
    record(run)
    return store.history(run_id)


def same(store: RunStore, one: RunHistory, other: RunHistory, first: int = 0) -> None:
    """Every number from step `first` on, and the weights at the end."""
    assert len(one) == len(other)
    np.testing.assert_array_equal(one.loss[first:], other.loss[first:])
    np.testing.assert_array_equal(one.accuracy[first:], other.accuracy[first:])
    assert [e for e in one.epochs if e.step >= first] == [e for e in other.epochs if e.step >= first]
    for name in one.instruments:
        if one.count(name) == len(one):
            np.testing.assert_array_equal(one.readings(name)[first:], other.readings(name)[first:], name)
        elif one.spec.training.probe_every == other.spec.training.probe_every:
            np.testing.assert_array_equal(one.probe_steps, other.probe_steps)
            np.testing.assert_array_equal(one.readings(name), other.readings(name), name)
    weights = [load_file(store.weights_path(run.run_id)) for run in (one, other)]
    assert weights[0].keys() == weights[1].keys()
    for name, values in weights[0].items():
        np.testing.assert_array_equal(values, weights[1][name], name)


@pytest.mark.parametrize(
    "spec",
    [
        *(pytest.param(spec, id=name) for name, spec in KINDS.items()),
        *(pytest.param(spec, id=name, marks=pytest.mark.thorough) for name, spec in ALONE.items()),
    ],
)
def test_a_resumed_run_and_a_fork_without_changes_are_what_was_never_interrupted(
    spec: RunSpec, store: RunStore
) -> None:
    whole = ended(store, "whole", spec)
    ended(store, "again", spec, steps=4)
    same(store, whole, resumed(store, "again"))
    same(store, whole, forked(store, "again", 2, spec))


def test_a_long_run_is_the_short_one_trained_longer(store: RunStore) -> None:
    whole = ended(store, "whole", like(epochs=3))
    assert ended(store, "short").outcome.status == "completed"
    longer = resumed(store, "short", epochs=3)
    same(store, whole, longer)
    assert longer.spec == whole.spec
    rows = {row.id: row for row in store.rows()}
    assert rows["short"].outcome.test_loss == rows["whole"].outcome.test_loss
    assert set(store.completed_like(whole.spec)) == {"short", "whole"}


@pytest.mark.parametrize("schedule", ["cosine", "step"])
def test_a_schedule_over_the_whole_run_cannot_be_made_longer(schedule: str, store: RunStore) -> None:
    ended(store, "short", like(schedule=schedule))
    with pytest.raises(ContinueError, match=f"The schedule '{schedule}' depends on the number of epochs"):
        resuming(store, "short", 3)
    assert store.history("short").outcome.status == "completed", "nothing has changed"


def test_gates_moved_by_hand_are_moved_again_and_their_record_is_a_plan(store: RunStore) -> None:
    """In a run that goes on from the checkpoint before one, in one that has no checkpoint, and as a plan."""
    moves = {1: ("skip1", 0.25), 3: ("skip2", 0.0), 4: ("skip1", 0.75)}

    def by_hand(run_id: str, steps: int) -> None:
        run = entered(store, run_id)
        for step in range(steps):
            if step in moves:
                run.set_gate(*moves[step])
            run.step()
        run.flush()
        run.finish(run.close("interrupted"))  # and no checkpoint at its end
        run.save_weights()

    by_hand("whole", 2 * STEPS)
    whole = store.history("whole")
    by_hand("late", 5)
    assert [(c.step, c.kind) for c in store.checkpoints.of("late")] == [(4, "intervention"), (3, "intervention"),
                                                                        (1, "intervention")]  # fmt: skip
    assert "Resumes at step 4. 1 stored steps after it are trained again." in resuming(store, "late").notes
    same(store, whole, resumed(store, "late"))
    assert store.history("late").interventions == whole.interventions
    by_hand("bare", 5)
    store.checkpoints.drop_after("bare", -1)
    same(store, whole, resumed(store, "bare"))
    plan = replayed(whole.interventions)
    assert [str(move) for move in plan] == ["1: skip1 = 0.25", "3: skip2 = 0.0", "4: skip1 = 0.75"]
    planned = replace(SPEC, training=replace(TRAINING, interventions=plan))
    same(store, whole, ended(store, "planned", planned))
    assert not store.completed_like(whole.spec), "a run with gates moved by hand is not what its settings make"
    assert store.completed_like(store.spec("planned")) == ["planned"]


def test_a_fork_has_its_parents_steps_and_then_its_own(store: RunStore) -> None:
    parent = ended(store, "parent")
    other = like(lr=0.001, probe_every=1, interventions=("4: all = 0.5",))
    child = forked(store, "parent", 4, other)
    np.testing.assert_array_equal(child.loss[:4], parent.loss[:4])
    assert child.loss[4] != parent.loss[4], "its gates"
    assert len(child) == len(parent)
    assert (child.parent, child.parent_step) == ("parent", 4)
    assert child.epochs[0] == parent.epochs[0]
    assert child.probe_steps.tolist() == [0, 2, 4, 5]
    assert child.gates() == {"skip1": 0.5, "skip2": 0.5, "skip3": 0.5}
    assert {row.id: (row.parent, row.parent_step) for row in store.rows()} == {
        "parent": ("", 0),
        "child": ("parent", 4),
    }
    np.testing.assert_array_equal(store.history("parent").loss, parent.loss)
    assert not store.completed_like(child.spec), "its first steps had other settings"
    again = forked(store, "child", 5, other, "grandchild")
    same(store, child, again)
    np.testing.assert_array_equal(forked(store, "child", 2, SPEC, "early").loss, parent.loss)


def test_a_fork_may_see_other_images(store: RunStore) -> None:
    parent = ended(store, "parent")
    child = forked(store, "parent", 4, like(batch_size=700, epochs=4))
    assert child.steps_per_epoch == 2
    assert len(child) == 8
    assert [(e.epoch, e.step) for e in child.epochs] == [(3, 5), (4, 7)]
    np.testing.assert_array_equal(child.loss[:4], parent.loss[:4])


@pytest.mark.parametrize(
    ("step", "spec", "why"),
    [
        (7, SPEC, "Step 7 is not in this run; allowed: 0 to 6"),
        (2, like(norm="none"), "keeps its parent's network"),
        (2, like(seed=1), "keeps its parent's network, number of classes and seed"),
        (2, like(interventions=("0-4: all = 0",)), "“0-4: all = 0.0” begins before the fork; allowed: step 2"),
    ],
)
def test_a_fork_that_cannot_be_is_refused(step: int, spec: RunSpec, why: str, store: RunStore) -> None:
    ended(store, "parent")
    with pytest.raises(ContinueError, match=why):
        forking(store, "parent", step, spec)


def test_runs_that_are_forks_of_each_other_are_refused(store: RunStore) -> None:
    for run_id, parent in (("one", "other"), ("other", "one"), ("own", "own")):
        ended(store, run_id, steps=2)
        shutil.rmtree(store.files.checkpoints(run_id))
        with closing(sqlite3.connect(store.folder / "runs.sqlite")) as db, db:
            db.execute("UPDATE runs SET parent = ?, parent_step = 1 WHERE id = ?", (parent, run_id))
    for run_id in ("one", "own"):
        with pytest.raises(ContinueError, match="it is a fork of itself"):
            resuming(store, run_id)


def test_a_run_whose_last_checkpoint_is_damaged_goes_on_from_the_one_before(store: RunStore) -> None:
    whole = ended(store, "whole")
    store.checkpoints.every = 2
    ended(store, "again", steps=5)
    newest, older = store.checkpoints.of("again")[:2]
    assert (newest.step, newest.kind, older.step, older.kind) == (5, "end", 4, "interval")
    data = newest.path.read_bytes()
    newest.path.write_bytes(b"\xff" * 8 + data[8:])  # as long as before
    older_start = resuming(store, "again").start
    assert older_start is not None
    assert older_start.step == 4
    same(store, whole, resumed(store, "again"))


def test_a_checkpoint_that_cannot_be_written_ends_no_run(store: RunStore, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    store.checkpoints.every = 2
    monkeypatch.setattr("explorer.recording.checkpointing.write", full)
    run = Recording("r", "mine", Session(SPEC), store, lost=said.append)
    run.enter()
    for _ in range(5):
        run.step()
    assert said == ["A checkpoint of mine was not saved: [Errno 28] No space left on device"] * 2
    assert not list(store.files.checkpoints("r").glob("*"))
    run.flush()
    assert run.close("stopped").steps == 5


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_run_that_two_versions_trained_is_not_taken_for_one_of_this_version(store: RunStore) -> None:
    for run_id in ("kept", "begun anew"):
        name = run_id.replace(" ", "-")
        run = entered(store, name)
        for _ in range(STEPS + 1):
            run.step()
        run.flush()
        run.finish(run.close("stopped"))
    with closing(sqlite3.connect(store.folder / "runs.sqlite")) as db, db:
        db.execute("UPDATE runs SET program = '0.3.9'")
    for name, steps in (("kept", STEPS), ("begun-anew", 0)):
        store.reopen(name, SPEC, steps, "CPU")
        store.finish(name, Outcome("completed", steps, 1.0))
    assert store.completed_like(SPEC) == ["begun-anew"]
