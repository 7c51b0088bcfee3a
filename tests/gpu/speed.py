"""How fast the paper's networks train: this program's steps, and loops written by hand, beside what the GPU allows."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from explorer.datasets.batches import Batch
from explorer.graph.model import NetworkGraph
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train

EPOCH = 50_000
"""Images of an epoch of CIFAR-10."""
_PASSES = 3  # forward, and in the backward pass once each for inputs and weights
_TOUCHES = 5  # of a layer's output: written and read; read again in the backward pass, where its gradient is the same
_LANES = {7: 64, 8: 128, 9: 128, 10: 128, 12: 128}  # float32 units of a multiprocessor by compute capability
_A100 = (8, 0), 64


@dataclass(frozen=True)
class Size:
    """How much is measured; `deadline` seconds after the start nothing is compiled any more."""

    networks: tuple[str, ...] = ("plain-20", "resnet-20", "plain-56", "resnet-56", "plain-110", "resnet-110")
    compiled: tuple[str, ...] = ("resnet-20", "plain-20", "resnet-56", "plain-56")
    width: int = 16
    batch_size: int = 128
    warm_up: int = 15
    steps: int = 60
    rounds: int = 3
    deadline: float = 240.0


class Speed(NamedTuple):
    """Seconds of a step by the clock, and between the first and the last of its kernels on the GPU."""

    wall: float
    gpu: float


Loop = Callable[[int], object]


def table(dataset: str, size: Size) -> Iterator[tuple[str, str]]:
    """One line for each network and way of training it; lines come when they are measured."""
    began = time.perf_counter()
    for name in size.networks:
        spec = _spec(name, dataset, size)
        by_hand = {what: _measured(loop, size) for what, loop in hand_written(spec)}
        best = min(by_hand, key=lambda what: by_hand[what].wall)
        for what, speed in by_hand.items():
            yield f"{name}, by hand, {what}", _told(speed, by_hand[best], size)
        ours = {"eager": False, "captured": True}
        for what, capture in ours.items():
            session = Session(replace(spec, training=replace(spec.training, capture=capture)))
            speed = _measured(_our_steps(session), size)
            yield f"{name}, ours, {what}", f"{_told(speed, by_hand[best], size)} · {session.device.split(' · ', 2)[-1]}"
        if name in size.compiled:
            late = time.perf_counter() - began > size.deadline
            yield f"{name}, by hand, compiled", "left out: too late" if late else _compiled(spec, by_hand[best], size)
        yield f"{name}, the GPU's limits", floor(Session(spec).graph)


def hand_written(spec: RunSpec) -> Iterator[tuple[str, Loop]]:
    """The loop that everybody writes and the fastest known, without instruments, in each layout of memory."""
    for layout in (torch.contiguous_format, torch.channels_last):
        name = "channels-last" if layout is torch.channels_last else "contiguous"
        yield f"eager, {name}", _Hand(spec, layout).eager
        yield f"captured, {name}", _Hand(spec, layout).captured


class _Hand:
    """One network of the program's, with torch's SGD: fused, its learning rate a tensor, so that it can be captured."""

    def __init__(self, spec: RunSpec, layout: torch.memory_format) -> None:
        session = Session(spec)
        self._layout = layout
        self.module: nn.Module = session.network.module.to(memory_format=layout)
        self._batches = _endless(session)
        self._device = session.batches.split.train_x.device
        rate = torch.full((), spec.training.lr, device=self._device)
        self._optimizer = torch.optim.SGD(self.module.parameters(), momentum=0.9, weight_decay=1e-4, fused=True)
        self._optimizer.param_groups[0]["lr"] = rate
        self._graph: torch.cuda.CUDAGraph | None = None
        self._inputs: list[Tensor] = []

    def eager(self, count: int) -> None:
        """That many steps."""
        for batch in islice(self._batches, count):
            self._step(self._laid(batch))

    def captured(self, count: int) -> None:
        """The same, replayed; the first call also captures."""
        if self._graph is None:
            self.eager(3)
            self._capture(self._laid(next(self._batches)))
        for batch in islice(self._batches, count):
            for place, part in zip(self._inputs, batch, strict=True):
                place.copy_(part)
            if self._graph is not None:
                self._graph.replay()

    def _capture(self, batch: Batch) -> None:
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(3):
                self._step(batch)
        torch.cuda.current_stream().wait_stream(stream)
        self._inputs = [part.clone() for part in batch]
        self._graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self._graph, stream=stream):
            self._step((self._inputs[0], self._inputs[1]))

    def _laid(self, batch: Batch) -> Batch:
        return batch[0].contiguous(memory_format=self._layout), batch[1]

    def _step(self, batch: Batch) -> None:
        self._optimizer.zero_grad()
        functional.cross_entropy(self.module(batch[0]), batch[1]).backward()
        self._optimizer.step()


def floor(graph: NetworkGraph) -> str:
    """Seconds of an epoch, had the GPU nothing to do but arithmetic, or nothing but to move each layer's output."""
    gpu = torch.cuda.get_device_properties(0)
    lanes = _A100[1] if (gpu.major, gpu.minor) == _A100[0] else _LANES.get(gpu.major, 128)
    peak = 2.0 * lanes * gpu.multi_processor_count * gpu.clock_rate * 1e3
    bandwidth = 2.0 * gpu.memory_clock_rate * 1e3 * gpu.memory_bus_width / 8
    operations = 2.0 * _PASSES * graph.multiply_adds * EPOCH
    moved = 4.0 * _TOUCHES * sum(math.prod(graph.calls[call].shape) for call in graph.layers) * EPOCH
    return (
        f"{operations / peak:.2f} s/epoch of arithmetic at {peak / 1e12:.0f} TFLOP/s · "
        f"{moved / bandwidth:.2f} s/epoch of memory at {bandwidth / 1e12:.1f} TB/s (float32)"
    )


