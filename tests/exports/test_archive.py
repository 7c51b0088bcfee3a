"""One file for runs: everything comes back, and what was made by hand to escape, to be huge or damaged is refused."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save

from explorer.exports import Existing
from explorer.exports import archive as archives
from explorer.exports.archive import Archive, ArchiveError
from explorer.exports.format_registry import FORMATS, ExportError, Wanted, export
from explorer.exports.taking_in import read_into
from explorer.runs.cells import Planned
from explorer.runs.portable import Carried
from explorer.runs.store import RunStore, StoreError
from tests.exports.conftest import RUNS

Damage = Callable[[dict[str, bytes]], object]


@pytest.fixture
def file(filled: RunStore, tmp_path: Path) -> Path:
    path = tmp_path / "two.rexp"
    write(filled, RUNS, path, weights=True)
    return path


def write(store: RunStore, ids: Sequence[str], path: Path, *, weights: bool = False) -> None:
    """As both export commands do; an id that no run has is that of a run which was deleted since."""
    rows = {row.id: row for row in store.rows()}
    chosen = [rows.get(run_id) or replace(rows["first"], id=run_id) for run_id in ids]
    export(FORMATS["archive"], Wanted(store, chosen, weights=weights), path)


def files(folder: Path) -> set[Path]:
    """Every file but those of SQLite's log."""
    return {path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(("-wal", "-shm"))}


def same(a: Carried, b: Carried) -> None:
    """NaN is equal to NaN here."""
    assert repr(a.run) == repr(b.run)
    assert a.graph.to_dict() == b.graph.to_dict()
    assert repr(a.analyses) == repr(b.analyses)
    assert set(a.columns) == set(b.columns)
    for name, column in a.columns.items():
        np.testing.assert_array_equal(column, b.columns[name])


