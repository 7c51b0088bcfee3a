"""Looks at runs that train, between two of their steps."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

from explorer.engine.active_run import ActiveRun, Post
from explorer.engine.commands import ListImages, Look, Watch
from explorer.engine.events import WatchFailed
from explorer.engine.film import listed, unlisted, watched
from explorer.engine.time_limit import TimeLimit

SHARE = 0.02
"""Of the time that looks may take while runs train."""
SHORTEST = 0.1
"""Seconds between two looks at least."""
SOONER = 0.5
"""Seconds after the last look in which a new command is answered; a drawing comes as many commands a second."""
HALFWAY = "A step is taken apart. Finish it, then press Sort again."
"""A pass of other images now would change what the backward pass needs."""


class LiveFilm:
    """Looks at the runs of a training loop as often as SHARE allows, and soon after a new command. A look that
    fails, or a user's code in it that does not return, is told, and ends the looks at its run, not the run."""

    def __init__(self, post: Post, limit: TimeLimit) -> None:
        self._post, self._limit = post, limit
        self._watch = Watch(0)
        self._last = self._next = 0.0
        self._failed: set[str] = set()
        self._shown: dict[str, tuple[int, tuple[float, ...]]] = {}

    def take(self, command: Watch | ListImages, runs: Sequence[ActiveRun]) -> None:
        """Obey a command now."""
        if isinstance(command, Watch):
            self._watch, self._failed, self._shown = command, set(), {}
            self._next = min(self._next, self._last + SOONER)
            self.look(runs)
        elif (run := _of(command.look, runs)) is not None:
            failed = partial(unlisted, command)
            if run.halfway:
                self._post(failed(HALFWAY))
                return
            found = partial(run.look, partial(listed, command))
            self._post(self._limit.answered(command.look.spec.network, found, failed))

    def look(self, runs: Sequence[ActiveRun], *, at_once: bool = False) -> None:
        """Look again where it is time, or in any case; never twice at the same step with the same gates."""
        started = time.perf_counter()
        if not self._watch.looks or not (at_once or started >= self._next):
            return
        for wanted in self._watch.looks:
            run = _of(wanted, runs)
            if (
                run is not None
                and not run.halfway
                and wanted.side not in self._failed
                and self._shown.get(wanted.side) != run.moment
            ):
                self._look(wanted, run)
        seconds = time.perf_counter() - started
        self._last = started + seconds
        self._next = self._last + max(SHORTEST, seconds / SHARE)

    def _look(self, wanted: Look, run: ActiveRun) -> None:
        command = self._watch
        self._shown[wanted.side] = run.moment

        def failed(message: str) -> WatchFailed:
            self._failed.add(wanted.side)
            return WatchFailed(command.token, wanted.side, message)

        act = partial(run.look, partial(watched, command, wanted, run.steps))
        self._post(self._limit.answered(wanted.spec.network, act, failed))


def _of(wanted: Look, runs: Sequence[ActiveRun]) -> ActiveRun | None:
    return next((run for run in runs if wanted.live and run.active and run.run_id == wanted.run_id), None)
