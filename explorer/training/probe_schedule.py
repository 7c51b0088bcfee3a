"""When to probe: at step 0, then as often as a share of the training time allows, or at every k-th step."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import NamedTuple

LIMIT = 0.05
"""The share of the steps' time that probes and every-step instruments may take together."""
LEAST = 0.01
"""The share that probes get where the every-step instruments take all of that."""
CLOSEST, MOST = 5, 1000
"""Steps between two probes at least, and probes in a run at most."""


class Costs(NamedTuple):
    """What is told with a probe, as in runs.snapshot.Probe."""

    every: int
    probe_cost: float
    step_cost: float


@dataclass
class Spent:
    """Seconds of steps, of the instruments in them, and of probes."""

    steps: int = 0
    seconds: float = 0.0
    instruments: float = 0.0
    probes: float = 0.0
    latest: float = 0.0

    def step(self, seconds: float, instruments: float) -> None:
        """Add a step."""
        self.steps += 1
        self.seconds += seconds
        self.instruments += instruments

    def probe(self, seconds: float) -> None:
        """Add a probe."""
        self.probes += seconds
        self.latest = seconds

    @property
    def instrument_share(self) -> float:
        """What the instruments took of the steps' time."""
        return self._share(self.instruments)

    @property
    def probe_share(self) -> float:
        """What the probes took of the steps' time."""
        return self._share(self.probes)

    def _share(self, part: float) -> float:
        return part / self.seconds if self.seconds else 0.0


@dataclass(frozen=True)
class ScheduleState:
    """The next step to probe, and what was spent in the run and since the last probe."""

    next: int
    run: Spent
    since: Spent


class Schedule:
    """Decides by the clock: `stepped` after every step, `probed` after every probe; `every` 0 adapts to the cost.

    Step 0 is always probed. A later probe is taken once the steps before it have paid for it and for those before,
    and only where the steps to come pay for one at the last step. That is probed where the whole run has paid for it.
    """

    def __init__(self, every: int, total_steps: int) -> None:
        self._every = every
        self._total_steps = total_steps
        self._closest = max(CLOSEST, math.ceil(total_steps / MOST))
        self._next = 0
        self._run = Spent()
        self._since = Spent()  # the last probe

    def state(self) -> ScheduleState:
        """What a checkpoint keeps."""
        return ScheduleState(self._next, self._run, self._since)

    def restore(self, state: ScheduleState, *, at_once: bool) -> None:
        """Go on from a checkpoint, with a probe `at_once` or when it was to come."""
        self._run, self._since = Spent(**asdict(state.run)), Spent(**asdict(state.since))
        self._next = 0 if at_once else state.next

    def due(self, step: int) -> bool:
        """Whether `step` is to be probed."""
        if self._every or step == 0:
            return step >= self._next
        if step == self._total_steps - 1:
            return self._paid(0)
        return step >= self._next and self._paid(0) and self._paid(self._total_steps - self._run.steps)

    def stepped(self, seconds: float, instruments: float) -> None:
        """A step took `seconds` without its probe, of these `instruments` for the every-step instruments."""
        for spent in (self._run, self._since):
            spent.step(seconds, instruments)

    def probed(self, step: int, seconds: float, so_far: float) -> Costs:
        """A probe at `step` took `seconds`; the step itself has taken `so_far` until then."""
        before, self._since = self._since, Spent()
        for spent in (self._run, self._since):
            spent.probe(seconds)
        if step >= self._next:  # a probe that was not due, for sharpness alone, does not move those that are
            self._next = step + (self._every or self._closest)
        every = self._every or self._distance(before if before.steps else Spent(1, so_far))
        return Costs(every, before.probe_share, before.instrument_share)

    def _paid(self, to_come: int) -> bool:
        """Whether the steps so far pay for the probes so far and one more; with steps `to_come`, for two more."""
        run, more = self._run, 2 if to_come else 1
        seconds = run.seconds * (1 + to_come / run.steps)
        return run.probes + more * run.latest <= self._share(run) * seconds

    def _distance(self, recent: Spent) -> int:
        """Steps to the next probe, should steps and probes cost what they have."""
        share, run = self._share(recent), self._run
        debt = run.probes + run.latest - share * run.seconds
        return max(self._closest, math.ceil(debt / (share * max(recent.seconds / recent.steps, 1e-9))))

    def _share(self, spent: Spent) -> float:
        return max(LEAST, LIMIT - spent.instrument_share)
