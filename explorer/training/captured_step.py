"""A training step on CUDA that is recorded once, as a graph of kernels, and launched as a whole from then on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from time import perf_counter
from typing import NamedTuple

import torch
from torch import Tensor

from explorer import log
from explorer.datasets.batches import Batch
from explorer.random_state import Drawing, lent
from explorer.tracing import Network
from explorer.tracing.reached import cuts_off
from explorer.training.device_errors import memory_ran_out
from explorer.training.measured import Measured

WARM_UP = 3
"""Eager steps before a step is recorded, and after a gate has moved that the record does not allow for."""
AHEAD = 16
"""Steps that wait on the device at most: more would be handed out late, and a pause would have to wait for them."""

_log = log.get(__name__)


Work = Callable[[Batch, Drawing | None], Measured]
"""Does a step, eagerly: drawing random numbers as given, or as they come."""


class CapturedStep:
    """Does the steps of one network by replaying a record of its step. What changes between steps lies in tensors that
    the record reads: the batch, the learning rate, the seeds of random numbers and, once a gate has moved, the gates.

    As long as no gate has moved, each is in the record as what it is, which costs nothing; `moves` says that they are
    going to. Where a gate at 0 leaves parameters without a gradient, so that the optimizer must leave them alone, and
    where `exact` is False (gates between 0 and 1 would be rounded to fewer bits than in an eager step), gates stay in
    the record, and one that moves needs a new one. A step that cannot be recorded changes nothing: `trouble` then says
    why, and steps stay eager. What `step` gives is overwritten by the next step.
    """

    def __init__(self, network: Network, device: torch.device, *, moves: bool, exact: bool = True) -> None:
        self.trouble = ""
        self._network = network
        self._moved, self._exact = moves, exact
        self._gates = list(network.junctions.values())
        self._first = self._now = self._values()
        self._numbers = torch.zeros(len(self._gates), device=device)
        self._written: tuple[float, ...] = ()
        self._by_number = False
        self._stream = torch.cuda.Stream(device)
        self._key: tuple[float, ...] | None = None
        self._warm = 0
        self._record: _Record | None = None
        self._share = 0.0  # of an eager step's time that its instruments take
        self._ahead: deque[torch.cuda.Event] = deque()

    @property
    def recorded(self) -> bool:
        """Whether there is a record that the next step replays, if no gate moves."""
        return self._record is not None

    def step(self, batch: Batch, drawing: Drawing | None, work: Work) -> Measured:
        """Train on one batch; `work` does the same eagerly."""
        self._follow_gates()
        if self._record is None and self._warm >= WARM_UP and not self.trouble:
            self._recorded(batch, work, draws=drawing is not None)
        if self._record is None:
            self._warm += 1
            return self._eager(batch, drawing, work)
        started = perf_counter()
        self._keep_pace()
        self._record.read(batch)
        self._write_gates()
        with nullcontext() if drawing is None else drawing.part():
            self._record.graph.replay()
        return self._record.measured._replace(cost=self._share * (perf_counter() - started))

    def _values(self) -> tuple[float, ...]:
        return tuple(gate.gate for gate in self._gates)

    def _follow_gates(self) -> None:
        """Give up a record that does not allow for the gates as they are."""
        now = self._values()
        if now == self._now and self._key is not None:
            return
        self._now = now
        self._moved |= now != self._first
        self._by_number = self._moved and self._exact and not cuts_off(self._network)
        key = () if self._by_number else now
        if key != self._key:
            self._key, self._record, self._warm = key, None, 0

    def _eager(self, batch: Batch, drawing: Drawing | None, work: Work) -> Measured:
        """On the stream of the record, which is then ready for it: libraries allocate memory for each."""
        current, started = torch.cuda.current_stream(), perf_counter()
        self._stream.wait_stream(current)
        with torch.cuda.stream(self._stream):
            measured = work(batch, drawing)
        current.wait_stream(self._stream)
        self._share = measured.cost / max(perf_counter() - started, 1e-9)
        return measured

    def _recorded(self, batch: Batch, work: Work, *, draws: bool) -> None:
        inputs = [part.clone() for part in batch]
        graph = torch.cuda.CUDAGraph()
        device = inputs[0].device
        try:
            self._number_gates()
            with (
                lent(device) if draws else nullcontext(),
                torch.cuda.stream(torch.cuda.current_stream()),  # torch (2.14) leaves its own in use after a failure
                # the mode: other threads may use the device meanwhile, for an analysis
                torch.cuda.graph(graph, stream=self._stream, capture_error_mode="thread_local"),
            ):
                measured = work((inputs[0], inputs[1]), None)
        except Exception as error:  # nothing was computed: the step can still be done eagerly
            _log.info("the step cannot be recorded", exc_info=True)
            self.trouble = _why(error.__context__ or error)  # that recording has ended badly is said on top
            return
        finally:
            for gate in self._gates:
                gate.number = None
        self._record, self._written = _Record(graph, inputs, measured), ()

    def _number_gates(self) -> None:
        if self._by_number:
            for gate, number in zip(self._gates, self._numbers, strict=True):
                gate.number = number

    def _write_gates(self) -> None:
        """Have the record read the gates that have moved."""
        if not self._by_number or self._written == self._now:
            return
        for place, value in enumerate(self._now):
            if not self._written or self._written[place] != value:
                self._numbers[place].fill_(value)
        self._written = self._now

    def _keep_pace(self) -> None:
        done = torch.cuda.Event()
        done.record()
        self._ahead.append(done)
        if len(self._ahead) > AHEAD:
            self._ahead.popleft().synchronize()


class _Record(NamedTuple):
    """A recorded step, the tensors that it reads its batch from, and those that it measures into."""

    graph: torch.cuda.CUDAGraph
    inputs: Sequence[Tensor]
    measured: Measured

    def read(self, batch: Batch) -> None:
        """Have the next replay train on a batch of the same shapes."""
        for place, part in zip(self.inputs, batch, strict=True):
            place.copy_(part)


def _why(error: BaseException) -> str:
    """Why a step cannot be recorded, for people."""
    if memory_ran_out(error):
        return "not enough memory to record a step"
    lines = str(error).splitlines()
    return f"the step cannot be recorded: {lines[0] if lines else type(error).__name__}"
