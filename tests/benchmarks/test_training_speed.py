"""What measuring every layer at every step costs, against the bare PyTorch loop."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import islice

import pytest
import torch
from torch.nn import functional

from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train
from tests.benchmarks.figures import judge, sized

PAIRS, STEPS = sized(25, 1), sized(8, 1)
SPEC = RunSpec(
    network=NetworkSpec(name=f"plain-{sized(56, 8)}", width=8), training=TrainingSpec(epochs=1000, device="cpu")
)


def _bare(**how: bool) -> Iterator[None]:
    """The loop one would write by hand: same network, layout, batches and threads; nothing measured but the loss."""
    run = Session(SPEC)
    module = run.network.module
    settings = SPEC.training
    optimizer = torch.optim.SGD(
        module.parameters(), settings.lr, momentum=settings.momentum, weight_decay=settings.weight_decay, **how
    )
    epoch = 0
    while True:
        for images, labels in run.batches.train(epoch):
            optimizer.zero_grad()
            functional.cross_entropy(module(images), labels).backward()
            optimizer.step()
            yield
        epoch += 1


def _instrumented() -> Iterator[object]:
    # Snapshots as the engine takes them: every few steps. The test split at each epoch's end is left out on
    # both sides: one long epoch.
    run = Session(SPEC)
    run.steps_per_epoch = run.total_steps
    return train(run, lambda waiting: waiting >= 2)


def _seconds(steps: Iterator[object]) -> float:
    started = time.perf_counter()
    for _ in islice(steps, STEPS):
        pass
    return time.perf_counter() - started


def _ratio(bare: Callable[[], Iterator[object]]) -> tuple[float, float]:
    """Median over interleaved pairs of (our speed / bare speed), and our median seconds a step."""
    ours, theirs = _instrumented(), bare()
    for steps in (ours, theirs):
        _seconds(steps)  # warm up
    pairs = [(_seconds(ours), _seconds(theirs)) for _ in range(PAIRS)]
    return statistics.median(b / a for a, b in pairs), statistics.median(a for a, _ in pairs) / STEPS


@pytest.mark.parametrize("how", [{}, {"fused": True}], ids=["torch's default SGD", "the same fused SGD"])
def test_every_instrument_at_every_step_costs_less_than_a_twentieth(how: dict[str, bool]) -> None:
    ratio, seconds = _ratio(lambda: _bare(**how))
    threads, optimizer = torch.get_num_threads(), "fused" if how else "default"
    what = f"plain-56 on digits, {threads} thread: speed against the bare loop, {optimizer} SGD"
    judge(what, ratio, least=0.95, note=f"{1 / seconds:.1f} steps/s, median of {PAIRS} pairs of {STEPS} steps")