def _compiled(spec: RunSpec, best: Speed, size: Size) -> str:
    """torch.compile needs a compiler on the machine, and minutes for a deep network."""
    hand = _Hand(spec, torch.channels_last)
    hand.module = cast(nn.Module, torch.compile(hand.module))
    began = time.perf_counter()
    try:
        hand.eager(1)
        took = time.perf_counter() - began
        return f"{_told(_measured(hand.eager, size), best, size)} · compiled in {took:.0f} s"
    except Exception as error:
        return f"cannot be compiled here: {type(error).__name__}: {(str(error).splitlines() or [''])[0]}"


def _our_steps(session: Session) -> Loop:
    steps = train(session, lambda waiting: waiting >= 16)

    def loop(count: int) -> None:
        for _ in islice(steps, count):
            pass

    return loop


def _measured(loop: Loop, size: Size) -> Speed:
    loop(size.warm_up)
    found = [_timed(loop, size.steps) for _ in range(size.rounds)]
    return Speed(*(statistics.median(part) / size.steps for part in zip(*found, strict=True)))


def _timed(loop: Loop, count: int) -> tuple[float, float]:
    first, last = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    torch.cuda.synchronize()
    began = time.perf_counter()
    first.record()
    loop(count)
    last.record()
    torch.cuda.synchronize()
    return time.perf_counter() - began, first.elapsed_time(last) / 1e3


def _told(speed: Speed, best: Speed, size: Size) -> str:
    images = size.batch_size / speed.wall
    return (
        f"{images:,.0f} images/s · {EPOCH / images:.2f} s/epoch · {best.wall / speed.wall:.2f} of the best by hand · "
        f"step {1e3 * speed.wall:.2f} ms, on the GPU {1e3 * speed.gpu:.2f} ms"
    )


def _endless(session: Session) -> Iterator[Batch]:
    return (batch for epoch in range(10**6) for batch in session.batches.train(epoch))


def _spec(name: str, dataset: str, size: Size) -> RunSpec:
    training = TrainingSpec(
        dataset=dataset, epochs=1000, batch_size=size.batch_size, lr=0.01, device="cuda", probe_every=10**6
    )
    return RunSpec(network=NetworkSpec(name=name, width=size.width), training=training)
