"""A run store made by someone else: nothing outside its folder is touched, and one bad row leaves the rest usable."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer import typed
from explorer.choices.figures.bars import Bars
from explorer.choices.figures.lines import Lines, Series
from explorer.graph.model import NetworkGraph
from explorer.runs.analysis import AnalysisResult, decode, encode
from explorer.runs.codec import DamagedError, decode_graph, encode_graph
from explorer.runs.database import FILE_NAME
from explorer.runs.snapshot import Intervention, Outcome, Snapshot
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore, StoreError

Make = Callable[..., Snapshot]
DEAD = "elsewhere|x|1"  # no process has such a token

_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_cells = (
    st.none()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.text(max_size=20)
    | st.binary(max_size=20)
    | st.sampled_from(["../outside", "/etc/passwd", "running", "[" * 100_000, "1e999", "9999-12-31T23:59:59+14:00"])
    | _json.map(json.dumps)
)
_COLUMNS = {
    "runs": ("id", "name", "created", "status", "network", "dataset", "skips_on", "skips_total", "spec", "graph",
             "steps", "steps_per_epoch", "device", "outcome", "writer", "deleted_by", "verdict", "twin_key", "depth"),
    "chunks": ("name", "first_step", "count", "width", "data"),
    "epochs": ("epoch", "step", "train_loss", "test_accuracy"),
    "interventions": ("step", "skip", "gate"),
    "events": ("time", "step", "kind", "message"),
    "analyses": ("analysis", "made", "result"),
}  # fmt: skip
_targets = st.sampled_from([(table, column) for table, columns in _COLUMNS.items() for column in columns])
RESULT = AnalysisResult(
    analysis="lesion", network="resnet-4", settings={"images": 8}, sentences=("A sentence.",),
    made="2026-01-01T00:00:00+00:00", seconds=1.0,
    figures=(
        Lines(id="a", title="t", x_label="x", y_label="y", series=(Series("s", np.arange(3.0), np.arange(3.0)),)),
        Bars(id="b", title="t", x_label="x", y_label="y", labels=("1", "2"), values=np.arange(2.0)),
    ),
)  # fmt: skip


def filled(folder: Path, graph: NetworkGraph, snapshot: Make) -> Path:
    """A closed store with two runs of everything there is to store."""
    store = RunStore(folder)
    for run_id in ("bad", "good"):
        store.create(run_id, f"run {run_id}", RunSpec(), graph, 24, "CPU")
        store.append(run_id, snapshot(0, 4, epoch=1))
        moved = snapshot(4, 2)
        store.append(run_id, Snapshot(4, moved.loss, moved.accuracy, moved.seconds, moved.layers, (),
                                      (Intervention(4, "skip1", 0.0),)))  # fmt: skip
        store.finish(run_id, Outcome("completed", 6, 1.0))
        store.save_analysis(run_id, RESULT)
    store.close()
    return folder / FILE_NAME


def change(path: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    db = sqlite3.connect(path)
    for statement, values in statements:
        with suppress(sqlite3.IntegrityError):  # the tables themselves refuse some
            db.execute(statement, values)
    db.commit()
    db.close()


@pytest.mark.parametrize("run_id", ["../../precious", "weights/../../precious", ""])
@pytest.mark.logs
def test_an_id_from_a_file_reaches_no_file_outside(
    tmp_path: Path, small_graph: NetworkGraph, make_snapshot: Make, run_id: str
) -> None:
    folder, precious = tmp_path / "stranger", tmp_path / "precious.safetensors"
    path = filled(folder, small_graph, make_snapshot)
    (folder / "weights").mkdir()
    precious.write_text("mine")
    change(path, ("UPDATE runs SET id = ?, deleted_by = ? WHERE id = 'bad'", (run_id, DEAD)))
    RunStore(folder).close()  # opening purges what others deleted
    assert precious.read_text() == "mine"
    change(path, ("UPDATE runs SET id = ? WHERE id = 'good'", (run_id,)))
    store = RunStore(folder)
    store.discard(run_id)
    assert precious.read_text() == "mine"
    with pytest.raises(StoreError, match=r"run id .* is damaged"):
        store.weights_path(run_id)
    with pytest.raises(StoreError, match="is damaged"):
        store.history(run_id)
    store.close()


@pytest.mark.logs
def test_a_weights_folder_that_leads_out_is_not_followed(
    tmp_path: Path, small_graph: NetworkGraph, make_snapshot: Make
) -> None:
    folder, outside = tmp_path / "stranger", tmp_path / "outside"
    outside.mkdir()
    (outside / "bad.safetensors").write_text("mine")
    filled(folder, small_graph, make_snapshot)
    (folder / "weights").symlink_to(outside)
    store = RunStore(folder)
    with pytest.raises(StoreError, match="points outside the runs folder"):
        store.weights_path("bad")
    store.discard("bad")
    store.close()
    assert (outside / "bad.safetensors").read_text() == "mine"


@pytest.mark.logs
@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(_targets, _cells), min_size=1, max_size=3))
def test_any_value_in_any_column_of_one_run_leaves_the_other_usable(
    small_graph: NetworkGraph, make_snapshot: Make, damage: list[tuple[tuple[str, str], object]]
) -> None:
    with tempfile.TemporaryDirectory() as root:
        outside = Path(root) / "outside.safetensors"
        outside.write_text("mine")
        path = filled(Path(root) / "runs", small_graph, make_snapshot)
        for (table, column), value in damage:
            key = "id" if table == "runs" else "run_id"
            change(path, (f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {key} = 'bad'", (value,)))
        _use(Path(root) / "runs")
        assert outside.read_text() == "mine"


def _use(folder: Path) -> None:
    """Everything a window does with a store; only the damaged run may be refused, in words."""
    store = RunStore(folder)
    rows = store.rows("")
    assert [len(store.history(row.id)) for row in rows if row.id == "good"] == [6]
    assert [result.analysis for result in store.analyses("good")] == ["lesion"]
    for row in rows:
        assert row.matches("nothing of the kind") is False
        assert isinstance(row.skips + row.status + row.network + row.verdict, str)
        for use in (store.history, store.spec, store.events, store.analyses, store.delete, store.restore):
            with suppress(StoreError):
                use(row.id)
    with suppress(StoreError):
        store.shallower_twins(RunSpec())
        store.deeper_twins("good", RunSpec(), 10)
    store.close()


def test_packed_data_that_would_fill_the_memory_are_refused(
    small_graph: NetworkGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(json.dumps(small_graph.to_dict()))
    monkeypatch.setattr(typed, "LARGEST", size)
    assert decode_graph(encode_graph(small_graph)).layers == small_graph.layers
    monkeypatch.setattr(typed, "LARGEST", size - 1)
    with pytest.raises(DamagedError, match="too large"):
        decode_graph(encode_graph(small_graph))


def _changed(graph: NetworkGraph, **changes: object) -> bytes:
    return zlib.compress(json.dumps({**graph.to_dict(), **changes}).encode())


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"edges": [["head", "stem"]]}, "backwards"),
        ({"edges": [["stem", "stranger"]]}, "'stranger' is named and is no call"),
        ({"classes": "ten"}, "classes is 'ten'; allowed: a whole number"),
        ({"input_shape": [1, -8, 8]}, "negative size"),
        ({"calls": []}, "is no call"),
        ({"calls": 5}, "calls is 5"),
    ],
)
def test_a_graph_that_does_not_fit_together_is_refused(
    small_graph: NetworkGraph, changes: dict[str, object], told: str
) -> None:
    with pytest.raises(DamagedError, match=told):
        decode_graph(_changed(small_graph, **changes))


def test_measurements_of_another_network_are_refused(
    runs_dir: Path, small_graph: NetworkGraph, make_snapshot: Make
) -> None:
    path = filled(runs_dir, small_graph, make_snapshot)
    change(path, ("UPDATE chunks SET count = count * 2, width = 2 WHERE run_id = 'bad' AND width = 4", ()))
    store = RunStore(runs_dir)
    with pytest.raises(StoreError, match=r"Run bad .* is damaged \(measurements: "):
        store.history("bad")
    assert len(store.history("good")) == 6
    store.close()


@given(st.data())
def test_a_damaged_analysis_is_an_analysis_or_refused(data: st.DataObject) -> None:
    told = json.loads(zlib.decompress(encode(RESULT)))
    spot: dict | list = told
    for _ in range(data.draw(st.integers(0, 3))):
        inner = [v for v in (spot.values() if isinstance(spot, dict) else spot) if isinstance(v, dict | list) and v]
        if inner:
            spot = data.draw(st.sampled_from(inner))
    place = data.draw(st.sampled_from(list(spot) if isinstance(spot, dict) else range(len(spot))))
    spot[place] = data.draw(_json)
    try:
        found = decode(zlib.compress(json.dumps(told).encode()))
    except DamagedError:
        return
    assert isinstance(found, AnalysisResult)
    assert all(isinstance(sentence, str) for sentence in found.sentences)
    assert all(len(s.x) == len(s.y) for f in found.figures if isinstance(f, Lines) for s in f.series)
