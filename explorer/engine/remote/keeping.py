"""Runs that train on another machine, kept in the window's own store as well."""

from __future__ import annotations

from explorer.engine.commands import Analyze, Command, Order, Train
from explorer.engine.events import AnalysisFailed, Analyzed, Ended, Event, Progress, Started
from explorer.engine.remote.weights import WeightsFile
from explorer.engine.weights_part import WeightsPart
from explorer.failures import explain
from explorer.runs.provenance import ALONE
from explorer.runs.store import RunStore


class Keeping:
    """Stores what a served engine tells: settings, graph, readings, results, weights and analyses. Checkpoints stay on
    its machine. A run that cannot be stored is shown all the same. For the worker's thread alone."""

    def __init__(self, store: RunStore) -> None:
        self._store = store
        self._orders: dict[str, Order] = {}
        self._analyzed: dict[int, str] = {}  # runs by the token of the question
        self._steps: dict[str, int] = {}  # of the runs that are being stored
        self._weights: dict[str, WeightsFile] = {}

    def send(self, command: Command) -> None:
        """Note what is asked for: its answer says less."""
        if isinstance(command, Train):
            self._orders.update((order.run_id, order) for order in command.orders)
        if isinstance(command, Analyze) and command.run_id:
            self._analyzed[command.token] = command.run_id

    def take(self, event: Event | WeightsPart) -> str:
        """Store what an event tells; what could not be stored, empty where all is well."""
        run_id = getattr(event, "run_id", "")
        try:
            match event:
                case Started():
                    self._begin(event)
                case Progress() if run_id in self._steps:
                    self._append(event)
                case WeightsPart() if run_id in self._steps:
                    self._take_weights(event)
                case Ended():
                    self._end(event)
                case Analyzed() if event.token in self._analyzed:
                    self._store.save_analysis(self._analyzed.pop(event.token), event.result)
                case AnalysisFailed():
                    self._analyzed.pop(event.token, None)
        except Exception as error:
            self._steps.pop(run_id, None)
            return f"Not stored on this computer: {explain(error)}"
        return ""

    def pause(self) -> str:
        """The connection is lost for now: save what has come."""
        try:
            self._store.flush()
        except Exception as error:
            return explain(error)
        return ""

    def _begin(self, event: Started) -> None:
        order, store = self._orders.get(event.run_id), self._store
        if store.transfers.known([event.run_id]):  # resumed, or left earlier and met again: its steps come again
            store.reopen(event.run_id, event.spec, event.steps, event.device)
        else:
            provenance = ALONE if order is None else order.provenance
            store.create(
                event.run_id, event.name, event.spec, event.graph, event.steps_per_epoch, event.device, provenance
            )
        self._steps[event.run_id] = event.steps

    def _append(self, event: Progress) -> None:
        self._store.append(event.run_id, event.snapshot)
        self._steps[event.run_id] += len(event.snapshot)

    def _take_weights(self, event: WeightsPart) -> None:
        if event.run_id not in self._weights:
            self._weights[event.run_id] = WeightsFile(self._store, event.run_id)
        self._weights[event.run_id].take(event)

    def _end(self, event: Ended) -> None:
        self._orders.pop(event.run_id, None)
        self._weights.pop(event.run_id, None)
        steps = self._steps.pop(event.run_id, None)
        if steps is None:
            return  # it never began
        if not event.kept:
            self._store.discard(event.run_id)
        elif event.outcome.steps < steps:  # its engine died before it could say how far it was
            self._store.mark_interrupted([event.run_id], event.outcome.message)
        else:
            self._store.finish(event.run_id, event.outcome)
