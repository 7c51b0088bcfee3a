"""One run from its spec to its outcome, and the generator that trains it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, TypeVar, cast

import torch
from torch import Tensor

from explorer import log
from explorer.datasets.batches import Batch, Batches
from explorer.datasets.dataset_lookup import find, fitted
from explorer.datasets.dataset_registry import SPLIT_SEED, Progress
from explorer.instruments.context import StepContext
from explorer.instruments.instrument_registry import at
from explorer.own.switches import kept
from explorer.random_state import drawing, lent, mixed
from explorer.registry import SpecError
from explorer.runs.phases import PHASES, PhaseValues
from explorer.runs.snapshot import Floats, Outcome, Snapshot, Status
from explorer.runs.spec import RunSpec
from explorer.tracing import Network, build
from explorer.training import weights_file
from explorer.training.checkpoint_file import Saved
from explorer.training.device_errors import device_explained
from explorer.training.devices import choose, work_of
from explorer.training.evaluation import evaluate
from explorer.training.first_nonfinite import origin_in_step_0
from explorer.training.kept_state import KeptState
from explorer.training.looking import beside_training
from explorer.training.memory_layout import memory_format
from explorer.training.planned_gates import PlannedGates
from explorer.training.probing import PROBED, Probing
from explorer.training.recorder import Recorder
from explorer.training.run_ledger import Ledger
from explorer.training.start import Start
from explorer.training.step_in_phases import StepInPhases
from explorer.training.stepper import EVALUATION, LOOK, Halfway, Stepper
from explorer.training.trainable import check_data, check_together, check_trainable, check_warmup

Due = Callable[[int], bool]
T = TypeVar("T")


_FIRST_STEPS = 2
"""A gradient that is not finite in step 0 shows in the loss of step 1."""

_log = log.get(__name__)


class Session:
    """A run made ready: `train` steps it, `flush` and `close` end it early, `outcome` is set once it is over.

    The same spec gives the same numbers on the same CPU, however its steps are grouped into snapshots.
    `spec` is the given one with the dataset's shape and classes; `device` is a phrase for people; `steps`
    counts the steps done, `seconds` their time; `batches` are what it trains and tests on. For one thread at a time;
    gates move between steps.
    """

    together: ClassVar[bool] = False  # whether steps are computed with those of other runs

    def __init__(self, spec: RunSpec, progress: Progress | None = None, start: Start | None = None) -> None:
        """Build the network, load the data, put both on the device; `progress` hears how far the data is. Without a
        `start` the run begins at step 0.

        Raises SpecError or UnknownNameError for what cannot be trained, DataError for data that are not there,
        DeviceError where memory runs out, CheckpointError where the start does not fit; what `progress` raises passes.
        """
        check_together(spec.training, allowed=self.together)
        check_data(spec.training.dataset)
        self.spec = replace(spec, network=fitted(spec.network, spec.training.dataset))
        self._own = bool(self.spec.network.source)
        with device_explained(self.spec):
            self._prepare(progress)
        self.steps = 0 if start is None else start.step
        self.outcome: Outcome | None = None
        self.seconds = 0.0 if start is None else start.seconds
        self._order = self._endless()
        self._halfway: Halfway | None = None
        self._recorder = Recorder([i.name for i in at("step")], len(self.graph.layers), self.steps)
        self._ledger = Ledger(self.spec, self.steps_per_epoch, self.graph.normed)
        self._state = KeptState(self.network, self._stepper, self._probing, self._ledger)
        self._planned = PlannedGates(self.spec.training.interventions, self.network, self.total_steps)
        self.notes += self._planned.notes
        self._replayed = () if start is None else start.replayed
        self._tells_shares = start is None or not (start.step and start.same.batches)
        if start is not None:
            self._start(start)

    def _prepare(self, progress: Progress | None) -> None:
        training = self.spec.training
        with lent(), kept(self._own):
            self.network = build(self.spec.network, training.seed)
        check_trainable(self.network.module, self.spec.network.name)
        device = choose(training.device, work_of(self.network.graph, training.batch_size))
        self._phrase, self._threads, self._place = device.phrase, device.threads, device.place
        place = self._place
        layout = memory_format(self.network, place, training.precision)
        self.network.module.to(place).to(memory_format=layout)
        self.graph = self.network.graph
        dataset = find(training.dataset)
        split = dataset.load(SPLIT_SEED, progress)
        self.notes = dataset.notes()
        self.batches = Batches(split, training.batch_size, training.seed, place, layout, augment=training.augment)
        self.steps_per_epoch = self.batches.steps_per_epoch
        self._class_shares: Floats = self.batches.class_shares(self.spec.network.classes).numpy()
        self.total_steps = training.total_steps(self.steps_per_epoch)
        check_warmup(training.warmup, self.total_steps)
        self._stepper = Stepper(self.network, training, self.total_steps)
        images = min(PROBED, training.batch_size)
        self._probing = Probing(self.network, self.batches.fixed(images), training, self.total_steps)

    def _start(self, start: Start) -> None:
        """Go on from a checkpoint or, without one, from step 0 of a run that was begun before."""
        if start.step >= self.total_steps:
            raise SpecError(
                f"epochs are {self.spec.training.epochs}, {self.total_steps:,} steps in all; allowed: more than the "
                f"{start.step:,} steps before the checkpoint."
            )
        if start.saved is not None:
            self._state.restore(start.saved, start.same)

    @property
    def device(self) -> str:
        """Where steps are done, and how: "CUDA · NVIDIA H100 · captured steps · bf16"."""
        return " · ".join(filter(None, (self._phrase, self._stepper.manner)))

    @property
    def trouble(self) -> str:
        """What went otherwise than it could, though the run goes on, in a sentence for people."""
        captured = self._stepper.captured
        return f"Steps are eager, which takes longer: {captured.trouble}." if captured and captured.trouble else ""

    @property
    def halfway(self) -> bool:
        """Whether a step is under way, between two of its phases: then nothing but the step itself may go on."""
        return self._halfway is not None

    def set_gate(self, skip: str, gate: float) -> None:
        """Move a gate from the next step on, and record that; not halfway. ValueError where the network cannot."""
        self._move(skip, gate, planned=False)

    @property
    def moves_begin(self) -> bool:
        """Whether gates begin to move with the next step, as planned or as before a resumption."""
        return self._planned.begins(self.steps) or any(moved.step == self.steps for moved in self._replayed)

    def _move(self, skip: str, gate: float, *, planned: bool) -> None:
        self.network.set_gate(skip, gate)
        self._ledger.move(self.steps, skip, float(gate), planned=planned)

    def _move_gates(self) -> None:
        for skip, gate in self._planned.at(self.steps):
            self._move(skip, gate, planned=True)
        for moved in self._replayed:
            if moved.step == self.steps:
                self._move(moved.skip, moved.gate, planned=False)

    def state(self) -> Saved:
        """Everything that a later session needs to go on from here; not while steps wait to be handed out, and not
        halfway."""
        self._check_whole()
        if len(self._recorder):
            raise RuntimeError(f"{len(self._recorder)} steps were not handed out before step {self.steps}")
        return self._state.gather(self.steps, self.seconds)

    def advance(self, due: Due) -> Snapshot | None:
        """One step, or the rest of the one under way, and what is handed out after it; `train` calls this."""
        torch.set_num_threads(self._threads)  # another run that trains in turn may want another number
        started = time.perf_counter()
        snapshot = None
        with device_explained(self.spec), kept(self._own):
            self._step(started)
            if self.steps % self.steps_per_epoch == 0 or self.steps == self.total_steps:
                snapshot = self._take(self._evaluate())
            elif due(len(self._recorder)):
                snapshot = self._take()
        self.seconds += time.perf_counter() - started
        if self.steps == self.total_steps:
            self._ledger.end()
            self.close("completed")
        return snapshot

    def phase(self, due: Due) -> tuple[PhaseValues, Snapshot | None]:
        """The next phase of a step, which it begins where none is under way. With the last one the step is done, as by
        `advance`: the numbers are the same to the bit."""
        torch.set_num_threads(self._threads)
        started = time.perf_counter()
        with device_explained(self.spec), kept(self._own):
            if self._halfway is None:
                probe = self._begin()
                self._halfway = StepInPhases(self._stepper, self.network, next(self._order), self.steps, probe)
            else:
                self._probing.waited(started - self._halfway.since)
            found = cast(StepInPhases, self._halfway).next()
        self.seconds += time.perf_counter() - started
        return found, self.advance(due) if found.phase == PHASES[-1] else None

    def _begin(self) -> Callable[[StepContext], None] | None:
        self._move_gates()
        return self._probing.take if self._probing.begin(self.steps) else None

    def _step(self, started: float) -> None:
        if self._halfway is None:
            probe = self._begin()
            measured = self._stepper.step(next(self._order), self.steps, probe)
        else:
            self._probing.waited(started - self._halfway.since)
            measured, self._halfway = self._halfway.rest(), None
        if (taken := self._probing.end(measured.cost)) is not None:
            self._recorder.probed(taken)
        self.steps += 1
        seconds = self.seconds + time.perf_counter() - started
        self._recorder.add(measured.loss, measured.accuracy, measured.readings, seconds)

    def _evaluate(self) -> Tensor:
        seed = mixed(self.spec.training.seed, self.steps, EVALUATION)
        with drawing(seed, self._place) if self._own else nullcontext():  # a user's code may draw there as well
            return evaluate(self.network.module, self.batches.test())

    def flush(self) -> Snapshot | None:
        """The steps not handed out yet, None where there are none; they may show that the run diverged."""
        with device_explained(self.spec):
            return self._take() if len(self._recorder) else None

    def close(self, status: Status, message: str = "") -> Outcome:
        """End the run, `diverged` where it has; a run that is over keeps its outcome. Only steps handed out count."""
        if self._ledger.trouble:
            status, message = "diverged", self._ledger.trouble
        if self.outcome is None:
            majority = float(self._class_shares.max())
            done = self._ledger.recorded
            outcome = Outcome(status, done, self.seconds, message, device=self.device, majority=majority)
            self.outcome = outcome.with_figures(self._ledger.result)
        return self.outcome

    def save_weights(self, path: Path) -> None:
        """Write parameters and batch-norm statistics as safetensors, whole or not at all; raises OSError."""
        with kept(self._own):
            weights_file.save(self.network.module, path)

    def look(self, act: Callable[[Network, Batches], T]) -> T:
        """What `act` finds out between two steps; the run stays as it is, to the bit. RuntimeError halfway."""
        self._check_whole()
        torch.set_num_threads(self._threads)
        seed = mixed(self.spec.training.seed, self.steps, LOOK)
        with device_explained(self.spec), beside_training(self.network, self._place, seed):
            return act(self.network, self.batches)

    def measure_sharpness(self, failed: Callable[[BaseException], None]) -> None:
        """Measure it in the next step that begins; `failed` is told what stands in the way."""
        self._probing.measure_sharpness(failed)

    def _check_whole(self) -> None:
        if self.halfway:
            raise RuntimeError(f"Step {self.steps:,} is under way. Complete it first.")

    def _endless(self) -> Iterator[Batch]:
        epoch, done = divmod(self.steps, self.steps_per_epoch)
        while True:
            yield from self.batches.train(epoch, done)
            epoch, done = epoch + 1, 0

    def _take(self, test: Tensor | None = None) -> Snapshot:
        snapshot = self._ledger.enter(*self._recorder.take(test))
        if self._tells_shares:
            snapshot, self._tells_shares = replace(snapshot, class_shares=self._class_shares), False
        if self._ledger.trouble:
            if self._ledger.recorded <= _FIRST_STEPS:
                self._blame()
            self.close("diverged")
        return snapshot

    def _blame(self) -> None:
        """Have the message name what first gave NaN or infinity in step 0, where it was there already: no learning rate
        helps then."""
        origin = origin_in_step_0(self.spec, next(self.batches.train(0)))
        if origin is not None:
            self._ledger.blame(origin)


def train(session: Session, due: Due) -> Iterator[Snapshot | None]:
    """Train to the end, one step per item: a snapshot of all steps since the last one, or None.

    A snapshot comes when `due(steps waiting)` says so and at every epoch's end; only then is the device
    waited for. Time between two items does not count as training. Ends when `session.outcome` is set:
    completed, diverged (noticed with the snapshot that holds the first loss that is not finite), or closed.
    Raises DeviceError where memory runs out; steps done before can still be flushed.
    """
    while session.outcome is None:
        yield session.advance(due)
