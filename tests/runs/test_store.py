"""The store's promises to training and to views."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from explorer.graph.model import NetworkGraph
from explorer.runs.snapshot import EpochResult, Intervention, Outcome, Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec
from explorer.runs.store import COMMIT_SECONDS, RunStore, StoreError, new_run_id

Make = Callable[..., Snapshot]


class Clock:
    """Time that moves when told."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(runs_dir: Path, clock: Clock) -> Iterator[RunStore]:
    opened = RunStore(runs_dir, clock)
    yield opened
    opened.close()


def enter(store: RunStore, graph: NetworkGraph, run_id: str = "a", name: str = "first") -> str:
    store.create(run_id, name, RunSpec(), graph, 24, "CPU")
    return run_id


def test_a_run_comes_back_as_it_was(store: RunStore, runs_dir: Path, small_graph: NetworkGraph) -> None:
    spec = RunSpec(network=NetworkSpec(skips=("skip1",)))
    store.create("a", "first", spec, small_graph, 24, "CPU")
    layers = {"gradient-rms": np.array([[1, np.nan, np.inf, 0], [1, 2, 3, -np.inf]], np.float32)}
    column = np.array([np.inf, np.nan], np.float32)
    epoch = EpochResult(1, 1, 0.1, 0.2, float("inf"), 0.4)
    gate = Intervention(1, "skip1", 0.5)
    store.append("a", Snapshot(0, column, column[::-1], column, layers, (epoch,), (gate,)))
    store.finish("a", Outcome("diverged", 2, 1.5, "loss is inf", device="CPU"))

    with_other = RunStore(runs_dir)
    back = with_other.history("a")
    with_other.close()
    assert back.spec == spec
    assert back.graph.to_dict() == small_graph.to_dict()
    assert back.steps_per_epoch == 24
    np.testing.assert_array_equal(back.loss, column)
    np.testing.assert_array_equal(back.readings("gradient-rms"), layers["gradient-rms"])
    assert back.epochs == [epoch]
    assert back.interventions == [gate]
    assert back.outcome == Outcome("diverged", 2, 1.5, "loss is inf", device="CPU")


def test_a_nan_of_an_epoch_survives(store: RunStore, small_graph: NetworkGraph, make_snapshot: Make) -> None:
    enter(store, small_graph)
    epoch = EpochResult(1, 1, float("nan"), 0.1, float("nan"), 0.1)
    store.append("a", replace(make_snapshot(0, 2), epochs=(epoch,)))
    store.flush()
    (back,) = store.history("a").epochs
    assert np.isnan([back.train_loss, back.test_loss]).all()
    assert (back.train_accuracy, back.test_accuracy) == (0.1, 0.1)


def test_how_common_the_classes_are_is_kept(store: RunStore, small_graph: NetworkGraph, make_snapshot: Make) -> None:
    enter(store, small_graph)
    shares = np.linspace(0, 1, small_graph.classes, dtype=np.float32) / 5
    store.append("a", replace(make_snapshot(0, 3), class_shares=shares))
    store.append("a", make_snapshot(3, 2))
    store.finish("a", Outcome("completed", 5, 1.0, majority=0.2))
    loaded = store.history("a").class_shares
    assert loaded is not None
    assert loaded.tolist() == shares.tolist()
    assert store.rows()[0].outcome.majority == 0.2


@pytest.mark.parametrize("shares", [np.ones(3), np.full(10, np.nan), np.zeros(10)])
def test_class_shares_that_cannot_be_are_damage(
    store: RunStore, small_graph: NetworkGraph, make_snapshot: Make, shares: np.ndarray
) -> None:
    enter(store, small_graph)
    store.append("a", replace(make_snapshot(0, 3), class_shares=shares.astype(np.float32)))
    store.finish("a", Outcome("completed", 3, 1.0))
    with pytest.raises(StoreError, match="class shares"):
        store.history("a")


def test_steps_are_committed_within_a_second(
    store: RunStore, clock: Clock, small_graph: NetworkGraph, make_snapshot: Make
) -> None:
    assert COMMIT_SECONDS < 1
    enter(store, small_graph)
    store.append("a", make_snapshot(0, 1))
    assert len(store.history("a")) == 1  # the first at once: nothing was committed for a long time
    store.append("a", make_snapshot(1, 4))
    assert len(store.history("a")) == 1
    clock.now += 0.9
    store.append("a", make_snapshot(5, 5))
    assert len(store.history("a")) == 10
    store.append("a", make_snapshot(10, 1))
    store.flush()
    assert len(store.history("a")) == 11


def test_an_epoch_end_without_new_steps_is_kept(
    store: RunStore, small_graph: NetworkGraph, make_snapshot: Make
) -> None:
    enter(store, small_graph)
    store.append("a", make_snapshot(0, 2))
    store.append("a", replace(make_snapshot(2, 0), epochs=(EpochResult(1, 1, 1, 1, 1, 1),)))
    store.flush()
    store.append("a", make_snapshot(2, 2))
    store.flush()
    assert len(store.history("a")) == 4
    assert len(store.history("a").epochs) == 1


