"""Analyses of A and B: requests out, answers in, and whose they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from explorer.desk.analyses_state import AnalysesState, Job, Owner, SideView, obstacle
from explorer.desk.edits import family_of
from explorer.desk.gates import confirmed
from explorer.desk.settings import Settings
from explorer.desk.sides import SIDES, Side
from explorer.desk.titles import title
from explorer.desk.workbench import Workbench
from explorer.engine.commands import Analyze, CancelAnalysis, Command
from explorer.engine.events import AnalysisAnswer, AnalysisFailed, Analyzed, Analyzing
from explorer.runs.analysis import AnalysisResult, Value
from explorer.runs.store import RunStore, StoreError
from explorer.wording import tr


class Analyses(QObject):
    """Results are kept by whose they are (a run, or a spec before training) and shown while that is on show. Answers
    are told apart by token: what nobody asked for, or gave up, is dropped. Emits `changed` with what the dock shows,
    and `failed` with what went wrong."""

    changed = Signal(AnalysesState)
    failed = Signal(str)

    def __init__(
        self,
        send: Callable[[Command], None],
        bench: Workbench,
        store: RunStore,
        parent: QObject,
        *,
        settings: Settings,
    ) -> None:
        super().__init__(parent)
        self._send, self._bench, self._store = send, bench, store
        self._settings = settings
        self._jobs: dict[int, Job] = {}
        self._results: dict[tuple[Owner, str], AnalysisResult] = {}
        self._read: set[str] = set()  # runs whose stored results are in memory
        self._token = 0
        self.chosen = settings.analysis
        self.state = AnalysesState()
        bench.analysis_answered.connect(self._hear)
        bench.engine_died.connect(lambda _event: self._forget_jobs())
        bench.changed.connect(self.show)

    # ── wishes ──────────────────────────────────────────────────────────────────────────────────

    def choose(self, analysis: str) -> None:
        """Show another analysis."""
        self.chosen = self._settings.analysis = analysis
        self.show()

    def ask(self, sides: Iterable[Side], settings: Mapping[str, Value]) -> None:
        """Have the chosen analysis answered for these sides, those in whose way something stands left out."""
        sides = tuple(sides)
        if not self._bench.settled(sides):
            return
        info = self.state.info
        for side in sides:
            view = self.state.sides.get(side)
            if info is None or view is None or view.obstacle or view.job is not None:
                continue
            self._token += 1
            job = Job(self._token, info.name, side, self._owner(side))
            self._jobs[job.token] = job
            history = self._bench.history(side)
            spec = self._bench.document.side(side).spec if history is None else history.spec
            run_id = "" if history is None else history.run_id
            gates = {} if history is None else confirmed(self._bench.gates(side))
            self._send(Analyze(job.token, info.name, spec, run_id, gates, dict(settings)))
        self.show()

    def cancel(self, token: int) -> None:
        """Give an order up; the engine says when it has."""
        if token in self._jobs and not self._jobs[token].canceling:
            self._jobs[token] = replace(self._jobs[token], canceling=True)
            self._send(CancelAnalysis(token))
            self.show()

    # ── answers ─────────────────────────────────────────────────────────────────────────────────

    def _hear(self, event: AnalysisAnswer) -> None:
        match event:
            case Analyzing() if event.token in self._jobs:
                self._jobs[event.token] = replace(self._jobs[event.token], fraction=event.fraction)
            case Analyzed() if event.token in self._jobs:
                job = self._jobs.pop(event.token)
                self._results[job.owner, job.analysis] = event.result
            case AnalysisFailed() if event.token in self._jobs:
                job = self._jobs.pop(event.token)
                if event.message:
                    self._say(job, event.message)
            case _:
                return
        self.show()

    def _forget_jobs(self) -> None:
        for job in self._jobs.values():
            self._say(job, tr("the engine stopped during the analysis. Run it again once the engine is ready."))
        if self._jobs:
            self._jobs.clear()
            self.show()

    def _say(self, job: Job, message: str) -> None:
        name = next((info.title for info in self.state.known if info.name == job.analysis), job.analysis)
        self.failed.emit(tr("{name} of {side}: {message}", name=name, side=job.side, message=message))

    # ── what is on show ─────────────────────────────────────────────────────────────────────────

    def show(self) -> None:
        """Work out the state anew and emit it."""
        catalog = self._bench.catalog
        known = () if catalog is None else catalog.analyses
        if known and self.chosen not in [info.name for info in known]:
            self.chosen = known[0].name
        state = AnalysesState(known, self.chosen)
        views = {side: self._view(side, state) for side in SIDES}
        mine = {view.job.token for view in views.values() if view.job is not None}
        elsewhere = tuple(job for token, job in self._jobs.items() if token not in mine)
        self.state = replace(state, sides=views, elsewhere=elsewhere)
        self.changed.emit(self.state)

    def reload(self) -> None:
        """Look again at what is stored: another program may have asked the runs on show."""
        self._read.clear()
        self.show()

    def _view(self, side: Side, state: AnalysesState) -> SideView:
        owner, spec = self._owner(side), self._bench.document.side(side).spec
        history, graph = self._bench.history(side), self._bench.graph(side)
        name = title(spec, graph, family_of(spec.network, self._bench.catalog))
        if isinstance(owner, str):
            self._read_stored(owner)
        job = next((j for j in self._jobs.values() if (j.owner, j.analysis) == (owner, self.chosen)), None)
        result = self._results.get((owner, self.chosen))
        info = state.info
        why = (
            ""
            if info is None
            else obstacle(info, side, spec, history, self._has_weights(owner), catalog=self._bench.catalog)
        )
        return SideView(name, why, job, result)

    def found(self, side: Side) -> dict[str, AnalysisResult]:
        """The results that there are of a side, by analysis."""
        owner = self._owner(side)
        return {name: result for (whose, name), result in self._results.items() if whose == owner}

    def _owner(self, side: Side) -> Owner:
        history = self._bench.history(side)
        return self._bench.document.side(side).spec if history is None else history.run_id

    def _has_weights(self, owner: Owner) -> bool:
        try:
            return isinstance(owner, str) and self._store.weights_path(owner).exists()
        except (StoreError, OSError):
            return False

    def _read_stored(self, run_id: str) -> None:
        """Results that were stored with a run, by this window or another program; read once, newer ones win."""
        if run_id in self._read:
            return
        self._read.add(run_id)
        try:
            found = self._store.analyses(run_id)
        except StoreError as error:
            self.failed.emit(str(error))
            return
        for result in found:
            known = self._results.get((run_id, result.analysis))
            if known is None or known.made < result.made:
                self._results[run_id, result.analysis] = result
