"""The engine process as the window sees it: commands in, events and a run store out."""

import threading
import time
from multiprocessing import Pipe

import numpy as np
import pytest

from explorer.datasets import data_samples
from explorer.engine import catalog, data, own_models, server
from explorer.engine import own_asking as asking
from explorer.engine.commands import Describe, Discard, Inspect, Order, Pause, Resume, SetGate, Step, Stop, Survey
from explorer.engine.events import (
    DataFailed,
    Described,
    DescribeFailed,
    Event,
    GateMoved,
    GateRefused,
    Inspected,
    Paused,
    Problem,
    Progress,
)
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Intervention
from explorer.runs.spec import NetworkSpec
from explorer.runs.store import RunStore
from tests.engine.conftest import PATIENCE, Engine, ended, kinds, order, spec, started, steps

LONG = 4000  # epochs: longer than any test waits


def history(engine: Engine, run_id: str) -> RunHistory:
    store = RunStore(engine.runs_dir)
    try:
        return store.history(run_id)
    finally:
        store.close()


def received(events: list[Event], run_id: str) -> RunHistory:
    start = started(events, run_id)
    record = RunHistory(run_id, start.spec, start.graph, start.steps_per_epoch)
    for event in events:
        if isinstance(event, Progress) and event.run_id == run_id:
            record.append(event.snapshot)
    return record


def test_ready_names_everything_registered(engine: Engine) -> None:
    assert engine.ready is not None
    assert {"plain", "resnet"} <= {family.name for family in engine.ready.families}
    assert "digits" in {dataset.name for dataset in engine.ready.datasets}
    assert "gradient-rms" in {instrument.name for instrument in engine.ready.instruments}
    assert engine.ready.device


def test_a_pair_trains_in_lockstep_and_is_stored(engine: Engine) -> None:
    engine.train(order("pair-a", "plain-8", epochs=2), order("pair-b", "resnet-8", epochs=2))
    events = engine.until_ended("pair-a", "pair-b")
    assert [kind for kind in kinds(events) if kind != "Preparing"][:2] == ["Started", "Started"]
    done = {"pair-a": 0, "pair-b": 0}
    for event in events:
        if isinstance(event, Progress):
            done[event.run_id] += len(event.snapshot)
            assert abs(done["pair-a"] - done["pair-b"]) <= 24, "neither runs ahead by more than a snapshot"
    for run_id in done:
        live, stored, end = received(events, run_id), history(engine, run_id), ended(events, run_id)
        assert end.outcome.status == "completed"
        assert len(live) == started(events, run_id).total_steps == end.outcome.steps == len(stored)
        np.testing.assert_array_equal(live.loss, stored.loss)
        np.testing.assert_array_equal(live.readings("gradient-rms"), stored.readings("gradient-rms"))
        assert stored.outcome == end.outcome
        assert (engine.runs_dir / "weights" / f"{run_id}.safetensors").exists()


def test_the_engine_gives_the_numbers_of_the_bare_generator(engine: Engine) -> None:
    from explorer.training import Session, train

    engine.train(order("same-a"), order("same-b", "plain-8"))
    events = engine.until_ended("same-a", "same-b")
    bare = [s for s in train(Session(spec()), due=lambda buffered: buffered >= 7) if s is not None]
    live = received(events, "same-a")
    np.testing.assert_array_equal(live.loss, np.concatenate([s.loss for s in bare]))
    for name in bare[0].layers:
        np.testing.assert_array_equal(live.readings(name), np.concatenate([s.layers[name] for s in bare]))


def test_pause_step_resume_and_stop_act_within_one_step(engine: Engine) -> None:
    engine.train(order("pause", epochs=LONG))
    before = engine.until_steps("pause", 3)
    engine.send(Pause())
    pausing = engine.until_kind(Paused)
    assert pausing[-1] == Paused(True)
    paused_at = steps(before + pausing, "pause")
    assert len(history(engine, "pause")) == paused_at, "a pause saves"
    engine.send(Step(), Step(), Step())
    stepped = engine.until_steps("pause", 3)
    assert steps(stepped, "pause") == 3
    assert set(kinds(stepped)) == {"Progress"}, "on a busy machine two of them arrive as one"
    engine.send(Resume())
    assert engine.until_kind(Paused)[-1] == Paused(False)
    resumed = engine.until_steps("pause", 1)
    engine.send(Stop())
    stopping = engine.until_ended("pause")
    end = ended(stopping, "pause")
    assert (end.outcome.status, end.kept) == ("stopped", True)
    assert end.outcome.steps == paused_at + 3 + steps(resumed + stopping, "pause") == len(history(engine, "pause"))


