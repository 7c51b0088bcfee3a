"""Edits of A and B: wishes come in, each a step of the history, and the state goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from explorer.desk.document import (
    Document,
    SideState,
    changed_settings,
    copied,
    edited,
    swapped,
    taken_off,
    with_skips,
    without_runs,
)
from explorer.desk.edits import on_data
from explorer.desk.gates import confirmed, wanted
from explorer.desk.known_data import absent
from explorer.desk.on_show import OnShow
from explorer.desk.sides import SIDES, Side
from explorer.desk.steps import EditDocument, MoveGates
from explorer.desk.switching import NOT_TRAINING, movable
from explorer.desk.undo import Steps
from explorer.engine import commands
from explorer.graph.model import NetworkGraph
from explorer.graph.skip_edits import switched, toggled
from explorer.runs.history import RunHistory
from explorer.runs.spec import RunSpec
from explorer.wording import tr

KEPT = "Run kept. Press Ctrl+Z to restore it."
"""Said when an edit takes a run off show."""
UNDER_WAY = "{0} is training. Stop or discard its run first, then undo or redo its settings."
"""Why a step cannot be undone or redone."""


class Editing(OnShow):
    """The state of A and B, changed by what a person wishes. Emits `changed` after every change of state (not for new
    steps), sentences for people, and `settling` before a wish uses the specs: whoever has an entry that is not
    confirmed does so then, or enters in `wrong` what is wrong with it."""

    changed = Signal()
    settling = Signal()
    data_wanted = Signal(str)  # a dataset was chosen that has to be fetched first

    def __init__(
        self, send: Callable[[commands.Command], None], document: Document, parent: QObject | None = None
    ) -> None:
        super().__init__(send, document, parent)
        self.steps = Steps(self)
        self.steps.said.connect(self.refuse)
        self.steps.dropped.connect(self._tell_dropped)
        self.wrong: dict[Side, str] = {}  # what is typed in a card and not allowed
        self._discarded: set[str] = set()
        self.trainer.changed.connect(self._training_changed)
        self.trainer.started.connect(self.clear)
        self.changed.connect(self.recheck)
        self.trainer.ended.connect(self._note_discarded)

    def settled(self, sides: Iterable[Side] = ()) -> bool:
        """Have everything confirmed that is being typed; False, and said, where it is wrong on one of these sides."""
        self.settling.emit()
        for side in sides:
            if self.wrong.get(side):
                said = tr("{side}: {wrong} Correct it, or press Esc in its field.", side=side, wrong=self.wrong[side])
                self.say(said, partial(self.wrong.__contains__, side))
                return False
        return True

    def undo(self) -> None:
        """Take the last step back, or say why it cannot be."""
        self.settled()
        self.steps.undo()

    def redo(self) -> None:
        """Do the step again that was taken back last."""
        self.settled()
        self.steps.redo()

    def edit(self, side: Side, spec: RunSpec) -> None:
        """Give a side another spec (undoable). While it trains its spec is fixed."""
        if not self.live(side):
            before = self.document.side(side).spec
            self.wrong.pop(side, None)  # it was corrected, or another edit took its place
            what = changed_settings(before, spec)
            self.push(tr("set {what} of {side}", what=", ".join(what), side=side), edited(self.document, side, spec))
            if spec.training.dataset != before.training.dataset and absent(self.catalog, spec.training.dataset):
                self.data_wanted.emit(spec.training.dataset)

    def use_data(self, sides: Iterable[Side], name: str) -> None:
        """Put sides on a dataset, in one step; a side that trains keeps its own. SpecError for unknown data."""
        free = [side for side in sides if not self.live(side)]
        if not self.settled(free):
            return
        after = self.document
        for side in free:
            after = edited(after, side, on_data(after.side(side).spec, name, self.catalog))
        self.push(tr("data of {free}", free=tr(" and ").join(free)), after)

    def swap(self) -> None:
        """Exchange A and B."""
        if self.settled(SIDES):
            self.push(tr("swap A and B"), swapped(self.document))

    def copy(self) -> None:
        """Make B a copy of A's spec; refused in words while B trains."""
        if not self.settled(("A",)):
            return
        if self.live("B"):
            self.refuse(tr("B is training and its settings are locked. Stop it before copying A to B."))
            return
        self.push(tr("copy A to B"), copied(self.document))

    def show_run(self, side: Side, history: RunHistory) -> None:
        """Put a stored run on a side."""
        self.settled()
        self.keep(history)
        self.push(
            tr("open run in {side}", side=side), self.document.with_side(side, SideState(history.spec, history.run_id))
        )

    def toggle(self, side: Side, skip_ids: Iterable[str]) -> None:
        """Flip skips: the architecture before training, the gates of the running network during it."""
        graph = self.graph(side) if self.settled((side,)) else None
        if graph is None:
            return
        ids = tuple(skip_ids)
        if self.live(side):
            gates = wanted(self.gates(side))
            self._move({side: {skip: 0.0 if gates[skip] > 0 else 1.0 for skip in ids}})
        else:
            self._set_skips({side: toggled(graph.with_enabled(self._now_on(side)), ids)})

    def set_gates(self, side: Side, skip_ids: Iterable[str], gate: float) -> None:
        """Move gates of a running network to any value from 0 to 1."""
        if not self.live(side):
            self.say(tr(NOT_TRAINING))
        elif self.settled((side,)):
            self._move({side: dict.fromkeys(skip_ids, gate)})

    def switch(self, side: Side, on: bool, stage: int | None = None) -> None:
        """All skips of a side, or of one of its stages, on or off."""
        self._switch((side,), on, stage)

    def switch_both(self, on: bool) -> None:
        """All skips of A and B on or off: one step of the history, two where only one of them trains."""
        self._switch(SIDES, on)

    def _switch(self, sides: tuple[Side, ...], on: bool, stage: int | None = None) -> None:
        if not self.settled(sides):
            return
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
        return frozenset(skip for skip, gate in confirmed(self.gates(side)).items() if gate > 0)

    def _set_skips(self, graphs: Mapping[Side, NetworkGraph]) -> None:
        after = self.document
        for side, graph in graphs.items():
            after = edited(after, side, with_skips(after.side(side).spec, graph))
        self.push(tr("architecture of {graphs}", graphs=tr(" and ").join(graphs)), after)

    def _move(self, asked: Mapping[Side, Mapping[str, float]]) -> None:
        before, after = {}, {}
        for side, gates in asked.items():
            run_id, now, moves = self.document.side(side).run_id, wanted(self.gates(side)), self._movable(side, gates)
            if run_id is not None and moves:
                before[run_id], after[run_id] = {skip: now[skip] for skip in moves}, moves
        if after:
            text = tr("intervention in {asked}", asked=tr(" and ").join(asked))
            live = self.trainer.live.__contains__
            self.steps.push(MoveGates(text, before, after, self.trainer.move_gates, live))

    def _movable(self, side: Side, asked: Mapping[str, float]) -> dict[str, float]:
        """The gates of a running network that change and can; says why where one cannot."""
        history = self.history(side)
        if history is None:
            self.refuse(tr("Run {side} is being prepared. Its skips can be switched once it trains.", side=side))
            return {}
        moves, why = movable(history.graph, wanted(self.gates(side)), asked)
        if why:
            self.say(why)
        return moves

    def push(self, text: str, after: Document) -> None:
        """Show an edited state as a step of the history, where it is another one."""
        before = self.document
        if after == before:
            return
        self.steps.push(EditDocument(text, after, self))
        if any(after.side(side).run_id is None for side in taken_off(before, after)):
            self.note(tr(KEPT))

    def show(self, document: Document) -> None:
        """Show another state, which is no step of the history by itself."""
        self.document = without_runs(document, self._discarded)
        self.take_back(tr(KEPT))
        self.changed.emit()

    def differs(self, document: Document) -> bool:
        """Whether showing this state would change anything: a discarded run is never shown again."""
        return without_runs(document, self._discarded) != self.document

    def blocked(self, document: Document) -> str:
        """Why this state cannot be shown now: it would take a running network off show."""
        sides = [side for side in taken_off(self.document, document) if self.live(side)]
        return tr(UNDER_WAY).format(sides[0]) if sides else ""

    def _tell_dropped(self, why: str) -> None:
        """Say what left the history, until the next step is done or undone."""
        last, undone = self.steps.last, self.steps.redo_text
        self.say(why, lambda: (self.steps.last, self.steps.redo_text) == (last, undone))

    def _note_discarded(self, run_id: str) -> None:
        if run_id not in self.trainer.histories:  # discarded, or ended before its first step
            self._discarded.add(run_id)

    def _training_changed(self) -> None:
        self.document = without_runs(self.document, self._discarded)
        self.changed.emit()
