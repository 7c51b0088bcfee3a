"""A run whose readings are read on demand is the run that is read whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from explorer.graph.model import NetworkGraph
from explorer.runs import chunks, records
from explorer.runs.columns import ColumnCache
from explorer.runs.database import FILE_NAME
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import BINS, EpochResult, Floats, Intervention, Outcome, Probe, Snapshot
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore, StoreError
from explorer.runs.store_errors import OutdatedError

STEPS, PIECE, EVERY = 60, 7, 5


def snapshots(graph: NetworkGraph) -> list[Snapshot]:
    """STEPS steps in uneven pieces, with all that a run can hold: NaN, infinity, probes, epochs, a moved gate."""
    rng, layers, made = np.random.default_rng(0), len(graph.layers), []
    for first in range(0, STEPS, PIECE):
        at = np.arange(first, min(first + PIECE, STEPS))
        rows = rng.random((len(at), layers)).astype(np.float32)
        rows[0, 0] = np.nan if first else np.inf
        loss, accuracy, seconds = rng.random((3, len(at))).astype(np.float32)
        made.append(
            Snapshot(
                first, loss, accuracy, seconds, {"gradient-norm": rows, "weight-norm": rows * 2},
                (EpochResult(first // PIECE + 1, int(at[-1]), 1, 0.5, 1, 0.5),),
                (Intervention(first, "skip1", 0.0),) if first == PIECE else (),
                tuple(_probe(graph, rng, int(step)) for step in at if step % EVERY == 0),
                np.full(graph.classes, 1 / graph.classes, np.float32) if not first else None,
            )
        )  # fmt: skip
    return made


def _probe(graph: NetworkGraph, rng: np.random.Generator, step: int) -> Probe:
    sizes = {"activation-std": len(graph.layers), "gradient-histogram": len(graph.layers) * BINS}
    return Probe(step, {name: rng.random(n).astype(np.float32) for name, n in sizes.items()}, EVERY, 0.125, 0.25)


@pytest.fixture
def store(runs_dir: Path, small_graph: NetworkGraph) -> Iterator[RunStore]:
    """A finished run "a" in several chunks of each column."""
    opened = RunStore(runs_dir)
    enter(opened, small_graph, "a")
    opened.finish("a", Outcome("completed", STEPS, 1.0))
    yield opened
    opened.close()


def enter(store: RunStore, graph: NetworkGraph, run_id: str) -> None:
    store.create(run_id, run_id, RunSpec(), graph, 24, "CPU")
    for snapshot in snapshots(graph):
        store.append(run_id, snapshot)
        store.flush()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, int | None]]:
    """What was read of which column, from now on."""
    asked: list[tuple[str, int, int | None]] = []

    def note(db: sqlite3.Connection, key: tuple[str, str, int], first: int, last: int | None) -> Floats:
        asked.append((key[1], first, last))
        return chunks.read_part(db, key, first, last)

    monkeypatch.setattr(records, "read_part", note)
    return asked


def same(a: RunHistory, b: RunHistory) -> None:
    assert (a.spec, a.outcome, a.epochs, a.interventions, a.instruments) == (
        b.spec, b.outcome, b.epochs, b.interventions, b.instruments,
    )  # fmt: skip
    assert a.gates() == b.gates()
    assert len(a) == len(b)
    for name in ("loss", "accuracy", "seconds", "probe_steps", "class_shares"):
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name))
    assert (a.majority, a.prior_loss) == (b.majority, b.prior_loss)
    assert a.probe is not None
    assert b.probe is not None
    assert (a.probe.step, a.probe.every, a.probe.probe_cost) == (b.probe.step, b.probe.every, b.probe.probe_cost)
    assert list(a.probe.values) == list(b.probe.values)
    for name, values in a.probe.values.items():
        np.testing.assert_array_equal(values, b.probe.values[name])
    for name in (*a.instruments, "unknown"):
        assert a.count(name) == b.count(name)
        for first, last in ((0, None), (3, 4), (6, 23), (50, 999), (20, 20)):
            np.testing.assert_array_equal(a.held(name, first, last), b.held(name, first, last))
        np.testing.assert_array_equal(a.rows(name, 2, 9), b.rows(name, 2, 9))
        np.testing.assert_array_equal(a.steps(name), b.steps(name))
        for step in (0, 13, STEPS - 1, None, 500):
            np.testing.assert_array_equal(a.reading(name, step), b.reading(name, step))
    for name in a.instruments:
        np.testing.assert_array_equal(a.readings(name), b.readings(name))


def test_the_numbers_are_those_of_the_whole(store: RunStore) -> None:
    record, whole = store.record("a"), store.history("a")
    same(record, whole)  # parts from the file
    same(record, whole)  # and again from what is kept
    assert record.stored
    assert not whole.stored


def test_opening_reads_no_readings_and_a_step_reads_its_piece(store: RunStore, read: list) -> None:
    record = store.record("a")
    assert len(record) == STEPS
    assert record.instruments == ("gradient-norm", "weight-norm", "activation-std", "gradient-histogram")
    assert read == []
    record.reading("weight-norm", 30)
    assert read == [("layers/weight-norm", 30, 31)]
    record.readings("weight-norm")
    record.readings("weight-norm")
    record.reading("weight-norm", 31)
    assert read[1:] == [("layers/weight-norm", 0, None)]


def test_the_columns_used_last_are_kept_within_the_budget() -> None:
    cache, column = ColumnCache(budget=100), np.zeros(10, np.float32)
    first, second, third = (("run", name, 10) for name in "abc")
    cache.keep(first, column)
    cache.keep(second, column)
    cache.get(first)
    cache.keep(third, column)
    assert [cache.get(key) is not None for key in (first, second, third)] == [True, False, True]
    assert cache.bytes == 80
    cache.keep(second, np.zeros(26, np.float32))
    assert cache.get(second) is None, "a column above the budget is not kept, and drives no other away"
    assert cache.bytes == 80


def test_runs_opened_one_after_the_other_stay_within_the_budget(
    store: RunStore, small_graph: NetworkGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.columns, "_budget", 3000)
    opened = []
    for run_id in ("b", "c", "d"):
        enter(store, small_graph, run_id)
        opened.append(store.record(run_id))
        for name in opened[-1].instruments:
            opened[-1].readings(name)
        assert 0 < store.columns.bytes <= 3000
    for record in opened:
        same(record, store.history(record.run_id))


def test_a_run_that_another_program_trains_is_as_when_it_was_opened(store: RunStore, small_graph: NetworkGraph) -> None:
    store.create("b", "b", RunSpec(), small_graph, 24, "CPU")
    parts = snapshots(small_graph)
    for part in parts[:3]:
        store.append("b", part)
    store.flush()
    record, whole = store.record("b"), store.history("b")
    for part in parts[3:]:
        store.append("b", part)
    store.flush()
    same(record, whole)
    assert record.outcome is None
    assert len(store.record("b").readings("gradient-norm")) == STEPS


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE chunks SET data = x'00' WHERE name = 'layers/weight-norm' AND first_step = 14",
        "UPDATE chunks SET data = 'text' WHERE name = 'layers/weight-norm' AND first_step = 14",
        "UPDATE chunks SET first_step = 15 WHERE name = 'layers/weight-norm' AND first_step = 14",
        "UPDATE chunks SET width = 2, count = count * 2 WHERE name = 'layers/weight-norm' AND first_step = 14",
        "DELETE FROM chunks WHERE name = 'layers/weight-norm' AND first_step > 14",
        "DELETE FROM chunks WHERE name = 'loss'",
        "UPDATE interventions SET skip = 'none'",
        "UPDATE runs SET graph = x'00'",
    ],
)
def test_damage_is_told_at_opening_as_it_is_of_the_whole(store: RunStore, damage: str) -> None:
    _execute(store, damage)
    for read in (store.history, store.record):
        with pytest.raises(StoreError, match=r"Run a .* is damaged"):
            read("a")


def _execute(store: RunStore, statement: str) -> None:
    db = sqlite3.connect(store.folder / FILE_NAME)
    db.execute(statement)
    db.commit()
    db.close()


def test_a_column_that_is_gone_later_is_told_once_and_empty(store: RunStore) -> None:
    told: list[str] = []
    record = store.record("a")
    _execute(store, "DELETE FROM chunks WHERE name = 'layers/weight-norm' AND first_step = 14")
    with pytest.raises(StoreError, match="weight-norm"):
        record.readings("weight-norm")
    store.columns.lost = lambda error: told.append(str(error))
    assert record.reading("weight-norm", 3) is not None, "this piece is still there"
    assert len(record.readings("weight-norm")) == len(record.readings("weight-norm")) == 0
    assert record.reading("weight-norm", 3) is None
    assert record.count("weight-norm") == 0
    assert len(told) == 1
    assert "weight-norm" in told[0]
    assert len(record.readings("gradient-norm")) == STEPS


def test_nothing_is_read_from_a_closed_store(store: RunStore) -> None:
    record = store.record("a")
    store.close()
    assert record.reading("weight-norm") is None
    assert len(record.readings("gradient-norm")) == 0
    assert len(record) == STEPS


def test_a_run_that_was_in_memory_reads_from_the_store(store: RunStore, small_graph: NetworkGraph) -> None:
    live = RunHistory("a", RunSpec(), small_graph, 24)
    for snapshot in snapshots(small_graph):
        live.append(snapshot)
    live.finish(Outcome("completed", STEPS, 1.0))
    assert live.settle(store.record("a"))
    assert live.stored
    same(live, store.history("a"))


def test_a_run_with_other_steps_stays_in_memory(store: RunStore, small_graph: NetworkGraph) -> None:
    live = RunHistory("a", RunSpec(), small_graph, 24)
    for snapshot in snapshots(small_graph)[:-1]:
        live.append(snapshot)
    before = live.readings("gradient-norm").copy()
    assert not live.settle(store.record("a"))
    assert not live.stored
    np.testing.assert_array_equal(live.readings("gradient-norm"), before)


def test_a_run_that_was_resumed_since_is_not_called_damaged(store: RunStore, runs_dir: Path) -> None:
    """The steps that were removed, and those that were trained anew, are not those that the record was opened with."""
    record, kept = store.record("a"), store.record("a")
    assert len(kept.readings("gradient-norm")) == STEPS
    other = RunStore(runs_dir)
    other.reopen("a", record.spec, 10, "CPU")
    with pytest.raises(OutdatedError, match="was resumed or replaced after it was opened") as told:
        record.readings("weight-norm")
    assert told.value.run_id == "a"
    begun = store.record("a")
    assert (len(begun), begun.outcome) == (10, None)
    assert len(begun.readings("weight-norm")) == 10
    again = Snapshot(10, *[np.full(STEPS - 10, 7, np.float32)] * 3, layers=_sevens(record, STEPS - 10))
    other.append("a", again)
    other.finish("a", Outcome("completed", STEPS, 1.0))
    other.close()
    assert float(store.record("a").readings("gradient-norm")[-1, 0]) == 7.0, "what was kept is of the steps before"
    lost: list[StoreError] = []
    store.columns.lost = lost.append
    assert record.reading("weight-norm", 3) is None, "not of other steps than the others"
    assert [type(error) for error in lost] == [OutdatedError]


def _sevens(record: RunHistory, count: int) -> dict[str, Floats]:
    probed = set(record._measured.probed)
    return {
        name: np.full((count, len(record.graph.layers)), 7, np.float32)
        for name in record.instruments
        if name not in probed
    }


def test_a_run_that_was_replaced_from_an_archive_since_is_not_called_damaged(store: RunStore, runs_dir: Path) -> None:
    record = store.record("a")
    other = RunStore(runs_dir)
    other.transfers.put(other.transfers.carried("a"), replacing=True)
    other.close()
    with pytest.raises(OutdatedError):
        record.readings("weight-norm")
    assert len(store.record("a").readings("weight-norm")) == STEPS
