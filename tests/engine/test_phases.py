"""Steps taken apart in the training loop: it holds between two phases, and every command keeps its meaning there."""

import queue
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from explorer.engine.commands import (
    Command,
    Discard,
    MeasureSharpness,
    Pause,
    Resume,
    SaveCheckpoint,
    SetGate,
    Shutdown,
    Step,
    Stop,
    Train,
)
from explorer.engine.events import Ended, Event, GateMoved, Paused
from explorer.engine.training_loop import TrainingLoop
from explorer.runs.history import RunHistory
from explorer.runs.phases import PHASES, PhaseDone
from explorer.runs.store import RunStore
from tests.engine.conftest import ended, order, steps

PHASE = Step(phase=True)


class Loop:
    """What a loop says to commands that all wait from the start, and what is stored then."""

    def __init__(self, folder: Path, *commands: Command) -> None:
        self.folder = folder
        self.events: list[Event] = []
        waiting: queue.Queue[Command] = queue.Queue()
        for command in (*commands, Shutdown()):
            waiting.put(command)
        TrainingLoop(waiting, self.events.append, folder).run()

    @property
    def phases(self) -> list[tuple[str, int, str]]:
        return [(e.run_id, e.found.step, e.found.phase) for e in self.events if isinstance(e, PhaseDone)]

    def history(self, run_id: str) -> RunHistory:
        store = RunStore(self.folder)
        try:
            return store.history(run_id)
        finally:
            store.close()


def numbers(run: RunHistory) -> tuple[bytes, ...]:
    return tuple(np.asarray(x).tobytes() for x in (run.loss, run.accuracy, run.readings("gradient-norm")))


def test_both_runs_go_through_the_phases_together_and_end_as_by_whole_steps(tmp_path: Path) -> None:
    orders = (order("a", "plain-8"), order("b"))
    apart = Loop(tmp_path / "apart", Train(orders), *[PHASE] * 6, Step(), PHASE, Stop())
    assert apart.phases[:8] == [(run, 0, phase) for phase in PHASES for run in ("a", "b")]
    assert apart.phases[8:] == [(run, step, PHASES[k]) for step, k in ((1, 0), (1, 1), (2, 0)) for run in ("a", "b")]
    assert sum(isinstance(event, Paused) for event in apart.events) == 1
    whole = Loop(tmp_path / "whole", Train(orders), Step(), Step(), Step(), Stop())
    for run in ("a", "b"):
        assert steps(apart.events, run) == 3  # a whole Step did the rest of step 1, and Stop that of step 2
        assert ended(apart.events, run).outcome.status == "stopped"
        assert numbers(apart.history(run)) == numbers(whole.history(run))


def test_a_gate_moves_at_the_step_after_the_one_under_way(tmp_path: Path) -> None:
    move = SetGate("b", "skip1", 0.0)
    loop = Loop(tmp_path / "apart", Train((order("b"),)), PHASE, PHASE, move, PHASE, PHASE, Step(), Stop())
    kinds = [type(event) for event in loop.events if isinstance(event, PhaseDone | GateMoved)]
    assert kinds == [PhaseDone] * 4 + [GateMoved]
    assert [(i.step, i.skip, i.gate) for i in loop.history("b").interventions] == [(1, "skip1", 0.0)]
    whole = Loop(tmp_path / "whole", Train((order("b"),)), Step(), move, Step(), Stop())
    assert numbers(loop.history("b")) == numbers(whole.history("b"))


def test_sharpness_is_measured_in_the_step_after_the_one_under_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.instruments.sharpness.ITERATIONS", 3)
    loop = Loop(tmp_path / "apart", Train((order("b"),)), PHASE, MeasureSharpness(), Step(), Step(), Step(), Stop())
    history = loop.history("b")
    found = dict(zip(history.probe_steps.tolist(), history.readings("sharpness")[:, 0].tolist(), strict=True))
    assert [step for step, value in found.items() if np.isfinite(value)] == [1]
    whole = Loop(tmp_path / "whole", Train((order("b"),)), Step(), Step(), Step(), Stop())
    assert numbers(history) == numbers(whole.history("b"))


@pytest.mark.parametrize("end", [Stop(), Shutdown(), Discard(), Resume()], ids=lambda end: type(end).__name__)
def test_a_run_can_end_between_two_phases(end: Command, tmp_path: Path) -> None:
    """What is kept ends behind the step that was under way, and goes on from there as if nothing had been taken
    apart."""
    loop = Loop(tmp_path / "apart", Train((order("b"),)), Step(), PHASE, PHASE, PHASE, end, Pause())
    assert [type(event) for event in loop.events].count(Ended) == 1
    if isinstance(end, Discard):
        store = RunStore(tmp_path / "apart")
        assert store.rows() == []
        store.close()
        return
    outcome = ended(loop.events, "b").outcome
    assert outcome.status == ("stopped" if isinstance(end, Stop) else "interrupted")
    assert outcome.steps >= 2
    again = Loop(tmp_path / "apart", Train((replace(order("b"), resume=True),)), Step(), Step())
    assert ended(again.events, "b").outcome.status == "interrupted"
    count = len(again.history("b"))
    whole = Loop(tmp_path / "whole", Train((order("b"),)), *[Step()] * count, Stop())
    assert numbers(again.history("b")) == numbers(whole.history("b"))


def test_a_checkpoint_stands_behind_the_step_under_way(tmp_path: Path) -> None:
    loop = Loop(tmp_path, Train((order("b"),)), PHASE, PHASE, SaveCheckpoint(), PHASE, Stop())
    assert steps(loop.events, "b") == 2
    assert [phase for _, _, phase in loop.phases] == ["forward", "loss", "forward"]
    store = RunStore(tmp_path)
    assert 1 in [checkpoint.step for checkpoint in store.checkpoints.of("b")]
    store.close()


def test_what_a_kill_leaves_is_every_whole_step(tmp_path: Path) -> None:
    """The store as it is while the engine holds between two phases."""
    seen: list[int] = []
    waiting: queue.Queue[Command] = queue.Queue()

    def post(event: Event) -> None:
        if isinstance(event, PhaseDone) and event.found.step == 2 and event.found.phase == "backward":
            store = RunStore(tmp_path)
            seen.append(len(store.history("b")))
            store.close()

    for command in (Train((order("b"),)), Step(), Step(), PHASE, PHASE, PHASE, Pause(), Discard(), Shutdown()):
        waiting.put(command)
    TrainingLoop(waiting, post, tmp_path).run()
    assert seen == [2]


def test_values_are_those_of_the_steps_own_batch(tmp_path: Path) -> None:
    """The last phase's values and loss are what the store has of that step."""
    loop = Loop(tmp_path, Train((order("b"),)), Step(), *[PHASE] * 4, Stop())
    last = [event.found for event in loop.events if isinstance(event, PhaseDone)][-1]
    run = loop.history("b")
    assert last.loss == run.loss[1]
    np.testing.assert_array_equal(last.values, run.readings("update-ratio")[1])
