"""Judging the runs on show: at most once a second while they train, each with its twins."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from explorer import log
from explorer.desk.background import AtOnce, Doing
from explorer.desk.sides import SIDES, Side
from explorer.desk.workbench import Workbench
from explorer.runs.history import RunHistory
from explorer.runs.store import RunStore
from explorer.runs.store_errors import StoreError
from explorer.verdicts.finding import Finding
from explorer.verdicts.judging import judge, stored_twins
from explorer.verdicts.pair_sentence import against, one_difference
from explorer.verdicts.twins import Twins

SECONDS = 1.0
"""Between two judgments of a run that trains; the first and the last are never put off."""

_log = log.get(__name__)
_Seen = tuple[int, int, tuple[int, ...], int]


class Judging:
    """Findings of a side, judged anew only when its run or one of its twins has changed; one twin is offered at a
    time. Knows no widget."""

    def __init__(
        self,
        bench: Workbench,
        store: RunStore,
        clock: Callable[[], float] = time.monotonic,
        doing: Doing | None = None,
    ) -> None:
        self._bench, self._store, self._clock, self._doing = bench, store, clock, doing or AtOnce()
        self._stored: dict[str, tuple[RunHistory, ...]] = {}  # the twins in the store, by run
        self._asked: dict[str, int] = {}  # the runs whose twins are looked for
        self._found: dict[str, tuple[Finding, ...]] = {}
        self._seen: dict[str, _Seen] = {}
        self._judged: dict[str, float] = {}
        self._pair: tuple[RunHistory | None, RunHistory | None, int, str] = (None, None, 0, "")

    def findings(self, side: Side) -> tuple[Finding, ...] | None:
        """What is known of the run on show, None where there is none; judges it where that is due."""
        run = self._bench.history(side)
        if run is None:
            return None
        if not len(run):
            return ()
        run_id, twins = run.run_id, self._twins(side, run)
        if run_id in self._asked:
            return self._found.get(run_id, ())
        seen = (
            run.version,
            sum(r.outcome is not None for r in (run, *twins)),
            tuple(map(id, twins)),
            sum(twin.version for twin in twins),
        )
        if seen != self._seen.get(run_id) and self._due(run, seen):
            found = self._judged_now(run, twins)
            asked = next((f for f in found if f.offer is not None), None)
            self._found[run_id] = tuple(f if f is asked else replace(f, offer=None) for f in found)
            self._seen[run_id], self._judged[run_id] = seen, self._clock()
        return self._found[run_id]

    def pair(self) -> str:
        """A against B in one sentence, where their runs differ in one thing; else empty."""
        a, b = (self._bench.history(side) for side in SIDES)
        if a is None or b is None:
            return ""
        moved = len(a.interventions) + len(b.interventions)
        known_a, known_b, known_moved, difference = self._pair
        if (known_a, known_b, known_moved) != (a, b, moved):  # comparing graphs takes milliseconds
            difference = one_difference(a, b)
            self._pair = (a, b, moved, difference)
        return against(a, b, difference)

    def forget_twins(self) -> None:
        """Look for twins in the store again: a run has ended, or was deleted."""
        self._stored.clear()
        for token in self._asked.values():
            self._doing.drop(token)
        self._asked.clear()

    def _judged_now(self, run: RunHistory, twins: Sequence[RunHistory]) -> tuple[Finding, ...]:
        """A verdict that fails must not stop the window's clock: it is logged, once for each judgment."""
        try:
            return judge(run, twins)
        except Exception:
            _log.exception("run %s cannot be judged", run.run_id)
            return ()

    def _due(self, run: RunHistory, seen: _Seen) -> bool:
        before = self._seen.get(run.run_id)
        if before is None or before[1:3] != seen[1:3]:  # new, over, or with another twin
            return True
        return self._clock() - self._judged[run.run_id] >= SECONDS

    def _twins(self, side: Side, run: RunHistory) -> tuple[RunHistory, ...]:
        """The other side's run where it is a twin, then those that this window has trained, then those of the store."""
        others = [h for other in SIDES if other != side and (h := self._bench.history(other)) is not None]
        known = [h for h in self._bench.trainer.histories.values() if h.outcome and h.outcome.status == "completed"]
        if run.run_id not in self._stored and run.run_id not in self._asked:
            self._ask(run)
        near = [other for other in (*others, *reversed(known)) if Twins(run.spec, [other]).known]
        return (*near, *self._stored.get(run.run_id, ()))

    def _ask(self, run: RunHistory) -> None:
        self._asked[run.run_id] = 0
        token = self._doing.run(partial(stored_twins, self._store, run.spec), partial(self._came, run.run_id))
        if run.run_id in self._asked:  # not answered at once
            self._asked[run.run_id] = token

    def _came(self, run_id: str, answer: Future[tuple[RunHistory, ...]]) -> None:
        del self._asked[run_id]
        self._stored[run_id] = ()
        try:
            self._stored[run_id] = answer.result()
        except StoreError as error:
            _log.info("no twins of %s: %s", run_id, error)
