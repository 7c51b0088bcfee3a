"""What runs are found by, where they come from, and what people write at them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.graph.model import NetworkGraph
from explorer.runs import database
from explorer.runs.database import FILE_NAME
from explorer.runs.provenance import Provenance
from explorer.runs.schema import outdated
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.spec_digest import spec_digest
from explorer.runs.store import RunStore, StoreError

ADAM = RunSpec(training=TrainingSpec(optimizer="adam", lr=1e-3))
SAME = {
    "probes": (RunSpec(), RunSpec(training=TrainingSpec(probe_every=7))),
    "no clipping": (RunSpec(), RunSpec(training=TrainingSpec(clip_by="adaptive"))),
    "sharpness": (RunSpec(), RunSpec(training=TrainingSpec(sharpness_every=7))),
    "momentum of Adam": (ADAM, replace(ADAM, training=replace(ADAM.training, momentum=0.5))),
    "a whole number": (RunSpec(training=TrainingSpec(lr=1)), RunSpec(training=TrainingSpec(lr=1.0))),
}
OTHER = (
    RunSpec(training=TrainingSpec(seed=1)),
    RunSpec(training=TrainingSpec(momentum=0.5)),
    RunSpec(training=TrainingSpec(device="cpu")),
    RunSpec(network=NetworkSpec(norm="none")),
    RunSpec(network=NetworkSpec(skips="off")),
    RunSpec(network=NetworkSpec(skips=("skip1",))),
)


@pytest.fixture
def store(runs_dir: Path) -> Iterator[RunStore]:
    opened = RunStore(runs_dir)
    yield opened
    opened.close()


def trained(store: RunStore, run_id: str, spec: RunSpec, graph: NetworkGraph, status: str = "completed") -> None:
    store.create(run_id, run_id, spec, graph, 10, "CPU")
    store.finish(run_id, Outcome(status, 0, 1.0))


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_what_changes_no_number_has_the_same_digest(pair: tuple[RunSpec, RunSpec]) -> None:
    assert spec_digest(pair[0]) == spec_digest(pair[1])


def test_what_changes_numbers_has_a_digest_of_its_own() -> None:
    assert len({spec_digest(spec) for spec in (RunSpec(), ADAM, *OTHER)}) == len(OTHER) + 2


def test_a_completed_run_of_the_same_settings_and_program_is_found(
    store: RunStore, runs_dir: Path, small_graph: NetworkGraph
) -> None:
    for run_id, status in (("a", "completed"), ("b", "stopped"), ("c", "completed"), ("d", "completed")):
        trained(store, run_id, RunSpec(), small_graph, status)
    trained(store, "e", OTHER[0], small_graph)
    assert store.completed_like(RunSpec()) == ["d", "c", "a"]
    store.delete("c")
    with sqlite3.connect(runs_dir / FILE_NAME) as db:
        db.execute("UPDATE runs SET program = '0.3.0' WHERE id = 'd'")
    db.close()
    assert store.completed_like(replace(RunSpec(), training=TrainingSpec(probe_every=3))) == ["a"]
    assert store.completed_like(ADAM) == []


def test_a_row_tells_where_it_comes_from_and_its_settings(store: RunStore, small_graph: NetworkGraph) -> None:
    store.create("before", "before", OTHER[3], small_graph, 10, "CPU")
    store.create("a", "a", OTHER[3], small_graph, 10, "CPU", Provenance("s1", "before", 0))
    row = store.rows()[0]
    assert (row.id, row.sweep, row.parent, row.parent_step) == ("a", "s1", "before", 0)
    assert (row.settings["network"], row.settings["family"], row.settings["depth"]) == ("resnet-56", "resnet", 56)
    assert (row.settings["norm"], row.settings["lr"], row.settings["seed"]) == ("none", 0.1, 0)
    assert "name" not in row.settings


def test_a_setting_that_an_earlier_program_did_not_know_is_shown_at_its_default(
    store: RunStore, runs_dir: Path, small_graph: NetworkGraph
) -> None:
    store.create("new", "new", RunSpec(), small_graph, 10, "CPU")
    store.create("old", "old", RunSpec(), small_graph, 10, "CPU")
    later = ("network.slope", "network.branch_scale", "training.clip", "training.interventions")
    with sqlite3.connect(runs_dir / FILE_NAME) as db:
        paths = ", ".join(f"'$.{name}'" for name in later)
        db.execute(f"UPDATE runs SET spec = json_remove(spec, {paths}) WHERE id = 'old'")
    db.close()
    old, new = store.rows()
    assert (old.id, old.settings["clip"], old.settings["activation"]) == ("old", 0, "relu")
    assert old.settings == new.settings


def test_settings_that_are_damaged_are_said_and_empty(
    store: RunStore, runs_dir: Path, small_graph: NetworkGraph
) -> None:
    store.create("a", "a", RunSpec(), small_graph, 10, "CPU")
    for text in ("nonsense", "[]", "{}", '{"network": {}, "training": {}}', '{"network": {"name": 7}, "training": {}}'):
        with sqlite3.connect(runs_dir / FILE_NAME) as db:
            db.execute("UPDATE runs SET spec = ?", (text,))
        db.close()
        (row,) = store.rows()
        assert row.settings == {}
        assert row.problem.startswith("damaged")


def test_tags_and_notes_are_kept_and_searched(store: RunStore, small_graph: NetworkGraph) -> None:
    for run_id in ("a", "b"):
        trained(store, run_id, RunSpec(), small_graph)
    store.annotate("a", tags=["good", "good", "for the talk"], notes="Seen with 2 threads.")
    store.annotate("a", tags=None)
    row = next(row for row in store.rows() if row.id == "a")
    assert row.tags == ("good", "for", "the", "talk")
    assert row.notes == "Seen with 2 threads."
    assert [row.id for row in store.rows("talk threads")] == ["a"]
    with pytest.raises(StoreError, match="no run"):
        store.annotate("c", notes="x")


def test_one_run_is_the_reference(store: RunStore, small_graph: NetworkGraph) -> None:
    for run_id in ("a", "b"):
        trained(store, run_id, RunSpec(), small_graph)
    for chosen in ("a", "b", None):
        store.set_reference(chosen)
        assert [row.id for row in store.rows() if row.reference] == ([chosen] if chosen else [])
    store.set_reference("a")
    with pytest.raises(StoreError, match="no run"):
        store.set_reference("c")
    assert [row.id for row in store.rows() if row.reference] == ["a"]


def test_an_older_file_is_copied_before_it_is_changed(runs_dir: Path) -> None:
    runs_dir.mkdir()
    old = (Path(__file__).with_name("store_of_0_3.sql")).read_text(encoding="utf-8")
    db = sqlite3.connect(runs_dir / FILE_NAME)
    db.executescript(old)
    before = list(db.iterdump())
    (version,) = db.execute("PRAGMA user_version").fetchone()
    db.close()
    store = RunStore(runs_dir)
    spec = store.spec(store.rows()[0].id)
    assert store.completed_like(spec) == []  # trained by another version
    store.close()
    copy = sqlite3.connect(runs_dir / f"runs-version-{version}.sqlite")
    assert list(copy.iterdump()) == before
    copy.close()
    with sqlite3.connect(runs_dir / FILE_NAME) as db:
        assert all(len(digest) == 32 for (digest,) in db.execute("SELECT digest FROM runs"))
        assert {program for (program,) in db.execute("SELECT program FROM runs")} == {""}
    db.close()
    RunStore(runs_dir).close()
    assert len(list(runs_dir.glob("runs-version-*"))) == 1


def test_a_file_that_another_process_upgraded_meanwhile_is_no_copy_of_before(
    runs_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    RunStore(runs_dir).close()
    found = iter((3,))  # as this process saw it before it copied
    monkeypatch.setattr(database, "outdated", lambda db: next(found, None) or outdated(db))
    RunStore(runs_dir).close()
    assert list(runs_dir.glob("runs-version-*")) == []


def test_settings_that_a_network_does_not_have_are_none(store: RunStore, small_graph: NetworkGraph) -> None:
    specs = {
        "vit-4": {},
        "plain-20": {},
        "resnet18": {"init": "own"},
        "leaky": {"name": "plain-20", "activation": "leaky-relu"},
    }
    for run_id, network in specs.items():
        store.create(
            run_id, run_id, RunSpec(network=NetworkSpec(**{"name": run_id, **network})), small_graph, 10, "CPU"
        )
    store.create(
        "own", "own", RunSpec(network=NetworkSpec(name="Net", source="net.py", init="own")), small_graph, 10, "CPU"
    )
    found = {row.id: row.settings for row in store.rows()}
    assert {run_id: settings["norm"] for run_id, settings in found.items()} == {
        "vit-4": None, "plain-20": "batch", "resnet18": None, "leaky": "batch", "own": None,
    }  # fmt: skip
    assert (found["plain-20"]["slope"], found["leaky"]["slope"]) == (None, 0.01)
    assert {run_id: settings["clip_by"] for run_id, settings in found.items()} == dict.fromkeys(found)
    assert (found["vit-4"]["width"], found["resnet18"]["width"], found["resnet18"]["stem"]) == (16, None, "own")
    assert found["resnet18"]["init"] == "own"