def test_missing_steps_are_refused(store: RunStore, small_graph: NetworkGraph, make_snapshot: Make) -> None:
    enter(store, small_graph)
    store.append("a", make_snapshot(0, 3))
    with pytest.raises(ValueError, match="step 4 does not follow step 2"):
        store.append("a", make_snapshot(4, 1))


def test_only_a_run_made_here_can_grow(store: RunStore, make_snapshot: Make) -> None:
    with pytest.raises(StoreError, match="not being trained here"):
        store.append("nobody", make_snapshot(0, 1))


@pytest.mark.parametrize("run_id", ["", "../up", "a/b", "-x", "x" * 65])
def test_an_id_must_be_a_file_name(store: RunStore, small_graph: NetworkGraph, run_id: str) -> None:
    with pytest.raises(ValueError, match="allowed: up to 64 letters"):
        enter(store, small_graph, run_id)


def test_an_id_is_taken_once(store: RunStore, small_graph: NetworkGraph) -> None:
    enter(store, small_graph)
    with pytest.raises(ValueError, match="already a run a"):
        enter(store, small_graph)


def test_new_ids_are_allowed_and_differ(store: RunStore, small_graph: NetworkGraph) -> None:
    ids = {new_run_id() for _ in range(50)}
    assert len(ids) == 50
    enter(store, small_graph, ids.pop())


def test_rows_tell_how_a_run_stands(store: RunStore, small_graph: NetworkGraph, make_snapshot: Make) -> None:
    enter(store, small_graph)
    store.append("a", make_snapshot(0, 24, epoch=1))
    (row,) = store.rows()
    assert (row.id, row.name, row.status, row.network, row.dataset) == ("a", "first", "running", "resnet-56", "digits")
    assert (row.skips, row.device, row.problem) == ("1 on", "CPU", "")
    assert (row.outcome.steps, row.outcome.seconds, row.outcome.test_accuracy) == (24, 24.0, 0.75)
    store.finish("a", Outcome("completed", 24, 25.0, test_accuracy=0.9))
    (row,) = store.rows()
    assert (row.status, row.outcome.test_accuracy) == ("completed", 0.9)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0, 0), "none"),
        ((27, 27, 0), "27 on"),
        ((0, 27, 0), "27 off"),
        ((3, 27, 0), "3 of 27 on"),
        ((3, 27, 9), "3 of 27 on, 9 moved"),
    ],
)
def test_skips_for_people(store: RunStore, small_graph: NetworkGraph, counts: tuple[int, int, int], said: str) -> None:
    enter(store, small_graph)
    on, total, moved = counts
    assert replace(store.rows()[0], skips_on=on, skips_total=total, skips_moved=moved).skips == said


def test_a_row_with_an_id_that_is_none_says_so(store: RunStore, small_graph: NetworkGraph) -> None:
    enter(store, small_graph)
    store._database._db.execute("PRAGMA foreign_keys = OFF")
    with store._database.writing() as db:
        db.execute("UPDATE runs SET id = '../a'")
    (row,) = store.rows()
    assert row.id == "../a", "so that it can be deleted"
    assert "id '../a'; allowed: " in row.problem


@pytest.mark.parametrize(("year", "damaged"), [(1969, True), (1970, False), (9998, False), (9999, True)])
def test_the_years_of_a_date(store: RunStore, small_graph: NetworkGraph, year: int, damaged: bool) -> None:
    enter(store, small_graph)
    with store._database.writing() as db:
        db.execute("UPDATE runs SET created = ?", (f"{year}-06-01T00:00:00+00:00",))
    (row,) = store.rows()
    assert bool(row.problem) == damaged
    if damaged:
        assert (row.outcome.status, row.outcome.steps, row.outcome.seconds) == ("failed", 0, 0.0)


def test_rows_tell_how_many_skips_were_moved(store: RunStore, small_graph: NetworkGraph, make_snapshot: Make) -> None:
    enter(store, small_graph)
    moved = tuple(Intervention(step, "skip1", gate) for step, gate in ((2, 0.0), (3, 1.0)))
    store.append("a", replace(make_snapshot(0, 24), interventions=moved))
    store.flush()
    assert store.rows()[0].skips == "1 on, 1 moved"


def test_rows_are_newest_first_and_searched(store: RunStore, small_graph: NetworkGraph) -> None:
    enter(store, small_graph, "a", "Über den Wolken")
    enter(store, small_graph, "b", "plain one")
    assert [row.id for row in store.rows()] == ["b", "a"]
    assert [row.id for row in store.rows("  ")] == ["b", "a"]
    assert [row.id for row in store.rows("über RUNNING")] == ["a"]
    assert [row.id for row in store.rows("1 on plain")] == ["b"]
    assert store.rows("über plain") == []


def test_a_running_run_has_no_outcome_yet(store: RunStore, small_graph: NetworkGraph) -> None:
    enter(store, small_graph)
    assert store.history("a").outcome is None


