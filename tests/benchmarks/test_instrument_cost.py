"""What instruments cost: each of them, all of them on their schedule, and what others' per-step histograms cost."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from torch.nn import functional

from explorer.choices.optimizer import OPTIMIZERS
from explorer.datasets.batches import Batch, Batches
from explorer.datasets.dataset_registry import DATASETS, SPLIT_SEED
from explorer.instruments.context import StepContext, Weights
from explorer.instruments.instrument_registry import Instrument, StepInstrument, at
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.tracing import build
from explorer.training import Session, train
from explorer.training.memory_layout import memory_format
from explorer.training.probe_pass import PLACES, ProbePass
from explorer.training.probe_schedule import LIMIT
from explorer.training.probing import PROBED
from explorer.training.undisturbed import undisturbed
from tests.benchmarks.figures import SIZE, judge, record, sized, spread

CPU = torch.device("cpu")
NAMES = tuple(f"resnet-{depth}" for depth in ((20, 56, 110) if SIZE else (8,)))
DATA = {"digits": ((1, 8, 8), 8, 64), "32×32×3": ((3, 32, 32), 16, sized(128, 8))}  # shape, width, batch size
TIMES = {"digits": sized(15, 1), "32×32×3": sized(3, 1)}


def _spec(name: str, data: str = "digits") -> RunSpec:
    shape, width, batch = DATA[data]
    training = TrainingSpec(epochs=1000, batch_size=batch, device="cpu")
    return RunSpec(network=NetworkSpec(name=name, width=width, input_shape=shape), training=training)


class _Bare:
    """The loop that one would write by hand: `step` is a step of it on `batch`, `module` its network."""

    def __init__(self, name: str, data: str = "digits") -> None:
        spec = _spec(name, data)
        self.network = build(spec.network, 0)
        self.module = self.network.module
        layout = memory_format(self.network, CPU)
        self.module.to(memory_format=layout)
        shape, size = spec.network.input_shape, spec.training.batch_size
        images = torch.randn(size, *shape, generator=torch.Generator().manual_seed(0))
        self.batch: Batch = images.contiguous(memory_format=layout), torch.arange(size) % 10
        self.optimizer = OPTIMIZERS[spec.training.optimizer].make(self.module.parameters(), spec.training)

    def step(self) -> None:
        self.optimizer.zero_grad()
        functional.cross_entropy(self.module(self.batch[0]), self.batch[1]).backward()
        self.optimizer.step()


def _median(call: Callable[[], object], times: int) -> float:
    call()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def _every_step(loop: _Bare, instruments: tuple[Instrument, ...]) -> Callable[[], None]:
    """Reading these instruments once, with what they share."""
    weights = Weights(loop.network.layer_weights())

    def read() -> None:
        context = StepContext(weights)
        for instrument in instruments:
            instrument.measure(context)

    return read


def _probe(loop: _Bare, instruments: tuple[Instrument, ...]) -> Callable[[], None]:
    """A probe's passes with these instruments alone."""
    probe = ProbePass(loop.network)
    probe._by_place = {p: tuple(i for i in instruments if i.at == p) for p in probe._by_place}
    images, labels = (part[:PROBED] for part in loop.batch)

    def measure() -> None:
        with undisturbed(loop.network, CPU, 0):
            probe.measure(images, labels)

    return measure


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("name", NAMES)
def test_each_instrument_by_itself(name: str, data: str) -> None:
    torch.set_flush_denormal(True)
    times, loop = TIMES[data], _Bare(name, data)
    step = _median(loop.step, times)
    loop.step()
    what = f"{name}, {data}, step of {1000 * step:.0f} ms: share of a step,"
    for instrument in at("step"):
        share = _median(_every_step(loop, (instrument,)), times) / step
        record(f"{what} {instrument.name}", f"{100 * share:.2f} %, each step")
    record(f"{what} all of these", f"{100 * _median(_every_step(loop, at('step')), times) / step:.2f} %, each step")
    passes = at(*PLACES)
    empty = _median(_probe(loop, ()), times) / step
    record(f"{what} a probe that measures nothing", f"{100 * empty:.0f} %, a probe")
    for instrument in passes:
        share = _median(_probe(loop, (instrument,)), times) / step - empty
        record(f"{what} {instrument.name}", f"+{100 * max(0.0, share):.1f} %, a probe")
    context = StepContext(Weights(loop.network.layer_weights()))
    for instrument in at("gradients", "weights"):
        share = _median(lambda measure=instrument.measure: measure(context), times) / step
        record(f"{what} {instrument.name}", f"+{100 * share:.1f} %, a probe")
    record(f"{what} a whole probe", f"{100 * _median(_probe(loop, passes), times) / step:.0f} %, a probe")


PAIRS, TURN = sized(5, 1), 5  # runs with and without instruments, in turns of so many steps


def _run(name: str) -> Session:
    """A whole run, as it is trained by default."""
    return Session(RunSpec(network=_spec(name).network, training=TrainingSpec(epochs=sized(15, 1), device="cpu")))