def test_step_pauses_a_run_under_way(engine: Engine) -> None:
    engine.train(order("step", epochs=LONG))
    before = engine.until_steps("step", 1)
    engine.send(Step())
    pausing = engine.until_kind(Paused)
    after = engine.until_steps("step", 1)
    assert steps(after, "step") == 1
    engine.send(Stop())
    total = steps(before + pausing + after + engine.until_ended("step"), "step")
    assert total == len(history(engine, "step"))


def test_discard_leaves_nothing_of_a_pair(engine: Engine) -> None:
    engine.train(order("gone-a", epochs=LONG), order("gone-b", epochs=LONG))
    engine.until_steps("gone-a", 5)
    engine.send(Discard())
    events = engine.until_ended("gone-a", "gone-b")
    assert not any(ended(events, run_id).kept for run_id in ("gone-a", "gone-b"))
    store = RunStore(engine.runs_dir)
    assert not {row.id for row in store.rows()} & {"gone-a", "gone-b"}
    store.close()


def test_a_moved_gate_is_recorded_at_the_first_step_that_runs_with_it(engine: Engine) -> None:
    engine.train(order("gate", epochs=LONG))
    before = engine.until_steps("gate", 2)
    engine.send(Pause())
    before += engine.until_kind(Paused)
    step = steps(before, "gate")
    engine.send(SetGate("gate", "skip2", 0.0), Step())
    stepped = engine.until_steps("gate", 1)
    moved, progress = stepped
    assert moved == GateMoved("gate", "skip2", 0.0), "confirmed before the step"
    assert isinstance(progress, Progress)
    assert progress.snapshot.interventions == (Intervention(step, "skip2", 0.0),)
    engine.send(Stop())
    engine.until_ended("gate")
    assert history(engine, "gate").interventions == [Intervention(step, "skip2", 0.0)]


def test_a_gate_that_cannot_be_moved_is_refused_and_training_goes_on(engine: Engine) -> None:
    engine.train(order("nogate", epochs=LONG))
    engine.until_steps("nogate", 1)
    engine.send(SetGate("nogate", "skip99", 0.0))
    refused = engine.until_kind(GateRefused)[-1]
    assert isinstance(refused, GateRefused)
    assert (refused.run_id, refused.skip, refused.gate) == ("nogate", "skip99", 0.0)
    assert "skip99" in refused.message
    engine.until_steps("nogate", 2)
    engine.send(Stop())
    assert ended(engine.until_ended("nogate"), "nogate").outcome.status == "stopped"
    engine.send(SetGate("nogate", "skip1", 0.0))
    message = "The gate of skip1 was not changed: its run has ended."
    assert engine.until_kind(GateRefused) == [GateRefused("nogate", "skip1", 0.0, message)]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (order("bad", "resnet-57"), "resnet-56"),
        (order("bad", "resmet-56"), "resnet"),
        (order("bad", dataset="digit"), "digits"),
        (order("bad", batch_size=60_000), "batch size"),
    ],
    ids=["depth", "network", "dataset", "batch-size"],
)
def test_a_run_that_cannot_start_says_why_and_its_partner_trains(
    engine: Engine, bad: Order, words: str, request: pytest.FixtureRequest
) -> None:
    good = f"good-{request.node.callspec.id}"
    engine.train(bad, order(good))
    events = engine.until_ended("bad", good)
    end = ended(events, "bad")
    assert (end.outcome.status, end.kept) == ("failed", False)
    assert words in end.outcome.message
    assert ended(events, good).outcome.status == "completed"


def test_a_diverged_run_ends_alone(engine: Engine) -> None:
    engine.train(order("nan", lr=1000.0, epochs=LONG, optimizer="sgd"), order("fine", epochs=LONG))
    events = engine.until_ended("nan")
    assert ended(events, "nan").outcome.status == "diverged"
    engine.until_steps("fine", 1)
    engine.send(Stop())
    assert ended(engine.until_ended("fine"), "fine").outcome.status == "stopped"
    assert history(engine, "nan").outcome.status == "diverged"