def rewritten(source: Path, target: Path, damage: Damage) -> Path:
    """The archive with its parts changed."""
    with zipfile.ZipFile(source) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    damage(parts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as changed:
        for name, data in parts.items():
            changed.writestr(name, data)
    return target


def changed(part: str, **values: object) -> Damage:
    """Sets values in a JSON part."""

    def damage(parts: dict[str, bytes]) -> None:
        parts[part] = json.dumps({**json.loads(parts[part]), **values}).encode()

    return damage


def test_everything_comes_back_elsewhere(filled: RunStore, elsewhere: RunStore, file: Path) -> None:
    with Archive(file) as archive:
        assert archive.manifest.runs == RUNS
        assert {"residual-explorer", "python", "torch", "numpy"} <= set(archive.manifest.environment)
        assert read_into(elsewhere, archive).entered == {run_id: run_id for run_id in RUNS}
    for run_id in RUNS:
        same(filled.transfers.carried(run_id), elsewhere.transfers.carried(run_id))
    assert {row.id: (row.tags, row.notes, row.sweep, row.parent, row.verdict) for row in elsewhere.rows()} == {
        row.id: (row.tags, row.notes, row.sweep, row.parent, row.verdict) for row in filled.rows()
    }
    assert not [row.problem for row in elsewhere.rows() if row.problem]
    assert elsewhere.history("second").gates() == {"skip1": 0.25}
    np.testing.assert_array_equal(load_file(elsewhere.weights_path("second"))["w"], [0, 1, 2])
    assert not elsewhere.weights_path("first").exists()


def test_an_archive_from_before_predictions_opens(file: Path, elsewhere: RunStore, tmp_path: Path) -> None:
    def without(parts: dict[str, bytes]) -> None:
        run = json.loads(parts["runs/first.json"])
        assert len(run.pop("predictions")) == 3
        parts["runs/first.json"] = json.dumps(run).encode()

    with Archive(rewritten(file, tmp_path / "older.rexp", without)) as archive:
        read_into(elsewhere, archive)
    assert elsewhere.predictions.of("first") == ()
    assert len(elsewhere.predictions.of("second")) == 3


def test_a_name_cannot_steer_the_terminal(file: Path, elsewhere: RunStore, tmp_path: Path) -> None:
    with Archive(rewritten(file, tmp_path / "esc.rexp", changed("runs/first.json", name="\x1b[2Jx\x9b"))) as archive:
        read_into(elsewhere, archive)
    assert {row.id: row.name for row in elsewhere.rows()}["first"] == "\ufffd[2Jx\ufffd"


def test_a_sweep_comes_with_its_runs(filled: RunStore, elsewhere: RunStore, tmp_path: Path) -> None:
    specs = {run_id: filled.spec(run_id) for run_id in RUNS}
    filled.sweeps.enter(
        "norms, twice", "name = 'norms'", [Planned({"seed": k}, s) for k, s in enumerate(specs.values())]
    )
    for run_id in RUNS:
        cell = filled.sweeps.claim()
        assert cell is not None
        filled.sweeps.done(cell.id, run_id)
    write(filled, RUNS, tmp_path / "sweep.rexp")
    write(filled, RUNS[:1], tmp_path / "part.rexp")
    with Archive(tmp_path / "sweep.rexp") as archive:
        read_into(elsewhere, archive)
        read_into(elsewhere, archive, Existing.REPLACE)
    (sweep,) = elsewhere.sweeps.all()
    (own,) = filled.sweeps.all()
    assert (sweep.id, sweep.name, sweep.source, sweep.created) == (own.id, own.name, own.source, own.created)
    assert (sweep.total, sweep.counts["done"]) == (2, 2)
    assert [cell.run_id for cell in elsewhere.sweeps.cells(sweep.id)] == list(RUNS)
    assert [cell.label for cell in elsewhere.sweeps.cells(sweep.id)] == [{"seed": 0}, {"seed": 1}]
    assert elsewhere.sweeps.claim() is None, "nothing is trained anew"
    with Archive(tmp_path / "part.rexp") as archive:
        assert list(archive.sweeps()[0].runs) == ["first"]


def test_weights_stay_where_they_are_not_wanted(filled: RunStore, tmp_path: Path) -> None:
    write(filled, RUNS, tmp_path / "light.rexp")
    assert not [name for name in zipfile.ZipFile(tmp_path / "light.rexp").namelist() if name.startswith("weights")]


def test_nothing_in_it_is_code_or_pickle(file: Path) -> None:
    suffixes = {Path(name).suffix for name in zipfile.ZipFile(file).namelist()}
    assert suffixes == {".json", ".safetensors"}
    for name in zipfile.ZipFile(file).namelist():
        if name.endswith(".json") and not name.startswith("analyses"):  # these hold the NaN that figures have
            json.loads(zipfile.ZipFile(file).read(name), parse_constant=pytest.fail)


def test_what_would_be_overwritten_is_asked(filled: RunStore, file: Path) -> None:
    filled.annotate("first", notes="mine")
    with Archive(file) as archive:
        with pytest.raises(ArchiveError, match=r"Runs first, second are already in .* Nothing was changed"):
            read_into(filled, archive)
        assert next(row for row in filled.rows() if row.id == "first").notes == "mine"
        assert read_into(filled, archive, Existing.SKIP).skipped == RUNS
        assert next(row for row in filled.rows() if row.id == "first").notes == "mine"
        read_into(filled, archive, Existing.REPLACE)
        assert next(row for row in filled.rows() if row.id == "first").notes == "Two\nlines"
        new = read_into(filled, archive, Existing.COPY).entered
    assert len(filled.rows()) == 4
    assert filled.transfers.carried(new["second"]).run.provenance.parent == new["first"]
    assert load_file(filled.weights_path(new["second"]))["w"].tolist() == [0, 1, 2]


def test_a_run_that_trains_is_neither_handed_on_nor_replaced(
    filled: RunStore, elsewhere: RunStore, file: Path, tmp_path: Path
) -> None:
    spec, graph = filled.history("first").spec, filled.history("first").graph
    elsewhere.create("first", "trains", spec, graph, 4, "CPU")
    with pytest.raises(StoreError, match="still training"):
        write(elsewhere, ["first"], tmp_path / "no.rexp")
    assert list(tmp_path.glob("*no.rexp*")) == []
    with Archive(file) as archive, pytest.raises(StoreError, match="still training"):
        read_into(elsewhere, archive, Existing.REPLACE)
    assert [row.name for row in elsewhere.rows() if row.id == "first"] == ["trains"]


def test_a_file_that_cannot_be_written_leaves_nothing(filled: RunStore, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        write(filled, RUNS, tmp_path / "missing" / "x.rexp")
    before = tmp_path / "kept.rexp"
    before.write_bytes(b"mine")
    with pytest.raises(StoreError, match="no run"):
        write(filled, ["first", "unknown"], before)
    assert before.read_bytes() == b"mine"
    assert list(tmp_path.glob(".*")) == []


SWEEP = {"id": "s", "name": "s", "created": "2026-01-01T00:00:00+00:00", "source": "", "runs": {}}
EPOCH = {"epoch": 1, "step": 3, "train_loss": 1, "train_accuracy": 0, "test_loss": 1, "test_accuracy": 0}
DAMAGES: dict[str, tuple[Damage, str]] = {
    "a path that climbs": (lambda parts: parts.update({"../outside": b"x"}), "holds '../outside'"),
    "an absolute path": (lambda parts: parts.update({"/etc/passwd": b"x"}), "holds '/etc/passwd'"),
    "a part with a path in the id": (lambda parts: parts.update({"weights/../a.safetensors": b"x"}), "it holds"),
    "code": (lambda parts: parts.update({"runs/first.py": b"x"}), "it holds 'runs/first.py'"),
    "a pickle": (lambda parts: parts.update({"weights/first.pt": b"x"}), "it holds"),
    "a folder": (lambda parts: parts.update({"runs/": b""}), "it holds"),
    "no manifest": (lambda parts: parts.pop("manifest.json"), "has no manifest"),
    "another format": (changed("manifest.json", format="x"), "no archive of runs"),
    "a newer version": (changed("manifest.json", version=2), "another Residual Explorer"),
    "an id that climbs": (changed("manifest.json", runs=["../x"]), "list of runs"),
    "a run named twice": (changed("manifest.json", runs=["first", "first"]), "list of runs"),
    "a run that is missing": (lambda parts: parts.pop("runs/first.json"), "first is missing"),
    "a graph that is missing": (lambda parts: parts.pop("graphs/first.json"), "graphs/first.json is missing"),
    "no JSON": (lambda parts: parts.update({"runs/first.json": b"{"}), "damaged"),
    "JSON nested deep": (lambda parts: parts.update({"runs/first.json": b"[" * 100_000}), "damaged"),
    "another id": (changed("runs/first.json", id="../../x"), "calls itself"),
    "an unknown setting": (changed("runs/first.json", spec={"network": {"code": 1}}), "unknown setting code"),
    "a setting out of range": (changed("runs/first.json", spec={"training": {"lr": -1}}), "learning rate is -1"),
    "no steps an epoch": (changed("runs/first.json", steps_per_epoch=0), "steps: 0"),
    "a run that goes on": (
        changed("runs/first.json", outcome={"status": "running", "steps": 6, "seconds": 1}), "still running",
    ),
    "other steps": (changed("runs/first.json", outcome={"status": "stopped", "steps": 5, "seconds": 1}), "6 steps"),
    "an unknown skip": (changed("runs/first.json", interventions=[{"step": 1, "skip": "x", "gate": 0}]), "no skip 'x'"),
    "a prediction that cannot be drawn": (
        changed("runs/first.json", predictions=[{"kind": "curve", "about": "loss", "x": [0, 2], "values": [1, 1]}]),
        "predictions: a curve",
    ),
    "two predictions about the same": (
        changed("runs/first.json", predictions=[{"kind": "sentence", "about": "a", "text": t} for t in "xy"]),
        "predictions: two about the same",
    ),
    "no date": (changed("runs/first.json", created="soon"), "damaged"),
    "readings cut off": (
        lambda parts: parts.update({"readings/first.safetensors": parts["readings/first.safetensors"][:-5]}), "damaged",
    ),
    "readings of another shape": (
        lambda parts: parts.update({"readings/first.safetensors": save({"loss": np.zeros((6, 2), np.float32)})}),
        "damaged",
    ),
    "readings of another type": (
        lambda parts: parts.update({"readings/first.safetensors": save({"loss": np.zeros(6)})}), "float64",
    ),
    "weights that are none": (lambda parts: parts.update({"weights/first.safetensors": b"no weights"}), "damaged"),
    "sweeps that are none": (lambda parts: parts.update({"sweeps.json": b"{}"}), "sweeps"),
    "a sweep of other runs": (
        lambda parts: parts.update({"sweeps.json": json.dumps([SWEEP | {"runs": {"x": {}}}]).encode()}), "sweep 's'",
    ),
    "a sweep with an id that climbs": (
        lambda parts: parts.update({"sweeps.json": json.dumps([SWEEP | {"id": "../s"}]).encode()}), "sweep '../s'",
    ),
    "half a character": (changed("runs/first.json", notes="\ud800"), "surrogates"),
    "half a character in a sweep": (
        lambda parts: parts.update({"sweeps.json": json.dumps([SWEEP | {"name": "\ud800"}]).encode()}), "surrogates",
    ),
    "an epoch twice": (changed("runs/second.json", epochs=[EPOCH, EPOCH]), "run second.*UNIQUE"),
    "a number that is too large": (changed("runs/second.json", epochs=[EPOCH | {"test_loss": 2**70}]), "too large"),
    "a run that is its own fork": (
        changed("runs/second.json", provenance={"sweep": "", "parent": "second", "parent_step": 1}), "the run itself",
    ),
    "an analysis that is none": (lambda parts: parts.update({"analyses/first.0.json": b"{}"}), "damaged"),
}  # fmt: skip


@pytest.mark.parametrize(("damage", "told"), DAMAGES.values(), ids=DAMAGES)
def test_what_no_archive_may_hold_is_refused(
    file: Path, elsewhere: RunStore, tmp_path: Path, damage: Damage, told: str
) -> None:
    target = rewritten(file, tmp_path / "bad.rexp", damage)
    before = files(tmp_path)
    with pytest.raises(ArchiveError, match=told), Archive(target) as archive:
        read_into(elsewhere, archive)
    assert elsewhere.rows() == []
    assert files(tmp_path) == before


def test_a_part_may_not_be_there_twice(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "twice.rexp"
    target.write_bytes(file.read_bytes())
    with zipfile.ZipFile(target, "a") as more, pytest.warns(UserWarning, match="Duplicate name"):
        more.writestr("runs/first.json", b"{}")
    with pytest.raises(ArchiveError, match="a part twice"):
        Archive(target)


@pytest.mark.parametrize("limit", ["LARGEST", "LARGEST_IN_ALL"])
def test_a_bomb_is_not_unpacked(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    small = dict.fromkeys(archives.LARGEST, 20_000) if limit == "LARGEST" else 1_000_000
    monkeypatch.setattr(archives, limit, small)
    target = rewritten(file, tmp_path / "bomb.rexp", lambda parts: parts.update({"runs/first.json": b" " * 2_000_000}))
    assert target.stat().st_size < 100_000
    with pytest.raises(ArchiveError, match="would unpack to"):
        Archive(target)


def test_a_part_that_is_longer_than_it_says_is_not_unpacked(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "liar.rexp"
    with zipfile.ZipFile(target, "w") as lying:
        lying.writestr("manifest.json", b" " * 5000)
    data = target.read_bytes()
    target.write_bytes(data.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little")))
    with pytest.raises(ArchiveError, match="damaged"):
        Archive(target)


def test_packed_bytes_that_are_damaged_are_told_in_words(filled: RunStore, elsewhere: RunStore, tmp_path: Path) -> None:
    whole, damaged = tmp_path / "whole.rexp", tmp_path / "damaged.rexp"
    write(filled, ["first"], whole)
    with zipfile.ZipFile(whole) as archive:
        starts = [info.header_offset + 30 + len(info.filename) for info in archive.infolist()]
    for start in starts:
        data = bytearray(whole.read_bytes())
        data[start : start + 4] = b"\xff" * 4
        damaged.write_bytes(data)
        with pytest.raises(ArchiveError, match="is damaged"), Archive(damaged) as archive:
            read_into(elsewhere, archive)


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_packings_that_need_memory_without_limit_are_refused(tmp_path: Path, packing: int) -> None:
    with zipfile.ZipFile(tmp_path / "x.rexp", "w", packing) as archive:
        archive.writestr("manifest.json", b"{}")
    with pytest.raises(ArchiveError, match="allowed: deflate"):
        Archive(tmp_path / "x.rexp")


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04" + b"x" * 50])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    target = tmp_path / "other.rexp"
    target.write_bytes(content)
    with pytest.raises(ArchiveError, match="no archive of runs"):
        Archive(target)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be read: No such file"):
        Archive(tmp_path / "none.rexp")


def test_a_damaged_run_is_not_handed_on(filled: RunStore) -> None:
    whole = filled.transfers.carried("first")
    with pytest.raises(ValueError, match="there is no skip"):
        filled.transfers.put(
            replace(
                whole, run=replace(whole.run, id="x", interventions=(replace(whole.run.interventions[0], skip="y"),))
            )
        )
    assert len(filled.rows()) == 2
