"""The boundary of a run: one that raises at any stage ends alone, and the engine goes on."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from explorer.engine.commands import Command, Discard, Order, Pause, Resume, SetGate, Step, Stop, Train
from explorer.engine.events import Ended, Event, GateRefused, Problem, Started
from explorer.runs.store import RunStore
from explorer.training import Session, session
from explorer.training.probing import Prober
from explorer.training.stepper import Stepper
from tests.engine.conftest import ended, order, steps
from tests.engine.test_training_loop import obeyed, statuses

STAGES: dict[str, tuple[Any, str]] = {
    "build": (session, "build"),
    "data": (session, "find"),
    "create": (RunStore, "create"),
    "step": (Stepper, "step"),
    "probe": (Prober, "measure"),
    "evaluation": (session, "evaluate"),
    "append": (RunStore, "append"),
    "flush": (Session, "flush"),
    "gate": (Session, "set_gate"),
    "note": (RunStore, "note"),
    "close": (Session, "close"),
    "finish": (RunStore, "finish"),
    "weights": (Session, "save_weights"),
    "discard": (RunStore, "discard"),
}
AT_THE_END = {"finish", "weights", "discard"}
"""Where a run has ended well before something fails."""


def small(run_id: str) -> Order:
    """Two steps an epoch, so that three steps meet evaluation, probes and snapshots."""
    return order(run_id, "resnet-8", epochs=9, batch_size=512)


def raising_at(monkeypatch: pytest.MonkeyPatch, stage: str, call: int, error: BaseException) -> None:
    """Have a stage raise at its `call`-th call; at the first, in lockstep, that is run "a"."""
    owner, name = STAGES[stage]
    real: Callable[..., Any] = getattr(owner, name)
    calls = iter(range(10_000))

    def raising(*args: Any, **more: Any) -> Any:
        if next(calls) == call:
            raise error
        return real(*args, **more)

    monkeypatch.setattr(owner, name, raising)


def played(folder: Path, ending: Command) -> list[Event]:
    """A pair that is stepped, paused, intervened in and ended, then a third run."""
    before, after = (Step(), Step()), (Step(),)
    moved = (SetGate("a", "skip1", 0.0), SetGate("b", "skip1", 0.5))
    pair = (Train((small("a"), small("b"))), *before, Pause(), Resume(), *moved, *after, ending)
    return obeyed(folder, *pair, Train((small("next"),)), Step(), Stop())


@pytest.mark.logs
@pytest.mark.parametrize("stage", STAGES)
def test_a_run_that_raises_at_a_stage_ends_alone(stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = list(STAGES).index(stage)
    error = (RuntimeError, SystemExit, KeyError, KeyboardInterrupt)[number % 4](f"broken {stage}")
    raising_at(monkeypatch, stage, 0, error)
    events = played(tmp_path, Discard() if stage == "discard" else Stop())
    ends = {run_id: ended(events, run_id) for run_id in ("a", "b", "next")}
    told = [ends["a"].outcome.message, *(event.message for event in events if isinstance(event, Problem))]
    assert any(f"broken {stage}" in message for message in told), "it is said"
    assert ends["a"].outcome.status == ("stopped" if stage in AT_THE_END else "failed")
    assert ends["b"].outcome.status == ends["next"].outcome.status == "stopped"
    assert steps(events, "b") == ends["b"].outcome.steps == 3
    kept = {run_id for run_id, end in ends.items() if end.kept}
    assert kept <= set(statuses(tmp_path)) <= {"a", *kept}


@pytest.mark.logs
@pytest.mark.parametrize("seed", range(3))
def test_exceptions_at_random_leave_one_end_for_every_order(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(seed)
    for stage in draw.sample(list(STAGES), 3):
        raising_at(monkeypatch, stage, draw.randrange(3), draw.choice([RuntimeError, SystemExit, MemoryError])(stage))
    events = played(tmp_path, draw.choice([Stop(), Discard()]))
    assert sorted(event.run_id for event in events if isinstance(event, Ended)) == ["a", "b", "next"]
    for run_id in {event.run_id for event in events if isinstance(event, Started)}:
        kinds = [type(event) for event in events if getattr(event, "run_id", "") == run_id]
        answered = [kind for kind in kinds if kind is not GateRefused]  # a request may come when the run is over
        assert answered[-1] is Ended, "nothing of a run comes after its end"
