"""What a window needs to hear that comes to an engine in the middle of its work."""

from __future__ import annotations

from dataclasses import replace

from explorer.engine.events import Ended, EngineDied, Event, Paused, Progress, Ready, Silent, Started
from explorer.runs.snapshot import Joined, Outcome


class _Run:
    def __init__(self, started: Started) -> None:
        self.started, self.joined = started, Joined()
        self.ended: Ended | None = None

    def again(self) -> list[Event]:
        found: list[Event] = [self.started]
        if self.joined:
            found.append(Progress(self.started.run_id, self.joined.whole()))
        return found if self.ended is None else [*found, self.ended]


class UnderWay:
    """The engine's catalog, and everything about the runs that train or ended while nobody heard it. For one thread at
    a time."""

    def __init__(self) -> None:
        self._ready: Ready | None = None
        self._runs: dict[str, _Run] = {}
        self._paused = self._silent = False

    @property
    def device(self) -> str:
        """What the engine trains on, for people; empty before it is ready."""
        return "" if self._ready is None else self._ready.device

    def hear(self, event: Event | Silent, forget: bool) -> Event | Silent:
        """Take the engine's next event; the same, as it is sent. With `forget`, everything before it has arrived."""
        if forget:
            self.forget_ended()
        match event:
            case Ready():
                self._ready = event
            case Started():
                event = replace(event, record=None)
                self._runs[event.run_id] = _Run(event)
                self._paused = False
            case Progress() if event.run_id in self._runs:
                self._runs[event.run_id].joined.add(event.snapshot)
            case Paused():
                self._paused = event.paused
            case Ended() if event.run_id in self._runs:
                self._runs[event.run_id].ended = event
            case Silent():
                self._silent = event.silent
            case EngineDied():
                self._ready = None
                self._interrupt(event.message)
        return event

    def _interrupt(self, message: str) -> None:
        for run in self._runs.values():
            if run.ended is None:
                run.ended = Ended(run.started.run_id, Outcome("interrupted", 0, 0.0, message))

    def forget_ended(self) -> None:
        """Tell no more of runs that have ended: somebody has heard all of them."""
        self._runs = {run_id: run for run_id, run in self._runs.items() if run.ended is None}

    def again(self) -> list[Event | Silent]:
        """Everything anew, for a window that knows nothing."""
        found: list[Event | Silent] = [] if self._ready is None else [self._ready]
        for run in self._runs.values():
            found += run.again()
        found += [Paused(True)] if self._paused else []
        return [*found, Silent(True)] if self._silent else found
