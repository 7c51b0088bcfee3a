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


Gates = tuple[float, ...]
Work = Callable[[Batch, Drawing | None], Measured]
"""Does a step, eagerly: drawing random numbers as given, or as they come."""


class CapturedStep:
    """Does the steps of one network by replaying a record of its step. What changes between steps lies in tensors that
    the record reads: the batch, the learning rate, the seeds of random numbers, and the gates.

    There are two records, made together: one with each gate as what it is, which costs nothing, and one that reads
    them, which is replayed once one has moved. `moves` says that they are going to: then there is the second alone.
    It does not fit where a gate at 0 leaves parameters without a gradient, which the optimizer must leave alone, nor
    between 0 and 1 where `exact` is False (the gate would be rounded to fewer bits than in an eager step). There a gate
    that moves needs a new record, and once where memory did not suffice for two. A step that cannot be recorded changes
    nothing: `trouble` then says why, and steps stay eager. What `step` gives is overwritten by the next step.
    """

    def __init__(self, network: Network, device: torch.device, *, moves: bool, exact: bool = True) -> None:
        self.trouble = ""
        self._network = network
        self._moves, self._exact = moves, exact
        self._gates = list(network.junctions.values())
        self._now: Gates | None = None
        self._numbers = torch.zeros(len(self._gates), device=device)
        self._written: Gates = ()
        self._stream = torch.cuda.Stream(device)
        self._warm = 0
        self._record: _Record | None = None  # that the gates as they are allow for
        self._fixed: tuple[Gates, _Record] | None = None  # with these gates in it
        self._numbered: _Record | None = None  # that reads the gates
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
            self._make_records(batch, work, draws=drawing is not None)
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

    def _follow_gates(self) -> None:
        """Find the record that allows for the gates as they are."""
        now = tuple(gate.gate for gate in self._gates)
        if now == self._now:
            return
        self._now = now
        if self._fixed is not None and self._fixed[0] == now:
            self._record = self._fixed[1]
            return
        self._record, before = self._numbered if self._readable() else None, self._record
        if self._record is None and self._readable() and before is not None:  # there was no memory for two
            self._moves, self._fixed = True, None
        if self._record is None and (before is not None or not (self._moves and self._readable())):
            self._warm = 0

    def _readable(self) -> bool:
        """Whether a step that reads the gates is the step that they ask for."""
        assert self._now is not None
        return (self._exact or set(self._now) <= {0.0, 1.0}) and not cuts_off(self._network)

    def _make_records(self, batch: Batch, work: Work, *, draws: bool) -> None:
        """Those that are lacking for the gates as they are, in memory that they share."""
        assert self._now is not None
        readable = bool(self._gates) and self._readable()
        if not (readable and self._moves):
            made = self._recorded(batch, work, draws=draws)
            self._fixed = None if made is None else (self._now, made)
            self._record = made
        if readable and self._numbered is None and not self.trouble:
            self._numbered = self._recorded(batch, work, draws=draws, by_number=True)
            self._record = self._record or self._numbered
            if self._record is not self._numbered:
                self.trouble = ""  # one record is enough as long as no gate moves

    def _eager(self, batch: Batch, drawing: Drawing | None, work: Work) -> Measured:
        """On the stream of the record, which is then ready for it: libraries allocate memory for each."""
        current, started = torch.cuda.current_stream(), perf_counter()
        self._stream.wait_stream(current)
        with torch.cuda.stream(self._stream):
            measured = work(batch, drawing)
        current.wait_stream(self._stream)
        self._share = measured.cost / max(perf_counter() - started, 1e-9)
        return measured

    def _recorded(self, batch: Batch, work: Work, *, draws: bool, by_number: bool = False) -> _Record | None:
        """None where it cannot be: `trouble` says why."""
        inputs = [part.clone() for part in batch]
        graph = torch.cuda.CUDAGraph()
        device = inputs[0].device
        beside = self._record or self._numbered
        pool = None if beside is None else beside.graph.pool()
        try:
            if by_number:
                for gate, number in zip(self._gates, self._numbers, strict=True):
                    gate.number = number
            with (
                lent(device) if draws else nullcontext(),
                torch.cuda.stream(torch.cuda.current_stream()),  # torch (2.14) leaves its own in use after a failure
                # the mode: other threads may use the device meanwhile, for an analysis
                torch.cuda.graph(graph, pool=pool, stream=self._stream, capture_error_mode="thread_local"),
            ):
                measured = work((inputs[0], inputs[1]), None)
        except Exception as error:  # nothing was computed: the step can still be done eagerly
            _log.info("the step cannot be recorded", exc_info=True)
            self.trouble = _why(error.__context__ or error)  # that recording has ended badly is said on top
            return None
        finally:
            for gate in self._gates:
                gate.number = None
        return _Record(graph, inputs, measured)

    def _write_gates(self) -> None:
        """Have the record read the gates that have moved."""
        if self._record is not self._numbered or self._now is None or self._written == self._now:
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
