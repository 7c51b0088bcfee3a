"""Sessions of runs that are trained together: their networks are computed as one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import ClassVar

import torch
from torch import Tensor

from explorer.training.device_errors import device_explained
from explorer.training.grouped import Grouped
from explorer.training.session import Session
from explorer.training.step_together import StepTogether


class SessionTogether(Session):
    """A session whose steps are begun by `Together`, and then completed by `advance`."""

    together: ClassVar[bool] = True

    def begin(self) -> StepTogether:
        """Begin a step: apply planned interventions and fetch its batch. DeviceError where the device fails."""
        self._check_whole()
        torch.set_num_threads(self._threads)
        started = time.perf_counter()
        with device_explained(self.spec):
            probe = self._begin()
            self._halfway = step = StepTogether(self._stepper, next(self._order), self.steps, probe)
        self.seconds += time.perf_counter() - started
        return step

    def computed(self, seconds: float) -> None:
        """Add this run's share of the time of the passes, in seconds."""
        if self._halfway is not None:
            self._halfway.since += seconds
            self.seconds += seconds


class Together:
    """Runs of one architecture that differ in their seeds; SpecError where they cannot be computed as one.

    `begin` before each step of all; then every session that goes on is to `advance` once. One that is over is left out,
    and nothing of it changes any more.
    """

    def __init__(self, sessions: Sequence[SessionTogether]) -> None:
        self._sessions = sessions
        self._grouped = Grouped([session.network for session in sessions])
        self._images: list[Tensor] = [torch.empty(0)] * len(sessions)

    def begin(self) -> None:
        """Begin a step of every session that goes on, and compute its loss and gradients."""
        going = [place for place, session in enumerate(self._sessions) if session.outcome is None]
        begun = {place: self._sessions[place].begin() for place in going}
        started = time.perf_counter()
        torch.set_flush_denormal(True)  # as every step does for its own thread
        with device_explained(self._sessions[0].spec):
            for place, step in begun.items():
                self._images[place] = step.batch[0]
            scores = self._grouped.forward(self._images, going[0])
            torch.stack([step.loss(scores[place]) for place, step in begun.items()]).sum().backward()
            self._grouped.hand_out(going)
        share = (time.perf_counter() - started) / len(going)
        for place in going:
            self._sessions[place].computed(share)