def test_an_order_while_training_is_declined(engine: Engine) -> None:
    engine.train(order("first", epochs=LONG))
    engine.until_steps("first", 1)
    engine.train(order("second"))
    events = engine.until_ended("second")
    assert any(isinstance(e, Problem) and "Stop or discard" in e.message for e in events)
    assert not ended(events, "second").kept
    engine.send(Stop())
    assert ended(engine.until_ended("first"), "first").outcome.status == "stopped"


def test_describe_is_answered_while_a_run_trains_and_changes_nothing_in_it(engine: Engine) -> None:
    engine.train(order("alone", epochs=6))
    alone = received(engine.until_ended("alone"), "alone")
    engine.train(order("asked", epochs=6))
    for token in range(12):
        engine.send(Describe(token, NetworkSpec(name=f"resnet-{8 + 6 * token}"), "digits"))
    events = engine.until_ended("asked")
    answers = [e for e in events if isinstance(e, Described)]
    assert len(answers) > 1, "answers come while it trains"
    assert answers[0].graph.input_shape == (1, 8, 8), "the dataset's shape"
    if len(answers) < 12:
        engine.until(lambda rest: len(rest) == 12 - len(answers))
    assert ended(events, "asked").outcome.status == "completed"
    np.testing.assert_array_equal(received(events, "asked").loss, alone.loss)


def test_a_network_that_cannot_be_described_says_why(engine: Engine) -> None:
    engine.send(Describe(1, NetworkSpec(name="plain-57"), "digits"), Describe(2, NetworkSpec(), "digit"))
    depth, dataset = engine.until(lambda events: len(events) == 2)
    assert isinstance(depth, DescribeFailed)
    assert isinstance(dataset, DescribeFailed)
    assert (depth.token, dataset.token) == (1, 2)
    assert "plain-56" in depth.message
    assert "digits" in dataset.message


def test_snapshots_come_at_most_thirty_times_a_second(engine: Engine) -> None:
    engine.train(order("rate", epochs=LONG))
    engine.until_steps("rate", 1)
    begin = time.monotonic()
    events = engine.until_steps("rate", 150)
    seconds = time.monotonic() - begin
    engine.send(Stop())
    engine.until_ended("rate")
    epoch_ends = sum(len(e.snapshot.epochs) for e in events if isinstance(e, Progress))
    assert len(events) <= 30 * seconds + epoch_ends + 2


@pytest.mark.logs
def test_the_other_services_answer_whatever_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(*_: object, **__: object) -> None:
        raise SystemExit("leaving")

    for owner, name in ((catalog, "describe"), (data_samples, "survey"), (asking, "inspect"), (asking, "look")):
        monkeypatch.setattr(owner, name, leave)
    answers = (
        catalog.answer(Describe(1, NetworkSpec(name="resnet-8"), "digits")),
        data.answer(Survey(1, "digits")),
        own_models.answer(Inspect(1, "net.py", "")),
        own_models.answer(Describe(1, NetworkSpec(name="Net", source="net.py"), "digits")),
    )
    assert [type(answer) for answer in answers] == [DescribeFailed, DataFailed, Inspected, DescribeFailed]
    for answer in answers:
        assert "SystemExit: leaving" in answer.message


def test_the_last_wait_lasts_as_long_as_the_window_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_LOOK_SECONDS", 0.01)
    monkeypatch.setattr(server, "_SAVE_SECONDS", 0.01)
    saved = threading.Event()
    trainer = threading.Thread(target=saved.wait, daemon=True)
    trainer.start()
    window, engine = Pipe()
    waiting = threading.Thread(target=server._wait_for, args=(trainer, engine), daemon=True)
    waiting.start()
    window.send(Stop())  # too late to be obeyed, and no reason to leave
    waiting.join(0.2)
    assert waiting.is_alive(), "it saves, and the window waits"
    window.close()
    waiting.join(PATIENCE)
    assert not waiting.is_alive(), "the window is gone"
    assert trainer.is_alive()
    saved.set()
