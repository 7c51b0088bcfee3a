"""Stored runs judged with their stored twins, and their titles in the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from explorer.graph.model import NetworkGraph
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Outcome, Snapshot, Status
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore
from explorer.verdicts import judging
from explorer.verdicts.finding import Finding
from explorer.verdicts.judging import note_verdict, stored_twins


def spec(name: str, **training: float) -> RunSpec:
    return RunSpec(network=NetworkSpec(name=name), training=TrainingSpec(**training))


class Shelf:
    """A store that runs are put into."""

    def __init__(self, store: RunStore, graph: NetworkGraph) -> None:
        self.store, self._graph = store, graph

    def put(self, run_id: str, spec: RunSpec, status: Status = "completed") -> str:
        self.store.create(run_id, run_id, spec, self._graph, 2, "CPU")
        ones = np.ones(2, np.float32)
        layers = {"gradient-rms": np.ones((2, len(self._graph.layers)), np.float32)}
        self.store.append(run_id, Snapshot(0, ones, ones, ones, layers))
        if status != "running":
            self.store.finish(run_id, Outcome(status, 2, 1.0))
        return run_id

    def verdicts(self) -> dict[str, str]:
        return {row.id: row.verdict for row in self.store.rows()}


@pytest.fixture
def shelf(runs_dir: Path, small_graph: NetworkGraph) -> Iterator[Shelf]:
    store = RunStore(runs_dir)
    yield Shelf(store, small_graph)
    store.close()


@pytest.fixture(autouse=True)
def naming_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge that says whom it was shown."""

    def judge(run: RunHistory, twins: Sequence[RunHistory] = ()) -> tuple[Finding, ...]:
        title = f"{run.run_id} with {' and '.join(twin.run_id for twin in twins) or 'none'}"
        words = {"sentence": title, "not_this": "", "to_try": ""}
        return (Finding(verdict="test", title=title, severity="good", evidence=(), **words),)

    monkeypatch.setattr(judging, "judge", judge)


def test_the_newest_completed_shallower_twin_is_found(shelf: Shelf) -> None:
    for run_id, twin, status in (
        ("old", spec("plain-20"), "completed"),
        ("new", spec("plain-20"), "completed"),
        ("stopped", spec("plain-20"), "stopped"),
        ("seed", spec("plain-20", seed=1), "completed"),
        ("skips", spec("resnet-20"), "completed"),
        ("deeper", spec("plain-110"), "completed"),
    ):
        shelf.put(run_id, twin, status)
    (found,) = stored_twins(shelf.store, spec("plain-56"))
    assert found.run_id == "new"
    assert stored_twins(shelf.store, spec("plain-20")) == ()
    assert stored_twins(shelf.store, spec("vgg-16")) == ()


def test_runs_at_ten_times_and_a_tenth_of_the_rate_and_longer_ones_are_twins(shelf: Shelf) -> None:
    for run_id, twin in (
        ("faster", spec("plain-8", lr=1.0)),
        ("slower", spec("plain-8", lr=0.01)),
        ("longer", spec("plain-8", epochs=60)),
        ("seed", spec("plain-8", lr=1.0, seed=1)),
        ("both", spec("plain-8", lr=1.0, epochs=60)),
    ):
        shelf.put(run_id, twin)
    found = stored_twins(shelf.store, spec("plain-8"))
    assert [run.run_id for run in found] == ["faster", "slower", "longer"]


@pytest.mark.parametrize("changes", [{"lr": 1.0}, {"lr": 0.01}, {"epochs": 60}])
def test_a_twin_at_another_rate_or_longer_has_the_run_judged_again(shelf: Shelf, changes: dict[str, float]) -> None:
    shelf.put("run", spec("plain-8"))
    note_verdict(shelf.store, "run")
    note_verdict(shelf.store, shelf.put("twin", spec("plain-8", **changes)))
    assert shelf.verdicts()["run"] == "run with twin"


def test_the_first_title_is_noted_for_the_list(shelf: Shelf) -> None:
    shelf.put("twin", spec("plain-20"))
    shelf.put("deep", spec("plain-56"))
    (finding,) = note_verdict(shelf.store, "deep")
    assert finding.title == "deep with twin"
    assert shelf.verdicts() == {"deep": "deep with twin", "twin": ""}
    assert [row.id for row in shelf.store.rows("deep with TWIN")] == ["deep"], "search finds it"


def test_a_twin_that_comes_later_has_the_deeper_run_judged_again(shelf: Shelf) -> None:
    shelf.put("deep", spec("plain-56"))
    shelf.put("running", spec("plain-110"), "running")
    note_verdict(shelf.store, "deep")
    assert shelf.verdicts()["deep"] == "deep with none"
    shelf.put("twin", spec("plain-20"))
    note_verdict(shelf.store, "twin")
    assert shelf.verdicts() == {"deep": "deep with twin", "twin": "twin with none", "running": ""}


def test_a_stopped_run_is_nobodys_twin(shelf: Shelf) -> None:
    shelf.put("deep", spec("plain-56"))
    shelf.put("twin", spec("plain-20"), "stopped")
    note_verdict(shelf.store, "twin")
    assert shelf.verdicts() == {"deep": "", "twin": "twin with none"}


def test_of_many_deeper_runs_the_newest_ten_are_judged_anew(shelf: Shelf) -> None:
    for number in range(12):
        shelf.put(f"deep{number}", spec("resnet-32"))
    note_verdict(shelf.store, shelf.put("twin", spec("resnet-20")))
    with_twin = {run_id for run_id, verdict in shelf.verdicts().items() if verdict == f"{run_id} with twin"}
    assert with_twin == {f"deep{number}" for number in range(2, 12)}


def test_the_shallower_twin_of_the_longer_run_is_a_twin_and_has_the_short_run_judged_again(shelf: Shelf) -> None:
    for run_id, of in (("run", spec("plain-56")), ("twin", spec("plain-20")), ("longer", spec("plain-56", epochs=60))):
        note_verdict(shelf.store, shelf.put(run_id, of))
    note_verdict(shelf.store, shelf.put("both", spec("plain-20", epochs=60)))
    assert shelf.verdicts()["run"] == "run with twin and longer and both"