def test_an_interrupted_run_keeps_its_figures(store: RunStore, small_graph: NetworkGraph, make_snapshot: Make) -> None:
    enter(store, small_graph, "a")
    enter(store, small_graph, "b")
    store.append("a", make_snapshot(0, 24, epoch=1))
    store.finish("b", Outcome("completed", 0, 0.0))
    store.mark_interrupted(["a", "b", "nobody"], "The engine died.")
    outcome = store.history("a").outcome
    assert outcome == Outcome("interrupted", 24, 24.0, "The engine died.", 0.5, 0.8, 0.7, 0.75, "CPU")
    assert {row.id: row.status for row in store.rows()} == {"a": "interrupted", "b": "completed"}


def test_rename(store: RunStore, small_graph: NetworkGraph) -> None:
    enter(store, small_graph)
    store.rename("a", "  second ")
    assert store.rows()[0].name == "second"
    with pytest.raises(StoreError, match="needs a name"):
        store.rename("a", " ")
    with pytest.raises(StoreError, match="no run b"):
        store.rename("b", "x")


def test_delete_can_be_undone_until_the_store_closes(
    runs_dir: Path, store: RunStore, small_graph: NetworkGraph
) -> None:
    enter(store, small_graph)
    store.finish("a", Outcome("completed", 0, 0.0))
    store.weights_path("a").write_bytes(b"weights")
    store.delete("a")
    assert store.rows() == []
    RunStore(runs_dir).close()  # another store of a living process leaves the undo alone
    store.restore("a")
    assert [row.id for row in store.rows()] == ["a"]
    store.delete("a")
    store.close()
    assert not store.weights_path("a").exists()
    reopened = RunStore(runs_dir)
    with pytest.raises(StoreError, match="no run a"):
        reopened.restore("a")
    reopened.close()


def test_a_training_run_is_not_deleted(store: RunStore, small_graph: NetworkGraph) -> None:
    enter(store, small_graph)
    with pytest.raises(StoreError, match="Stop it first"):
        store.delete("a")


def test_discard_leaves_nothing(store: RunStore, small_graph: NetworkGraph, make_snapshot: Make) -> None:
    enter(store, small_graph)
    store.append("a", make_snapshot(0, 3, epoch=1))
    store.weights_path("a").write_bytes(b"weights")
    store.discard("a")
    assert store.rows() == []
    assert store.events("a") == []
    assert not store.weights_path("a").exists()
    with store._database.reading() as db:
        assert db.execute("SELECT (SELECT count(*) FROM chunks) + (SELECT count(*) FROM epochs)").fetchone() == (0,)


def test_events_tell_the_story(store: RunStore, small_graph: NetworkGraph, make_snapshot: Make) -> None:
    enter(store, small_graph)
    store.append("a", make_snapshot(0, 3))
    store.note("a", "paused")
    store.finish("a", Outcome("stopped", 3, 1.0, "by the user"))
    assert [(e.kind, e.step, e.message) for e in store.events("a")] == [
        ("started", 0, ""),
        ("paused", 3, ""),
        ("stopped", 3, "by the user"),
    ]


def test_an_event_whose_step_is_no_number_is_of_step_0(store: RunStore, small_graph: NetworkGraph) -> None:
    """As a store made by someone else may have it."""
    enter(store, small_graph)
    for kind, step in (("paused", 3), ("resumed", "later"), ("moved", 2.5)):
        with store._database.writing() as db:
            db.execute(
                "INSERT INTO events (run_id, time, step, kind, message) VALUES ('a', '', ?, ?, '')", (step, kind)
            )
    assert [(e.kind, e.step) for e in store.events("a")[1:]] == [("paused", 3), ("resumed", 0), ("moved", 0)]


def test_close_saves_what_waits(
    runs_dir: Path, store: RunStore, small_graph: NetworkGraph, make_snapshot: Make
) -> None:
    enter(store, small_graph)
    store.append("a", make_snapshot(0, 1))
    store.append("a", make_snapshot(1, 1))
    store.close()
    store.close()
    reopened = RunStore(runs_dir)
    assert len(reopened.history("a")) == 2
    reopened.close()


@pytest.mark.logs
def test_weights_that_cannot_be_removed_are_logged(
    store: RunStore, small_graph: NetworkGraph, caplog: pytest.LogCaptureFixture
) -> None:
    enter(store, small_graph)
    store.weights_path("a").mkdir()
    store.discard("a")
    assert store.rows() == []
    assert "files of a deleted run stay behind" in caplog.text


def test_the_file_shrinks_once_what_was_deleted_is_gone_for_good(
    runs_dir: Path, small_graph: NetworkGraph, make_snapshot: Make
) -> None:
    store = RunStore(runs_dir)
    for run_id in ("kept", "large"):
        enter(store, small_graph, run_id)
    rows = np.random.default_rng(0).random((200_000, 3), np.float32)
    column = rows[:, 0].copy()
    store.append("large", Snapshot(0, column, column, column, {"gradient-rms": rows}))
    store.finish("large", Outcome("completed", len(rows), 1.0))
    store.flush()
    store.delete("large")
    store.close()
    file = runs_dir / "runs.sqlite"
    assert file.stat().st_size < 200_000
    again = RunStore(runs_dir)
    assert [row.id for row in again.rows()] == ["kept"]
    again.close()
