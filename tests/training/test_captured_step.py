"""A recorded step: replayed it gives what eager steps give, whatever changes between steps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch

from explorer.choices.optimizer import OPTIMIZERS
from explorer.instruments.instrument_registry import INSTRUMENTS
from explorer.runs.gate_script import parse
from explorer.runs.snapshot import Snapshot, merged
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, stepper, train
from explorer.training.captured_step import AHEAD, WARM_UP, CapturedStep
from explorer.training.checkpoint_file import read, write
from explorer.training.start import Start
from tests.pretend_cuda import pretending
from tests.pretend_graph import Event, Tape, recording

STEPS = 10
NETWORK = NetworkSpec(name="resnet-8", width=2)
TRAINING = TrainingSpec(max_steps=STEPS, lr=0.05, batch_size=8, device="cuda", probe_every=6)
Moves = dict[int, tuple[str | None, float]]
"""Before which step which skip (None: all) gets which gate."""


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A pretended GPU, and what waited for it."""
    with pretending(monkeypatch) as found:
        monkeypatch.setattr(Tape, "replays", 0)
        monkeypatch.setattr(Tape, "recorded", 0)
        yield found


def run(network: NetworkSpec = NETWORK, moves: Moves | None = None, **settings) -> tuple[Session, Snapshot]:
    """A short run on the pretended GPU, to its end."""
    session = Session(RunSpec(network=network, training=replace(TRAINING, **settings)))
    made = []
    for step, snapshot in enumerate(train(session, lambda waiting: False), start=1):
        made.append(snapshot)
        if moves and step in moves:
            skip, gate = moves[step]
            for each in session.graph.skip if skip is None else (skip,):
                session.set_gate(each, gate)
    return session, merged([snapshot for snapshot in made if snapshot is not None])


def assert_equal(found: Snapshot, wanted: Snapshot) -> None:
    """To the bit: the same kernels on the same numbers."""
    np.testing.assert_array_equal(found.loss, wanted.loss)
    np.testing.assert_array_equal(found.accuracy, wanted.accuracy)
    for name, readings in wanted.layers.items():
        np.testing.assert_array_equal(found.layers[name], readings, name)
    for probe, other in zip(found.probes, wanted.probes, strict=True):
        for name, readings in other.values.items():
            np.testing.assert_array_equal(probe.values[name], readings, name)


