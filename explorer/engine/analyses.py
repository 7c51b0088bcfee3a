"""Analyses in the engine: a thread of their own answers one after the other, beside training."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from explorer.engine.commands import Analyze, CancelAnalysis
from explorer.engine.data import SECONDS_BETWEEN_NEWS
from explorer.engine.events import AnalysisFailed, Analyzed, Analyzing, Event, Problem
from explorer.engine.pace import Pace
from explorer.engine.stuck import Stuck
from explorer.failures import answered
from explorer.runs.analysis import AnalysisResult
from explorer.runs.store import RunStore
from explorer.runs.store_errors import StoreError

Post = Callable[[Event], None]
HUNG = (
    "your model's code does not return: {}; no response for {:.0f} s. The engine was restarted; runs in training "
    "are saved as interrupted."
)
_LOOK_SECONDS = 0.25


class _CanceledError(Exception):
    """The window has given the analysis up."""


class AnalysisDesk:
    """Takes commands from the thread that reads the pipe, and returns at once. Every Analyze gets one Analyzed or
    AnalysisFailed, in the order of asking but for those that are canceled. The thread starts with the first one:
    until then nothing here imports torch.

    Where nothing is heard of a question for `limit` seconds, or for `patience` seconds after a cancellation, and one
    call of a user's code has been running for half of that, that is the answer, and `hung` is called: it has to end
    this process.
    """

    def __init__(
        self, post: Post, runs_dir: Path, hung: Callable[[], None], *, limit: float = 60.0, patience: float = 5.0
    ) -> None:
        self._post, self._hung, self._limit, self._patience = post, hung, limit, patience
        self._runs_dir = runs_dir
        self._changed = threading.Condition()
        self._waiting: dict[int, Analyze] = {}
        self._under_way: int | None = None
        self._canceled = threading.Event()
        self._started = False
        self._thread = 0
        self._heard = 0.0  # when the question under way began, last told its progress, or was canceled
        self._closed = threading.Event()

    def ask(self, command: Analyze) -> None:
        """Have a question answered."""
        with self._changed:
            self._waiting[command.token] = command
            self._changed.notify()
        if not self._started:
            self._started = True
            threading.Thread(target=self._serve, name="analyses", daemon=True).start()
            threading.Thread(target=self._watch, name="watch analyses", daemon=True).start()

    def cancel(self, command: CancelAnalysis) -> None:
        """Give a question up; one that is answered already stays so."""
        with self._changed:
            if self._waiting.pop(command.token, None) is not None:
                self._post(AnalysisFailed(command.token, ""))
            elif command.token == self._under_way:
                self._heard = time.monotonic()
                self._canceled.set()

    def close(self) -> None:
        """Give everything up, without waiting for that."""
        with self._changed:
            self._waiting.clear()
            self._canceled.set()
            self._closed.set()

    def _watch(self) -> None:
        """See that the thread that answers is not stuck in a user's code."""
        stuck = Stuck()
        while not self._closed.wait(_LOOK_SECONDS):
            token, silent = self._under_way, time.monotonic() - self._heard
            allowed = self._patience if self._canceled.is_set() else self._limit
            if token is None or silent < allowed / 2:
                stuck = Stuck()
                continue
            stuck.look(self._thread)
            if stuck.where and stuck.seconds > allowed / 2:
                self._post(AnalysisFailed(token, HUNG.format(stuck.where, silent)))
                self._hung()
                return

    def _serve(self) -> None:
        self._thread = threading.get_ident()
        while True:
            self._post(self._answer(self._next()))

    def _next(self) -> Analyze:
        with self._changed:
            self._under_way = None
            self._changed.wait_for(lambda: self._waiting)
            command = self._waiting.pop(next(iter(self._waiting)))
            self._under_way, self._heard = command.token, time.monotonic()
            self._canceled.clear()
            return command

    def _answer(self, command: Analyze) -> Analyzed | AnalysisFailed:
        pace = Pace(SECONDS_BETWEEN_NEWS)

        def progress(share: float) -> None:
            self._heard = time.monotonic()
            if self._canceled.is_set():
                raise _CanceledError
            if pace.due():
                self._post(Analyzing(command.token, share))

        def result() -> Analyzed | AnalysisFailed:
            try:
                return Analyzed(command.token, self._result(command, progress))
            except _CanceledError:
                return AnalysisFailed(command.token, "")

        return answered(result, lambda why: AnalysisFailed(command.token, why))

    def _result(self, command: Analyze, progress: Callable[[float], None]) -> AnalysisResult:
        from explorer.analyses.asking import ask
        from explorer.analyses.held_steps import held_of

        if not command.run_id:
            return ask(command.analysis, command.spec, None, command.gates, command.settings, progress=progress)
        with closing(RunStore(self._runs_dir)) as store:
            weights = store.weights_path(command.run_id)
            result = ask(
                command.analysis,
                command.spec,
                weights,
                command.gates,
                command.settings,
                progress=progress,
                held=lambda: held_of(store, command.run_id),
            )
            try:
                store.save_analysis(command.run_id, result)
            except StoreError as error:  # the window gets the result all the same
                self._post(Problem(f"The analysis of {result.network} was not saved: {error}"))
            return result