def _unmeasured(name: str, monkeypatch: pytest.MonkeyPatch) -> Session:
    """The same run with no instrument but one that gives zeros: loss and accuracy are recorded as they are."""
    session = _run(name)
    zeros = torch.zeros(len(session.graph.layers))
    nothing = StepInstrument(
        name="nothing", title="", formula="", unit="", healthy="", limits="", source="", measure=lambda step: zeros
    )
    monkeypatch.setattr(session._stepper, "_instruments", (nothing,))
    monkeypatch.setattr(session._stepper, "_seen", lambda: (SimpleNamespace(norms=None), 0.0))
    monkeypatch.setattr(session._recorder, "_instruments", (nothing.name,))
    monkeypatch.setattr(session._probing, "begin", lambda step: False)
    monkeypatch.setattr(session._probing, "end", lambda cost: None)
    return session


def _both_to_the_end(sides: Sequence[Iterator[object]]) -> list[float]:
    """Processor time of each of two runs of equal length, a few steps of one, then of the other."""
    taken, turn = [0.0] * len(sides), 0
    while True:
        for side in (0, 1) if turn % 2 else (1, 0):
            started = time.process_time()
            done = len(list(islice(sides[side], TURN)))
            taken[side] += time.process_time() - started
        turn += 1
        if done < TURN:
            return taken


@pytest.mark.parametrize("name", NAMES)
def test_all_together_on_their_schedule(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a whole run, as it is trained by default: processor time with all instruments against without any."""
    costs, parts = [], []
    for _ in range(PAIRS):
        with monkeypatch.context() as patch:
            session = _run(name)
            both = [train(each, lambda waiting: waiting >= 2) for each in (session, _unmeasured(name, patch))]
            measured, bare = _both_to_the_end(both)
        costs.append(100 * (measured / bare - 1))
        spent = session._probing.schedule._run
        parts.append(f"{100 * spent.instrument_share:.1f} + {100 * spent.probe_share:.1f}")
    what = f"{name}, digits, {spent.steps} steps: processor time of all instruments on their schedule"
    note = f"{spread(costs, 1)}; by the schedule's clock every step + probes {', '.join(parts)} %"
    judge(what, statistics.median(costs), most=100 * LIMIT, unit="%", note=note)


# ── against others, on the same network in one run ──────────────────────────────────────────────

ROUNDS, STEPS = sized(7, 1), sized(6, 1)
OURS = sized(45, 2)  # long enough for a probe in each round
Loop = Iterator[object]


def _fed(name: str) -> Iterator[_Bare]:
    """The bare loop with the digits' next batch at every step, as the program has it."""
    loop, training = _Bare(name), _spec(name).training
    split = DATASETS["digits"].load(SPLIT_SEED)
    batches = Batches(split, training.batch_size, training.seed, CPU, memory_format(loop.network, CPU))
    for epoch in count():
        for loop.batch in batches.train(epoch):
            yield loop


def _bare(name: str) -> Loop:
    for loop in _fed(name):
        yield loop.step()


def _ours(name: str) -> Loop:
    session = Session(RunSpec(network=_spec(name).network, training=TrainingSpec(epochs=1000, device="cpu")))
    session.steps_per_epoch = session.total_steps
    return train(session, lambda waiting: waiting >= 2)


def _tensorboard(name: str, folder: Path) -> Loop:
    """A histogram of each weight's gradient at every step, as TensorBoard's users write it."""
    tensorboard = pytest.importorskip("torch.utils.tensorboard")
    writer = tensorboard.SummaryWriter(folder)
    try:
        for step, loop in enumerate(_fed(name)):
            loop.step()
            for path, parameter in loop.module.named_parameters():
                if parameter.ndim > 1:
                    writer.add_histogram(path, parameter.grad, step)
            yield
    finally:
        writer.close()


def _wandb(name: str, folder: Path) -> Loop:
    """wandb.watch with log_freq=1, offline: gradients of every parameter."""
    wandb = pytest.importorskip("wandb")
    run = wandb.init(mode="offline", dir=folder, settings=wandb.Settings(silent=True, console="off"))
    try:
        for step, loop in enumerate(_fed(name)):
            if step == 0:
                run.watch(loop.module, log="gradients", log_freq=1)
            loop.step()
            run.log({"loss": 0.0})
            yield
    finally:
        run.finish()


def _seconds(steps: Loop, length: int = STEPS) -> float:
    started = time.perf_counter()
    for _ in range(length):
        next(steps)
    return time.perf_counter() - started


@pytest.mark.filterwarnings("ignore")  # theirs
@pytest.mark.parametrize("side", ["this program", "TensorBoard histograms", "wandb.watch"])
@pytest.mark.parametrize("name", NAMES[:2])
def test_slowdown_against_the_bare_loop(name: str, side: str, tmp_path: Path) -> None:
    torch.set_flush_denormal(True)
    made = {"TensorBoard histograms": _tensorboard, "wandb.watch": _wandb}
    steps = made[side](name, tmp_path) if side in made else _ours(name)
    bare = _bare(name)
    for _ in range(2):
        _seconds(steps), _seconds(bare)  # warm up; ours has its first probe
    length = STEPS if side in made else OURS
    ratios = [_seconds(steps, length) / _seconds(bare, length) for _ in range(ROUNDS)]
    record(f"{name} on digits, every step, slowdown: {side}", spread(ratios))
    if hasattr(steps, "close"):
        steps.close()
