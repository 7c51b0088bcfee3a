"""The one place that changes the window's state: wishes come in, the state goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoGroup, QUndoStack

from explorer.engine.infos import DatasetInfo
from explorer.engine.messages import (
    Analysed,
    Analysing,
    AnalysisFailed,
    Command,
    DataFailed,
    Event,
    Fetched,
    Fetching,
    Inspected,
    Problem,
    Ready,
    Sampled,
    Surveyed,
)
from explorer.engine.messages import Described as DescribedEvent
from explorer.engine.messages import DescribeFailed as DescribeFailedEvent
from explorer.engine.messages import EngineDied as EngineDiedEvent
from explorer.graph.model import NetworkGraph
from explorer.graph.toggle import switched, toggled
from explorer.gui.cards.edits import on_data
from explorer.gui.commands import EditBench, MoveGates
from explorer.gui.data.known import absent, info_of, told_info, with_data
from explorer.gui.describer import Describer
from explorer.gui.orders import BUSY, order_for
from explorer.gui.state import Bench, SideState, changed_settings, copied, edited, swapped, with_skips
from explorer.gui.theme import SIDES, Side
from explorer.gui.trainer import Trainer
from explorer.runs.history import RunHistory
from explorer.runs.spec import NO_DATA, RunSpec


class Workbench(QObject):
    """State of A and B, its undo history and the training of it. Emits `changed` after every change of state
    (not for new steps) and `news` with a sentence for people. Knows no widget."""

    changed = Signal()
    news = Signal(str)
    ready = Signal(object)  # Ready
    told = Signal(object)  # an answer about data or a user's model, or the engine's death
    data_changed = Signal()  # the catalogue's datasets are others, or there are others of them
    data_wanted = Signal(str)  # a dataset was chosen that has to be fetched first

    def __init__(self, send: Callable[[Command], None], bench: Bench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bench = bench
        self.catalogue: Ready | None = None
        self._learnt: dict[str, DatasetInfo] = {}  # by name; they outlive an engine
        self.describer = Describer(send)
        self.trainer = Trainer(send, self)
        self.undo_group = QUndoGroup(self)
        # while something trains, its interventions and what is edited beside it have a history of their own
        self._edits, self._session = QUndoStack(self.undo_group), QUndoStack(self.undo_group)
        self._began: Bench | None = None
        self.undo_group.setActiveStack(self._edits)
        self.trainer.changed.connect(self._training_changed)

    # ── what is on show ──────────────────────────────────────────────────────────────────────────

    def history(self, side: Side) -> RunHistory | None:
        """The record of the run on show, if there is one."""
        return self.trainer.histories.get(self.bench.side(side).run_id or "")

    def graph(self, side: Side) -> NetworkGraph | None:
        """The side's network: as the run on show began, else as the card says; None while it is asked for."""
        history = self.history(side)
        return history.graph if history is not None else self.describer.graph(self.bench.side(side).spec)

    def gates(self, side: Side) -> dict[str, float]:
        """Every skip's gate: of the run on show, else of the architecture."""
        history, graph = self.history(side), self.graph(side)
        if history is not None:
            return self.trainer.gates(history.run_id)
        return {} if graph is None else {skip.id: float(skip.enabled) for skip in graph.skips}

    def live(self, side: Side) -> bool:
        """Whether the side's run is training now."""
        run_id = self.bench.side(side).run_id
        return run_id in self.trainer.live or run_id in self.trainer.waiting

    # ── edits ───────────────────────────────────────────────────────────────────────────────────

    def edit(self, side: Side, spec: RunSpec) -> None:
        """Give a side another spec (undoable). While it trains its spec is fixed."""
        if not self.live(side):
            before = self.bench.side(side).spec
            what = changed_settings(before, spec)
            self._push(f"set {', '.join(what)} of {side}", edited(self.bench, side, spec))
            if spec.training.dataset != before.training.dataset and absent(self.catalogue, spec.training.dataset):
                self.data_wanted.emit(spec.training.dataset)

    def use_data(self, sides: Iterable[Side], name: str) -> None:
        """Put sides on a dataset, in one step; a side that trains keeps its own. SpecError for unknown data."""
        free, after = [side for side in sides if not self.live(side)], self.bench
        for side in free:
            after = edited(after, side, on_data(after.side(side).spec, name, self.catalogue))
        self._push(f"data of {' and '.join(free)}", after)

    def swap(self) -> None:
        """Exchange A and B."""
        self._push("swap A and B", swapped(self.bench))

    def copy(self) -> None:
        """Make B a copy of A's spec; refused in words while B trains."""
        if self.live("B"):
            self.news.emit("B is training and its settings are fixed: stop it before you copy A to B.")
            return
        self._push("copy A to B", copied(self.bench))

    def show_run(self, side: Side, history: RunHistory) -> None:
        """Put a stored run on a side."""
        self.trainer.histories[history.run_id] = history
        self._push(f"open run in {side}", self.bench.with_side(side, SideState(history.spec, history.run_id)))

    def hide_runs(self, run_ids: Iterable[str]) -> None:
        """Runs were deleted: take them off show, keeping their specs in the cards. Undo does not bring them back."""
        gone = set(run_ids)
        for run_id in gone:
            self.trainer.histories.pop(run_id, None)
        for side in SIDES:
            state = self.bench.side(side)
            if state.run_id in gone:
                self._show(self.bench.with_side(side, SideState(state.spec)))

    def toggle(self, side: Side, skip_ids: Iterable[str]) -> None:
        """Flip skips: the architecture before training, the gates of the running network during it."""
        graph = self.graph(side)
        if graph is None:
            return
        ids = tuple(skip_ids)
        if self.live(side):
            gates = self.gates(side)
            self._move({side: {skip: 0.0 if gates[skip] > 0 else 1.0 for skip in ids}})
        else:
            self._set_skips({side: toggled(graph.with_enabled(self._now_on(side)), ids)})

    def switch(self, side: Side, on: bool, stage: int | None = None) -> None:
        """All skips of a side, or of one of its stages, on or off."""
        self._switch((side,), on, stage)

    def switch_both(self, on: bool) -> None:
        """All skips of A and B on or off: one step of the history, two where only one of them trains."""
        self._switch(SIDES, on)

    def _switch(self, sides: tuple[Side, ...], on: bool, stage: int | None = None) -> None:
        graphs = {side: graph for side in sides if (graph := self.graph(side)) is not None}
        self._set_skips({
            side: switched(graph.with_enabled(self._now_on(side)), on, stage)
            for side, graph in graphs.items() if not self.live(side)
        })  # fmt: skip
        self._move({
            side: {s.id: float(on) for s in graph.skips if stage is None or s.stage == stage}
            for side, graph in graphs.items() if self.live(side)
        })  # fmt: skip

    def _now_on(self, side: Side) -> frozenset[str]:
        return frozenset(skip for skip, gate in self.gates(side).items() if gate > 0)

    def _set_skips(self, graphs: Mapping[Side, NetworkGraph]) -> None:
        after = self.bench
        for side, graph in graphs.items():
            after = edited(after, side, with_skips(after.side(side).spec, graph))
        self._push(f"architecture of {' and '.join(graphs)}", after)

    def _move(self, wanted: Mapping[Side, Mapping[str, float]]) -> None:
        before, after = {}, {}
        for side, gates in wanted.items():
            run_id, now, moves = self.bench.side(side).run_id, self.gates(side), self._movable(side, gates)
            if run_id is not None and moves:
                before[run_id], after[run_id] = {skip: now[skip] for skip in moves}, moves
        if after:
            text = f"intervention in {' and '.join(wanted)}"
            self._session.push(MoveGates(text, before, after, self.trainer.move_gates))

    def _movable(self, side: Side, wanted: Mapping[str, float]) -> dict[str, float]:
        """The gates of a running network that change and can; says why where one cannot."""
        history, now = self.history(side), self.gates(side)
        if history is None:
            self.news.emit(f"Run {side} is being prepared. Switch its skips once it trains.")
            return {}
        skips = history.graph.skip
        missing = [s for s in wanted if skips[s].kind == "projection" and not skips[s].enabled]
        if missing:
            self.news.emit(
                f"{', '.join(missing)} was off before step 0, so its projection has no weights in this run. "
                "Switch it on before training, or choose another skip."
            )
        return {skip: gate for skip, gate in wanted.items() if skip not in missing and gate != now[skip]}

    def _push(self, text: str, after: Bench) -> None:
        if after != self.bench:
            stack = self._session if self.trainer.training else self._edits
            stack.push(EditBench(text, self.bench, after, self._show))

    def _show(self, bench: Bench) -> None:
        self.bench = bench
        self.changed.emit()

    # ── data ────────────────────────────────────────────────────────────────────────────────────

    def add_data(self, datasets: Iterable[DatasetInfo]) -> None:
        """Know these datasets besides the engine's own, or as they are now."""
        self._learnt.update((data.name, data) for data in datasets)
        if self.catalogue is not None:
            self.catalogue = with_data(self.catalogue, self._learnt)
            self.data_changed.emit()

    def _untrainable(self, sides: Iterable[Side]) -> bool:
        """Whether a side's data cannot be trained on; says so, or asks for them to be fetched."""
        for side in sides:
            name = self.bench.side(side).spec.training.dataset
            if name == NO_DATA:
                self.news.emit(f"{side} has no data to learn from: choose some in its card, such as the digits.")
            elif absent(self.catalogue, name):
                self.data_wanted.emit(name)
            else:
                continue
            return True
        return False

    # ── training ────────────────────────────────────────────────────────────────────────────────

    def train(self, sides: Iterable[Side]) -> None:
        """Train the specs of these sides in lockstep, from their first step."""
        if self.trainer.training:
            self.news.emit(BUSY)
            return
        sides = tuple(sides)
        if self._untrainable(sides):
            return
        orders, bench = [], self.bench
        for side in sides:
            order = order_for(bench.side(side).spec, self.describer, self.catalogue)
            orders.append(order)
            bench = bench.with_side(side, SideState(order.spec, order.run_id))
        self._push("train", bench)
        self.trainer.start(tuple(orders))

    def train_aside(self, spec: RunSpec) -> None:
        """Train a run that stands on neither side, and is stored; not while another trains."""
        if not self.trainer.training:
            self.trainer.start((order_for(spec, self.describer, self.catalogue),))

    def _training_changed(self) -> None:
        if self.trainer.training and self._began is None:
            self._began = self.bench
            self.undo_group.setActiveStack(self._session)
        elif not self.trainer.training and self._began is not None:
            before, self._began = self._began, None
            self._session.clear()  # gates of a run that is over cannot be moved back
            self.undo_group.setActiveStack(self._edits)
            if self.bench != before:
                self._edits.push(EditBench("edits while training", before, self.bench, self._show))
        self.changed.emit()

    # ── the engine ──────────────────────────────────────────────────────────────────────────────

    def handle(self, event: Event) -> None:
        """Take one event of the engine."""
        match event:
            case Ready():
                self.catalogue = event
                self.ready.emit(event)
                self.add_data(())
                self.changed.emit()
            case DescribedEvent() | DescribeFailedEvent():
                if self.describer.answer(event):
                    self.changed.emit()
            case Problem():
                self.news.emit(event.message)
            case Analysing() | Analysed() | AnalysisFailed():
                self.told.emit(event)
            case Fetching() | Fetched() | Sampled() | Surveyed() | DataFailed() | Inspected():
                self._learn(event)
                self.told.emit(event)
            case _:
                if isinstance(event, EngineDiedEvent):
                    self.describer.forget_waiting()
                    self.news.emit(event.message)
                    self.told.emit(event)
                self.trainer.handle(event)

    def _learn(self, event: Event) -> None:
        """Keep what an answer says about a dataset; a folder may be back, or hold other images now."""
        info = told_info(event)
        if info is not None:
            self.describer.forget(info.name, graphs=info != info_of(self.catalogue, info.name))
            self.add_data((info,))
            self.changed.emit()