CASES = {
    "a rate that changes in every step": (NETWORK, {"schedule": "cosine", "warmup": 3, "augment": "crop-flip"}),
    "AdamW, clipped": (NETWORK, {"optimizer": "adamw", "lr": 1e-3, "schedule": "cosine", "clip": 0.1}),
    "random numbers": (
        NetworkSpec(name="stochastic-8", width=2),
        {"momentum": 0.0, "clip": 0.01, "clip_by": "adaptive"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_replayed_steps_are_eager_steps_to_the_bit(case: str, waits: list[str]) -> None:
    network, settings = CASES[case]
    session, captured = run(network, **settings)
    assert session.trouble == ""
    assert session.device == "CUDA · a GPU that is none · captured steps"
    assert Tape.replays == STEPS - WARM_UP - 2  # steps 0 and 6 are probed
    eager_session, eager = run(network, capture=False, **settings)
    assert eager_session.device == "CUDA · a GPU that is none · eager steps (asked for)"
    assert_equal(captured, eager)


MOVED = {
    "A": ("5: all = 0", "6: skip2 = 1"),
    "B": ("1: skip1 = 0", "5: skip1 = 1"),
}


@pytest.mark.parametrize("shortcut", MOVED)
def test_a_gate_that_moves_needs_no_new_record(shortcut: str, waits: list[str], monkeypatch) -> None:
    network = replace(NETWORK, shortcut=shortcut)
    moves = tuple(map(parse, MOVED[shortcut]))
    _, captured = run(network, interventions=moves)
    assert Tape.replays == STEPS - WARM_UP - 2
    assert Tape.recorded == 1
    _, eager = run(network, interventions=moves, capture=False)
    assert_equal(captured, eager)


def test_a_gate_between_off_and_on_rounds_once_more(waits: list[str]) -> None:
    moves = (parse("2-9: all = 0.3"),)
    _, captured = run(interventions=moves)
    assert Tape.recorded == 1
    _, eager = run(interventions=moves, capture=False)
    np.testing.assert_allclose(captured.loss, eager.loss, rtol=1e-4)
    assert eager.loss[-1] != pytest.approx(run(capture=False)[1].loss[-1], rel=1e-3)


@pytest.fixture
def rounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gates as numbers would be rounded, as with BF16."""
    monkeypatch.setattr(
        stepper, "CapturedStep", lambda *given, moves, exact: CapturedStep(*given, moves=moves, exact=False)
    )


@pytest.mark.parametrize("exact", [True, False])
def test_a_gate_that_no_plan_moves_needs_no_new_record_and_no_eager_step(
    exact: bool, waits: list[str], request: pytest.FixtureRequest
) -> None:
    if not exact:
        request.getfixturevalue("rounded")
    settings = {"max_steps": 12, "probe_every": 1000}
    moves: Moves = {5: ("skip2", 0.0), 8: ("skip2", 1.0), 9: ("skip3", 0.0), 10: (None, 0.0), 11: ("skip1", 1.0)}
    _, captured = run(moves=moves, **settings)
    assert Tape.recorded == 2
    assert Tape.replays == 12 - 1 - WARM_UP
    assert_equal(captured, run(moves=moves, capture=False, **settings)[1])


@pytest.mark.usefixtures("rounded")
def test_a_gate_between_off_and_on_that_would_be_rounded_asks_for_a_record(waits: list[str]) -> None:
    settings = {"max_steps": 16, "probe_every": 1000}
    moves: Moves = {5: ("skip2", 0.3), 12: ("skip2", 1.0), 13: ("skip1", 0.0)}
    _, captured = run(moves=moves, **settings)
    assert Tape.recorded == 3
    assert Tape.replays == 16 - 1 - 2 * WARM_UP
    assert_equal(captured, run(moves=moves, capture=False, **settings)[1])


def test_without_memory_for_two_records_a_gate_that_moves_asks_for_another(waits: list[str], monkeypatch) -> None:
    @contextmanager
    def scarce(tape, **how):
        with recording(tape, **how):
            yield
            if how["pool"] is not None:
                raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")

    monkeypatch.setattr(torch.cuda, "graph", scarce)
    moves: Moves = {5: ("skip2", 0.0)}
    session, captured = run(moves=moves, max_steps=12, probe_every=1000)
    assert session.trouble == ""
    assert Tape.replays == 12 - 1 - 2 * WARM_UP
    assert_equal(captured, run(moves=moves, capture=False, max_steps=12, probe_every=1000)[1])


def test_weights_behind_a_gate_that_is_off_are_left_alone_as_in_eager_steps(waits: list[str]) -> None:
    """A record in which the gate is a number would decay them, and move them by their momentum."""
    network, moves = replace(NETWORK, shortcut="B"), (parse("6: all = 0"),)
    session, captured = run(network, interventions=moves, max_steps=11, probe_every=1000)
    assert Tape.recorded == 2
    other, eager = run(network, interventions=moves, max_steps=11, probe_every=1000, capture=False)
    assert_equal(captured, eager)
    found, wanted = (each.network.module.state_dict() for each in (session, other))
    for name, weight in wanted.items():
        assert torch.equal(found[name].cpu(), weight.cpu()), name


def test_a_step_that_waits_for_the_device_stays_eager_and_says_so(waits: list[str], monkeypatch) -> None:
    wanted = run(capture=False)[1]

    def measure(step):
        return step.gradient_norms * (1.0 if step.gradient_norms.sum().item() > 0 else 0.0)

    waiting = replace(INSTRUMENTS["gradient-norm"], measure=measure)
    monkeypatch.setitem(INSTRUMENTS._members, "gradient-norm", waiting)
    session, found = run()
    assert Tape.replays == 0
    assert session.trouble.startswith("Steps are eager, which takes longer: the step cannot be recorded: CUDA error")
    assert "eager steps (the step cannot be recorded" in session.device
    assert_equal(found, wanted)


def test_memory_that_does_not_suffice_to_record_a_step_leaves_the_run_as_it_was(waits: list[str], monkeypatch) -> None:
    @contextmanager
    def full(tape, **_):
        with recording(tape):
            yield
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")

    wanted = run(capture=False)[1]
    monkeypatch.setattr(torch.cuda, "graph", full)
    session, found = run()
    assert session.trouble == "Steps are eager, which takes longer: not enough memory to record a step."
    assert_equal(found, wanted)


def test_replayed_steps_wait_for_nothing_but_the_steps_long_before(waits: list[str], monkeypatch) -> None:
    monkeypatch.setattr(Event, "awaited", 0)
    session = Session(RunSpec(network=NETWORK, training=replace(TRAINING, max_steps=50, probe_every=1000)))
    steps = train(session, lambda waiting: False)
    list(islice(steps, 1 + WARM_UP + 1))  # step 0 uploads the epoch's order, and is probed
    waits.clear()
    list(islice(steps, AHEAD))
    assert waits == []
    assert Event.awaited == 1


def test_a_run_goes_on_from_a_checkpoint_with_a_record_of_its_own(waits: list[str], tmp_path: Path) -> None:
    spec = RunSpec(network=NETWORK, training=replace(TRAINING, probe_every=1000, optimizer="adamw", lr=1e-3))
    session = Session(spec)
    for _ in range(6):
        session.advance(lambda waiting: False)
    session.flush()
    write(session.state(), tmp_path / "6.safetensors")
    again = Session(spec, start=Start(read(tmp_path / "6.safetensors")))
    ends = [merged([s for s in train(each, lambda waiting: False) if s is not None]) for each in (session, again)]
    np.testing.assert_array_equal(ends[0].loss, ends[1].loss)
    np.testing.assert_array_equal(ends[0].layers["update-ratio"], ends[1].layers["update-ratio"])


def test_steps_are_eager_where_code_or_optimizer_is_not_the_programs_own(waits: list[str], monkeypatch) -> None:
    monkeypatch.setitem(OPTIMIZERS._members, "sgd", replace(OPTIMIZERS["sgd"], capturable=False))
    session, _ = run(max_steps=6)
    assert Tape.replays == 0
    assert session.device.endswith("eager steps (SGD does not allow for captured steps)")
    assert session.trouble == ""
