"""The window's side of opening a user's model: the dialog, and what it gives put on a side."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from explorer.desk.settings import Settings
from explorer.desk.sides import SIDES, Side
from explorer.desk.workbench import Workbench
from explorer.engine.worker import TrainingWorker
from explorer.gui.own_models.own_model_choice import SideData
from explorer.gui.own_models.own_model_dialog import OwnModelDialog
from explorer.runs.spec import NO_DATA, NetworkSpec, RunSpec


def open_model(window: QWidget, bench: Workbench, worker: TrainingWorker, settings: Settings, source: str = "") -> None:
    """Open the dialog over the window, at a model such as "/home/me/net.py" where one is given."""
    bench.settled()
    sides = {side: side_data(bench, side) for side in SIDES}
    dialog = OwnModelDialog(worker.send, sides, settings.models(), window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.opened.connect(partial(_put, bench, settings))
    bench.model_answered.connect(dialog.hear)
    worker.state_changed.connect(dialog.follow_engine, Qt.ConnectionType.QueuedConnection)
    dialog.start_at(source)
    dialog.open()


def side_data(bench: Workbench, side: Side) -> SideData:
    """What a side's data ask of its network; without data the usual small images."""
    spec, free = bench.document.side(side).spec, not bench.live(side)
    name = spec.training.dataset
    if name == NO_DATA:
        return SideData(free=free)
    known = {data.name: data.title for data in bench.catalog.datasets} if bench.catalog else {}
    return SideData(spec.network.input_shape, spec.network.classes, known.get(name, name), free)


def with_network(spec: RunSpec, network: NetworkSpec) -> RunSpec:
    """The spec with a user's model; data that do not fit its figures leave."""
    fits = (spec.network.input_shape, spec.network.classes) == (network.input_shape, network.classes)
    training = spec.training if fits else replace(spec.training, dataset=NO_DATA)
    return replace(spec, network=network, training=training)


def _put(bench: Workbench, settings: Settings, side: Side, network: NetworkSpec) -> None:
    settings.keep_model(f"{network.source}:{network.name}")
    bench.describer.forget_own(network.source)
    bench.changed.emit()  # even where the spec stays, the answer may not
    bench.edit(side, with_network(bench.document.side(side).spec, network))
