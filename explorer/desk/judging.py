"""Judging the runs on show: at most once a second while they train, each with its shallower twin."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from explorer import log
from explorer.desk.background import AtOnce, Doing
from explorer.desk.sides import SIDES, Side
from explorer.desk.workbench import Workbench
from explorer.runs.depth_twins import is_twin
from explorer.runs.history import RunHistory
from explorer.runs.store import RunStore
from explorer.runs.store_errors import StoreError
from explorer.verdicts.finding import Finding
from explorer.verdicts.judging import judge, stored_twin
from explorer.verdicts.pair_sentence import against, one_difference
from explorer.verdicts.shallower_twin import is_residual_twin

SECONDS = 1.0
"""Between two judgments of a run that trains; the first and the last are never put off."""

_log = log.get(__name__)
_Seen = tuple[int, int, int, int]


class Judging:
    """Findings of a side, judged anew only when its run or its twin has changed; a twin is asked for once,
    and not where there is one. Knows no widget."""

    def __init__(
        self,
        bench: Workbench,
        store: RunStore,
        clock: Callable[[], float] = time.monotonic,
        doing: Doing | None = None,
    ) -> None:
        self._bench, self._store, self._clock, self._doing = bench, store, clock, doing or AtOnce()
        self._stored: dict[str, RunHistory | None] = {}  # the twin in the store, by run
        self._asked: dict[str, int] = {}  # the runs whose twin is looked for
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
        run_id, twin = run.run_id, self._twin(side, run)
        if run_id in self._asked:
            return self._found.get(run_id, ())
        seen = (
            run.version,
            sum(r is not None and r.outcome is not None for r in (run, twin)),
            -1 if twin is None else id(twin),
            -1 if twin is None else twin.version,
        )
        if seen != self._seen.get(run_id) and self._due(run, seen):
            found = self._judged_now(run, twin)
            decided = twin is not None and is_twin(run.spec, twin.spec)
            asked = next((f for f in found if f.twin is not None and not decided), None)
            self._found[run_id] = tuple(f if f is asked else replace(f, twin=None) for f in found)
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

    def _judged_now(self, run: RunHistory, twin: RunHistory | None) -> tuple[Finding, ...]:
        """A verdict that fails must not stop the window's clock: it is logged, once for each judgment."""
        try:
            return judge(run, twin)
        except Exception:
            _log.exception("run %s cannot be judged", run.run_id)
            return ()

    def _due(self, run: RunHistory, seen: _Seen) -> bool:
        before = self._seen.get(run.run_id)
        if before is None or before[1:3] != seen[1:3]:  # new, over, or with another twin
            return True
        return self._clock() - self._judged[run.run_id] >= SECONDS

    def _twin(self, side: Side, run: RunHistory) -> RunHistory | None:
        """The shallower twin: the other side's run, one that this window has trained, or one from the store; else the
        other side's run where it is the residual twin."""
        others = [self._bench.history(other) for other in SIDES if other != side]
        known = [h for h in self._bench.trainer.histories.values() if h.outcome and h.outcome.status == "completed"]
        for other in (*others, *reversed(known)):
            if other is not None and is_twin(run.spec, other.spec):
                return other
        if run.run_id not in self._stored and run.run_id not in self._asked:
            self._ask(run)
        stored = self._stored.get(run.run_id)
        residual = (h for h in others if h is not None and is_residual_twin(run.spec, h.spec))
        return next(residual, None) if stored is None else stored

    def _ask(self, run: RunHistory) -> None:
        self._asked[run.run_id] = 0
        token = self._doing.run(partial(stored_twin, self._store, run.spec), partial(self._came, run.run_id))
        if run.run_id in self._asked:  # not answered at once
            self._asked[run.run_id] = token

    def _came(self, run_id: str, answer: Future[RunHistory | None]) -> None:
        del self._asked[run_id]
        self._stored[run_id] = None
        try:
            self._stored[run_id] = answer.result()
        except StoreError as error:
            _log.info("no twin of %s: %s", run_id, error)
