"""Probes of a run: what is measured on a schedule, with the same images every time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from time import perf_counter

import numpy as np
import torch
from torch import Tensor

from explorer.datasets.batches import Batch
from explorer.instruments.context import StepContext
from explorer.instruments.instrument_registry import Place, at
from explorer.random_state import mixed
from explorer.runs.snapshot import ABSENT, BINS, Floats, Probe
from explorer.runs.spec import TrainingSpec
from explorer.tracing import Network
from explorer.training.curving import Curving
from explorer.training.device_errors import memory_ran_out
from explorer.training.probe_pass import PLACES, ProbePass
from explorer.training.probe_schedule import Costs, Schedule
from explorer.training.recorder import Taken
from explorer.training.undisturbed import undisturbed

_OF_WEIGHTS: tuple[Place, ...] = ("gradients", "weights")
_DRAWS = 4  # steps have keys of their own
PROBED = 64
"""Images of a probe at most: they cost about as much as a step of as many."""


class Prober:
    """Measures every instrument that is not read at each step, on `batch`; the run goes on as if it had not.

    Where memory does not suffice for that, the readings of all passes are ABSENT from then on.
    """

    def __init__(self, network: Network, batch: Batch, seed: int) -> None:
        self._network = network
        self._batch = batch
        self._seed = seed
        self._pass = ProbePass(network)
        self.fits = True
        layers, skips = len(network.graph.layers), len(network.graph.skips)
        widths = {"layer": layers, "skip": skips, "bins": layers * BINS}
        self._widths = {i.name: widths[i.per] for i in at(*PLACES, *_OF_WEIGHTS)}

    def measure(self, step: int, context: StepContext) -> Tensor:
        """All readings of `step` one after another, float32 on the device; `unpacked` takes them apart."""
        found = self._passed(step)
        found |= {instrument.name: instrument.measure(context).flatten() for instrument in at(*_OF_WEIGHTS)}
        return torch.cat([found.get(name, self._absent(width)) for name, width in self._widths.items()])

    def unpacked(self, values: Floats) -> Mapping[str, Floats]:
        """Readings by instrument, behind them one for each that reads the curvature."""
        widths = self._widths | {instrument.name: 1 for instrument in at("curvature")}
        parts = np.split(values, np.cumsum(list(widths.values()))[:-1])
        return dict(zip(widths, parts, strict=True))

    def _passed(self, step: int) -> dict[str, Tensor]:
        images, labels = self._batch
        seed = mixed(self._seed, step, _DRAWS)  # another in every probe, as in steps
        try:
            if self.fits:
                with undisturbed(self._network, images.device, seed):
                    return self._pass.measure(images, labels)
        except (RuntimeError, MemoryError) as error:
            if not memory_ran_out(error):
                raise
            self.fits = False
        return {}

    def _absent(self, width: int) -> Tensor:
        return torch.full((width,), ABSENT, device=self._batch[0].device)


class Probing:
    """Probes a run when they are due. Around each step: `begin`, which says whether to call `take` in it, and `end`."""

    def __init__(self, network: Network, batch: Batch, spec: TrainingSpec, total_steps: int) -> None:
        self.prober = Prober(network, batch, spec.seed)
        self.schedule = Schedule(spec.probe_every, total_steps)
        self._device = batch[0].device
        self._step = 0
        self._started = 0.0
        self._probe_seconds = 0.0
        self._curving = Curving(network, batch, spec.seed, spec.sharpness_every)
        self._curving_seconds = 0.0  # asked for by a setting: no part of what the schedule of probes may take
        self._taken: Taken | None = None

    def begin(self, step: int) -> bool:
        """Step `step` begins now; whether a probe is due in it."""
        self._step, self._started = step, perf_counter()
        measured = self._curving.begin(step)
        return self.schedule.due(step) or measured

    def measure_sharpness(self, failed: Callable[[BaseException], None]) -> None:
        """Have the next step that begins probed, and its sharpness measured."""
        self._curving.ask(failed)

    def waited(self, seconds: float) -> None:
        """The step was held for so long: that is no time of its own."""
        self._started += seconds

    def take(self, context: StepContext) -> None:
        """Probe, between backward and update. Waits for the device, before and after, to know the cost."""
        self._wait()
        started = perf_counter()
        values = self.prober.measure(self._step, context)
        self._wait()
        self._probe_seconds = perf_counter() - started
        costs = self.schedule.probed(self._step, self._probe_seconds, started - self._started)
        started = perf_counter()
        values = torch.cat((values, self._curving.measure(self._step)))
        self._curving_seconds = perf_counter() - started
        self._taken = Taken(values, partial(self._read, self._step, costs))

    def end(self, instruments: float) -> Taken | None:
        """The step is done, its every-step instruments took so many seconds; its probe, if there was one."""
        seconds = perf_counter() - self._started - self._probe_seconds - self._curving_seconds
        self.schedule.stepped(seconds, instruments)
        taken, self._taken, self._probe_seconds, self._curving_seconds = self._taken, None, 0.0, 0.0
        return taken

    def _wait(self) -> None:
        if self._device.type != "cpu":
            torch.get_device_module(self._device).synchronize()

    def _read(self, step: int, costs: Costs, values: Floats) -> Probe:
        return Probe(step, self.prober.unpacked(values), *costs)
