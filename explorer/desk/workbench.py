"""The window's model as a whole: A and B with their edits, the training of them, and the engine's answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal

from explorer.desk.catalog_words import in_words
from explorer.desk.document import (
    SideState,
)
from explorer.desk.editing import Editing
from explorer.desk.fitting_data import choose_data
from explorer.desk.known_data import absent, info_of, told_info
from explorer.desk.orders import BUSY, new_order_id, order_for
from explorer.desk.sides import SIDES, Side
from explorer.engine import events, sweep_events
from explorer.engine.commands import Order
from explorer.runs.gate_script import replayed
from explorer.runs.history import RunHistory
from explorer.runs.phases import PhaseDone
from explorer.runs.provenance import Provenance
from explorer.runs.resuming import with_epochs
from explorer.runs.spec import RunSpec
from explorer.wording import tr


class Workbench(Editing):
    """What is edited can be trained; each event of the engine goes to whoever it concerns. Knows no widget."""

    ready = Signal(events.Ready)
    data_answered = Signal(object)  # DataAnswer
    model_answered = Signal(object)  # ModelAnswer
    analysis_answered = Signal(object)  # AnalysisAnswer
    sweep_answered = Signal(object)  # SweepAnswer
    watch_answered = Signal(object)  # WatchAnswer
    engine_died = Signal(events.EngineDied)

    # ── training ────────────────────────────────────────────────────────────────────────────────

    def train(self, sides: Iterable[Side]) -> None:
        """Train the specs of these sides in lockstep, from their first step."""
        sides = tuple(sides)
        if self.trainer.training:
            self.refuse(tr(BUSY))
            return
        if not self.settled(sides) or self._untrainable(sides):
            return
        orders, document = [], self.document
        for side in sides:
            order = order_for(document.side(side).spec, self.describer, self.catalog)
            orders.append(order)
            document = document.with_side(side, SideState(order.spec, order.run_id))
        self.push("train", document)
        self.trainer.start(tuple(orders))

    def train_aside(self, spec: RunSpec) -> None:
        """Train a run that stands on neither side, and is stored; not while another trains."""
        self.settled()
        if not self.trainer.training:
            self.trainer.start((order_for(spec, self.describer, self.catalog),))

    def resume(self, history: RunHistory, name: str, epochs: int | None = None) -> None:
        """Go on with a run that ended, with `epochs` in all, on the side where it is on show or else on A."""
        side: Side = "B" if self.document.side("B").run_id == history.run_id else "A"
        order = Order(history.run_id, name, with_epochs(history.spec, epochs), resume=True)
        if self._start_on(side, order, tr("resume {name}", name=name)):
            self.keep(history)

    def fork(self, parent: RunHistory, name: str, step: int, spec: RunSpec) -> None:
        """Train a child of a run from one of its steps on, beside the parent where that is on show."""
        side: Side = "B" if self.document.side("A").run_id == parent.run_id else "A"
        origin = Provenance(parent=parent.run_id, parent_step=step)
        order = Order(new_order_id(), f"{name}, fork of step {step:,}", spec, origin)
        self._start_on(side, order, tr("fork {name}", name=name))

    def replay(self, history: RunHistory, side: Side) -> None:
        """Put a run's settings on a side, with the interventions that it had by hand planned among them."""
        if self.live(side):
            self.refuse(tr(BUSY))
            return
        by_hand = replayed(moved for moved in history.interventions if not moved.planned)
        training = history.spec.training
        planned = replace(training, interventions=(*training.interventions, *by_hand))
        self.edit(side, replace(history.spec, training=planned))

    def _start_on(self, side: Side, order: Order, text: str) -> bool:
        if self.trainer.training:
            self.refuse(tr(BUSY))
            return False
        if not self.settled(SIDES):
            return False
        self.push(text, self.document.with_side(side, SideState(order.spec, order.run_id)))
        self.trainer.start((order,))
        return True

    def _untrainable(self, sides: Iterable[Side]) -> bool:
        """Whether a side's data cannot be trained on; says so, or asks for them to be fetched."""
        for side in sides:
            spec = self.document.side(side).spec
            name = spec.training.dataset
            if self.no_data(side):
                what = tr(
                    "{side} has no dataset to train on. {network}",
                    side=side,
                    network=choose_data(spec.network, self.catalog),
                )
                self.say(what, partial(self.no_data, side))
            elif absent(self.catalog, name):
                self.data_wanted.emit(name)
            else:
                continue
            return True
        return False

    # ── the engine ──────────────────────────────────────────────────────────────────────────────

    def handle(self, event: events.Event) -> None:
        """Take one event of the engine."""
        match event:
            case events.Ready():
                self.catalog = in_words(event)
                self.ready.emit(self.catalog)
                self.add_data(())
                self.changed.emit()
            case events.Problem():
                self.news.emit(event.message)
            case events.GateMoved() | events.GateRefused():
                self.trainer.answer_gate(event)
                if isinstance(event, events.GateRefused):
                    self.news.emit(event.message)
            case events.EngineDied():
                self.describer.forget_waiting()
                (self.note if event.wanted else self.say)(tr(event.message))
                self.engine_died.emit(event)
                self.trainer.handle(event)
            case events.Started() | events.Preparing() | events.Progress() | PhaseDone():
                self.trainer.handle(event)
            case events.Paused() | events.Ended():
                self.trainer.handle(event)
            case _:
                self._answer(event)

    def _answer(self, event: events.Answer) -> None:
        """Pass an answer on to whoever asked."""
        match event:
            case events.Described() | events.DescribeFailed():
                if self.describer.answer(event):
                    self.changed.emit()
                else:
                    self.model_answered.emit(event)
            case events.Inspected():
                self.model_answered.emit(event)
            case events.Analyzing() | events.Analyzed() | events.AnalysisFailed():
                self.analysis_answered.emit(event)
            case (
                sweep_events.QueueState()
                | sweep_events.QueueEnded()
                | sweep_events.SweepEntered()
                | sweep_events.SweepMeasured()
            ):
                self.sweep_answered.emit(event)
            case events.Watched() | events.WatchFailed() | events.ImagesListed():
                self.watch_answered.emit(event)
            case _:
                self._learn(event)
                self.data_answered.emit(event)

    def _learn(self, event: events.DataAnswer) -> None:
        """Keep what an answer says about a dataset; a folder may be back, or hold other images now."""
        info = told_info(event)
        if info is not None:
            self.describer.forget(info.name, graphs=info != info_of(self.catalog, info.name))
            self.add_data((info,))
            self.changed.emit()
