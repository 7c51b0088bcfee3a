"""What charts of many runs read: the same numbers as the whole runs, and spikes kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from explorer.graph.model import NetworkGraph
from explorer.runs.database import FILE_NAME
from explorer.runs.overviews import BINS
from explorer.runs.snapshot import EpochResult, Outcome, Snapshot
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore

STEPS, PIECE, SPIKE = 5000, 700, 2345
LOSS = np.linspace(2, 1, STEPS, dtype=np.float32)
LOSS[SPIKE] = 50


def train(store: RunStore, graph: NetworkGraph, run_id: str, first: int = 0, last: int = STEPS) -> None:
    """Some steps of a run in several chunks, with an epoch after each piece; layer k reads k at step 0, 10 k later."""
    layers = np.arange(len(graph.layers), dtype=np.float32)
    for begin in range(first, last, PIECE):
        at = np.arange(begin, min(begin + PIECE, last))
        rows = np.where(at[:, None] == 0, layers, 10 * layers).astype(np.float32)
        epoch = EpochResult(begin // PIECE + 1, int(at[-1]), 1.5, 0.5, float("nan"), 0.25)
        store.append(run_id, Snapshot(begin, LOSS[at], LOSS[at], LOSS[at], {"gradient-rms": rows}, (epoch,)))
        store.flush()


@pytest.fixture
def store(runs_dir: Path, small_graph: NetworkGraph) -> Iterator[RunStore]:
    opened = RunStore(runs_dir)
    for run_id in ("a", "b"):
        opened.create(run_id, run_id, RunSpec(), small_graph, PIECE, "CPU")
        train(opened, small_graph, run_id)
    opened.finish("a", Outcome("completed", STEPS, 1.0))
    yield opened
    opened.close()


def kept(runs_dir: Path) -> list[tuple[str, str, int]]:
    db = sqlite3.connect(runs_dir / FILE_NAME)
    found = db.execute("SELECT run_id, name, rows FROM overviews ORDER BY run_id").fetchall()
    db.close()
    return found


def test_a_column_comes_with_few_points_and_its_spike(store):
    found = store.overviews.columns(["a", "b", "unknown"], "loss")
    assert list(found) == ["a", "b"]
    overview = found["a"]
    assert BINS <= len(overview.steps) <= 2 * BINS + 2
    assert (overview.rows, overview.values.max()) == (STEPS, 50)
    assert np.array_equal(overview.values, LOSS[overview.steps.astype(int)])
    assert np.all(np.diff(overview.steps) >= 0)


def test_a_run_that_is_over_is_read_once_and_is_the_same_again(store, runs_dir):
    first = store.overviews.columns(["a", "b"], "loss")
    assert kept(runs_dir) == [("a", "loss", STEPS)]
    db = sqlite3.connect(runs_dir / FILE_NAME)
    db.execute("DELETE FROM chunks")
    db.commit()
    db.close()
    again = store.overviews.columns(["a", "b"], "loss")
    assert list(again) == ["a"]  # b goes on: nothing is kept of it
    assert np.array_equal(again["a"].steps, first["a"].steps)
    assert np.array_equal(again["a"].values, first["a"].values)


def test_what_is_kept_of_a_run_that_went_on_is_made_anew(store, runs_dir, small_graph):
    store.overviews.columns(["a"], "loss")
    db = sqlite3.connect(runs_dir / FILE_NAME)
    db.execute("UPDATE runs SET steps = 1400 WHERE id = 'a'")
    db.commit()
    db.close()
    assert store.overviews.columns(["a"], "loss")["a"].rows == 1400
    assert kept(runs_dir) == [("a", "loss", 1400)]


def test_a_deleted_run_leaves_nothing(store, runs_dir):
    store.overviews.columns(["a"], "loss")
    store.discard("a")
    assert kept(runs_dir) == []
    assert store.overviews.columns(["a"], "loss") == {}


def test_a_zoomed_part_has_every_step(store):
    part = store.overviews.part("a", "loss", SPIKE - 10, SPIKE + 10)
    assert part.steps.tolist() == list(range(SPIKE - 10, SPIKE + 10))
    assert np.array_equal(part.values, LOSS[SPIKE - 10 : SPIKE + 10])
    assert store.overviews.part("a", "loss", STEPS + 1, STEPS + 5) is None
    assert store.overviews.part("unknown", "loss", 0, 5) is None


def test_epochs_come_as_columns(store):
    found = store.overviews.epochs(["a", "unknown"])
    assert list(found) == ["a"]
    epochs = found["a"]
    assert epochs.step.tolist() == [699, 1399, 2099, 2799, 3499, 4199, 4899, 4999]
    assert set(epochs.train_loss) == {1.5}
    assert np.isnan(epochs.test_loss).all()
    assert set(epochs.test_accuracy) == {0.25}


def test_profiles_are_those_of_the_first_and_the_last_step(store, small_graph):
    first, last = store.overviews.ends(["a"], "gradient-rms")["a"]
    layers = np.arange(len(small_graph.layers))
    assert first.tolist() == layers.tolist()
    assert last.tolist() == (10 * layers).tolist()
    assert store.overviews.ends(["a"], "weight-norm") == {}


def test_a_heatmap_keeps_the_most_alarming_reading_of_each_row(store, small_graph):
    heatmap = store.overviews.heatmaps(["a", "unknown"], "gradient-rms", rows=50)["a"]
    layers = np.arange(len(small_graph.layers))
    assert (heatmap.steps_per_row, heatmap.values.shape) == (100, (50, len(layers)))
    assert heatmap.values.tolist() == [(10 * layers).tolist()] * 50  # step 0 shares its row with 99 larger ones
    fine = store.overviews.heatmaps(["a"], "gradient-rms", rows=STEPS)["a"]
    assert fine.values[0].tolist() == layers.tolist()
    assert store.overviews.heatmaps(["a"], "weight-norm") == {}


def test_runs_of_one_network_share_it(store, small_graph):
    graphs = store.overviews.graphs(["a", "b", "unknown"])
    assert graphs["a"] is graphs["b"]
    assert graphs["a"].layers == small_graph.layers


@pytest.mark.parametrize("damage", ["data = x'00'", "count = 3", "first_step = first_step + 1"])
def test_a_damaged_run_is_left_out(store, runs_dir, damage):
    db = sqlite3.connect(runs_dir / FILE_NAME)
    db.execute(f"UPDATE chunks SET {damage} WHERE run_id = 'a'")
    db.commit()
    db.close()
    assert list(store.overviews.columns(["a", "b"], "loss")) == ["b"]
