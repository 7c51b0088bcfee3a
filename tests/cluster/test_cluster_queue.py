"""A sweep trained by workers elsewhere: the same to the bit, whoever is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from explorer.cluster import cluster_queue, outpost
from explorer.cluster.cluster_error import ClusterError
from explorer.cluster.cluster_queue import MOST_LOSSES, ClusterQueue
from explorer.cluster.messages import Entered, Job, Measured, Message, Noted, Over, Saved, Weights
from explorer.cluster.versions import versions
from explorer.experiments.cell_runs import REUSED, WITHDRAWN
from explorer.recording.continuing import Beginning
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore
from tests.cluster.places import Heard, Recorded, Threads, enter, told_by
from tests.cluster.stored import Stored, stored


def work(store: RunStore, place: Threads | Recorded, heard: Heard | None = None, most: int = 10_000) -> Heard:
    heard = heard or Heard()
    queue = ClusterQueue(store, heard, place=place)
    for _ in range(most):
        if not queue.step():
            break
    return heard


def job(spec: RunSpec, every: int = 0) -> Job:
    return Job("run", "resnet-8, seed 0", Beginning(spec), every, versions())


@cache
def messages(spec: RunSpec) -> tuple[Message, ...]:
    return tuple(told_by(job(spec, every=2)))


def test_every_cell_becomes_the_run_that_it_is_without_a_cluster(store: RunStore, alone: Stored) -> None:
    enter(store, seeds=(0, 1))
    heard = work(store, Threads())
    assert heard.said == ["started 0 of 7", "completed 0", "started 1 of 7", "completed 1"]
    found = stored(store)
    assert found[0] == alone
    assert found[0]["columns"] != found[1]["columns"]
    assert [cell.state for cell in store.sweeps.cells("small")] == ["done", "done"]
    assert heard.steps == 14


def test_a_lost_worker_goes_on_elsewhere_from_its_last_checkpoint(store: RunStore, alone: Stored) -> None:
    enter(store)
    store.checkpoints.every = 2
    saved: list[int] = []

    def lost(message: Message) -> bool:
        saved.extend([message.step] if isinstance(message, Saved) else [])
        return saved in ([2], [2, 4, 4]) and isinstance(message, Saved)

    place = Threads(lost)
    heard = work(store, place)
    assert heard.said.count("interrupted 0") == sum(worker.gone for worker in place.workers) >= 1
    assert [job.beginning.start.step for job in place.jobs[1:]] == [2] * (len(place.jobs) - 1)
    assert stored(store)[0] == alone
    assert all(worker.released for worker in place.workers)
    kinds = [event.kind for event in store.events(place.jobs[0].run_id)]
    assert kinds[:3] == ["started", "interrupted", "resumed"]


def test_a_run_that_loses_its_worker_again_and_again_fails(store: RunStore) -> None:
    enter(store)
    place = Threads(lambda message: isinstance(message, Entered))
    assert work(store, place).said[-1] == "none 0"
    assert len(place.jobs) == MOST_LOSSES
    (cell,) = store.sweeps.cells("small")
    assert cell.state == "failed"
    assert cell.message == "Its worker was lost. That was worker number 3 since the last checkpoint."


@pytest.mark.parametrize("piece", [1, 3])
@pytest.mark.parametrize("acknowledged", [True, False])
def test_a_driver_lost_at_any_message_loses_nothing(
    tmp_path, alone: Stored, piece: int, acknowledged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = RunStore(tmp_path / "0")
    (cell,) = enter(first)
    first.close()
    everything = messages(cell.spec)
    assert [type(message) for message in everything if not isinstance(message, Measured)] == [
        Entered, Saved, Saved, Saved, Saved, Weights, Over,
    ]  # fmt: skip
    for taken in range(0, len(everything) + 1, piece):
        folder = tmp_path / f"{taken}"
        before = RunStore(folder)
        enter(before)
        place = Recorded(everything, piece)
        queue = ClusterQueue(before, Heard(), place=place)
        if not acknowledged and taken:  # it dies before it can say that the last ones are stored
            monkeypatch.setattr("tests.cluster.places.Told.stored", _Dying(taken // piece))
        try:
            for _ in range(taken // piece):
                queue.step()
        except _Killed:
            pass
        monkeypatch.undo()
        after = RunStore(folder)
        heard = work(after, place)
        assert len(place.started) == 1, taken
        assert stored(after)[0] == alone, taken
        assert [cell.state for cell in after.sweeps.cells("small")] == ["done"]
        assert heard.said[-1:] in (["completed 0"], []), taken
        after.close()
        before._database.close()


class _Killed(BaseException):
    pass


class _Dying:
    """Says that messages are stored so many times but one, then ends the driver."""

    def __init__(self, times: int) -> None:
        self._left = times

    def __get__(self, worker, kind):
        def stored(number: int) -> None:
            self._left -= 1
            if self._left <= 0:
                raise _Killed
            worker.after = number

        return stored


def test_a_run_that_is_stored_already_is_used_and_a_worker_left_with_it_let_go(store: RunStore) -> None:
    enter(store)
    work(store, Threads())
    store.sweeps.delete("small")
    enter(store)
    place = Threads()
    assert work(store, place).said == ["none 0"]
    assert place.jobs == []
    assert store.sweeps.cells("small")[0].message == REUSED


@pytest.mark.parametrize("change", ["paused", "canceled", "skipped"])
def test_pausing_canceling_and_skipping_reach_the_worker(
    store: RunStore, alone: Stored, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_queue, "_LOOK_SECONDS", 0.0)
    (cell,) = enter(store, steps=100_000)
    heard, place = Heard(), Threads()

    def withdraw() -> None:
        if change == "skipped":
            store.sweeps.skip([cell.id])
        else:
            store.sweeps.set_state("small", change)

    heard.on_heard = withdraw
    work(store, place, heard)
    assert heard.said == ["started 0 of 100000", "interrupted 0"]
    (row,) = store.rows()
    assert (row.status, row.outcome.message) == ("interrupted", WITHDRAWN)
    (cell,) = store.sweeps.cells("small")
    assert cell.state == ("skipped" if change == "skipped" else "waiting")
    assert store.checkpoints.of(row.id)[0].step == row.outcome.steps > 0


def test_what_the_person_stops_is_saved_and_waits(store: RunStore) -> None:
    enter(store, steps=100_000, seeds=(0, 1))
    heard, place = Heard(), Threads()
    queue = ClusterQueue(store, heard, place=place)
    while not heard.steps:
        queue.step()
    queue.stop("enough")
    (row,) = store.rows()
    assert (row.status, row.outcome.message) == ("interrupted", "enough")
    assert [cell.state for cell in store.sweeps.cells("small")] == ["waiting", "waiting"]
    assert store.weights_path(row.id).exists()


def test_other_versions_are_refused_with_the_difference(store: RunStore, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(store)
    ours = {**versions(), "torch": "2.99.0", "Residual Explorer": "0.3.0"}
    monkeypatch.setattr(cluster_queue, "versions", lambda: ours)
    with pytest.raises(ClusterError) as told:
        work(store, Threads())
    here = versions()
    assert f"Residual Explorer {here['Residual Explorer']} there, 0.3.0 here" in str(told.value)
    assert f"torch {here['torch']} there, 2.99.0 here" in str(told.value)
    assert "Python" not in str(told.value)
    assert [cell.state for cell in store.sweeps.cells("small")] == ["waiting"]
    assert store.rows() == []


def test_a_run_that_cannot_begin_fails_with_the_reason(store: RunStore) -> None:
    (cell,) = enter(store)
    spec = replace(cell.spec, training=replace(cell.spec.training, warmup=999))
    told = told_by(job(spec))
    assert told == [Over(None, "warm-up is 999 steps; allowed: at most 7, the steps of the whole run.")]
    assert work(store, _One(told)).said == ["none 0"]
    assert store.sweeps.cells("small")[0].message == told[0].message


class _One(Recorded):
    def __init__(self, told: list[Message]) -> None:
        entered = Entered(RunSpec(), None, 1, 0, "", "")
        super().__init__([entered])
        self._kept = list(enumerate(told, start=1))


def test_a_checkpoint_that_is_too_large_is_not_sent_and_said_so(
    store: RunStore, alone: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    (cell,) = enter(store)
    monkeypatch.setattr(outpost, "MOST_CHECKPOINT_BYTES", 10)
    told = told_by(job(cell.spec, every=3))
    noted = [message.message for message in told if isinstance(message, Noted)]
    assert len(noted) == 2
    assert "at most 10 B are brought back from another machine" in noted[0]
    last = told[-1]
    assert isinstance(last, Over)
    assert last.outcome.status == "completed"
    assert last.message.startswith("Its checkpoint or weights were not saved: ")
