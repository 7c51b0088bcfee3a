"""What instruments cost: each of them, all of them on their schedule."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from types import SimpleNamespace

import pytest
import torch

from explorer.instruments.context import StepContext, Weights
from explorer.instruments.instrument_registry import Instrument, StepInstrument, at
from explorer.runs.spec import RunSpec, TrainingSpec
from explorer.training import Session, train
from explorer.training.probe_pass import PLACES, ProbePass
from explorer.training.probe_schedule import LIMIT
from explorer.training.probing import PROBED
from explorer.training.undisturbed import undisturbed
from tests.benchmarks.figures import SIZE, judge, record, sized, spread
from tests.benchmarks.loops import CPU, DATA, Bare, spec_of

NAMES = tuple(f"resnet-{depth}" for depth in ((20, 56, 110) if SIZE else (8,)))
TIMES = {"digits": sized(15, 1), "32×32×3": sized(3, 1)}


def _median(call: Callable[[], object], times: int) -> float:
    call()
    taken = []
    for _ in range(times):
        started = time.process_time()
        call()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def _every_step(loop: Bare, instruments: tuple[Instrument, ...]) -> Callable[[], None]:
    """Reading these instruments once, with what they share."""
    weights = Weights(loop.network.layer_weights())

    def read() -> None:
        context = StepContext(weights)
        for instrument in instruments:
            instrument.measure(context)

    return read


def _probe(loop: Bare, instruments: tuple[Instrument, ...]) -> Callable[[], None]:
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
    times, loop = TIMES[data], Bare(name, data)
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
    return Session(RunSpec(network=spec_of(name).network, training=TrainingSpec(epochs=sized(15, 1), device="cpu")))


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
