"""Gates at any value, resume, fork, replay and the space of checkpoints, through the window's own controls."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QInputDialog, QToolButton

from explorer.engine.commands import MeasureSharpness, SaveCheckpoint, SetGate, Train
from explorer.engine.events import Ended
from explorer.gui.picture.gate_slider import GateSlider
from explorer.gui.plots.overlay import Line
from explorer.gui.runs.fork_dialog import ForkDialog
from explorer.gui.runs.space_dialog import SpaceDialog, size_text
from explorer.runs.provenance import Provenance
from explorer.runs.snapshot import Outcome
from tests.gui.desk import Desk
from tests.gui.engine_double import EngineDouble

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # pop-ups on no screen


def orders(engine: EngineDouble) -> tuple:
    return [command for command in engine.sent if isinstance(command, Train)][-1].orders


@pytest.fixture
def stopped(desk: Desk, engine: EngineDouble) -> Desk:
    """B was stopped after 30 of 48 steps; at step 20 its skip2 was moved."""
    desk.press("button_train_b")
    engine.steps(20)
    desk.settle()
    desk.window.panes["B"].view.gates.wanted.emit(("skip2",), 0.25)
    engine.steps(10)
    desk.settle()
    desk.press("button_stop")
    desk.settle()
    return desk


def test_the_slider_of_the_picture_moves_gates_in_the_engine(desk: Desk, engine: EngineDouble) -> None:
    desk.press("button_train_b")
    engine.steps(5)
    desk.settle()
    menu = desk.open_menu("B", desk.apex("B", 3))
    desk.pick(menu, "Gate of skip4…")
    popup = desk.window.findChild(GateSlider)
    assert popup is not None
    popup.slider.setValue(40)
    popup.close()
    assert [(c.skip, c.gate) for c in engine.sent if isinstance(c, SetGate)] == [("skip4", 0.4)]
    engine.steps(1)
    desk.settle()
    assert desk.window.panes["B"].view.canvas.arcs.gates[3] == 0.4
    desk.action("undo").trigger()
    assert [(c.skip, c.gate) for c in engine.sent if isinstance(c, SetGate)][-1] == ("skip4", 1.0)


def test_a_stopped_run_is_resumed_in_its_place(stopped: Desk, engine: EngineDouble) -> None:
    before = stopped.history("B")
    assert not stopped.action("resume_a").isEnabled()
    assert stopped.action("resume_a").toolTip().startswith("No run is on show in A.")
    stopped.action("resume_b").trigger()
    (order,) = orders(engine)
    assert (order.run_id, order.resume, order.spec) == (before.run_id, True, before.spec)
    stopped.settle()
    assert stopped.history("B") is not before
    assert len(stopped.history("B")) == 30
    engine.steps(18)
    engine.end()
    stopped.settle()
    assert len(stopped.history("B")) == 48
    assert len(stopped.window.store.rows()) == 1


def test_a_completed_run_is_trained_longer(stopped: Desk, engine: EngineDouble) -> None:
    stopped.action("resume_b").trigger()
    engine.steps(18)
    engine.end()
    stopped.settle()
    stopped.action("resume_b").trigger()
    dialog = stopped.find(QInputDialog, "resumeDialog")
    assert "complete after 2 epochs" in dialog.labelText()
    dialog.setIntValue(5)
    dialog.accept()
    (order,) = orders(engine)
    assert (order.resume, order.spec.training.epochs) == (True, 5)
    stopped.settle()


def test_a_run_that_cannot_be_resumed_stays_as_it_was(
    stopped: Desk, engine: EngineDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stopped.history("B")
    end = Ended(before.run_id, Outcome("failed", 0, 0.0, "It is damaged."), kept=True)
    monkeypatch.setattr(engine, "_begin", lambda order: engine.say(end))
    stopped.action("resume_b").trigger()
    stopped.settle()
    assert stopped.history("B") is before
    assert stopped.history("B").outcome.status == "stopped"
    assert "It is damaged." in stopped.window.messages.text


def test_a_fork_from_the_menu_stands_beside_its_parent(stopped: Desk, engine: EngineDouble) -> None:
    parent = stopped.history("B")
    stopped.action("fork_b").trigger()
    dialog = stopped.window.findChild(ForkDialog)
    assert (dialog.step.value(), dialog.probes.text()) == (30, "auto")
    dialog.step.setValue(12)
    dialog.lr.setText("0.01")
    dialog.gates.setCurrentIndex(dialog.gates.findData("stage 2"))
    dialog.gate.setValue(0.5)
    dialog.go.click()
    (order,) = orders(engine)
    assert order.provenance == Provenance("", parent.run_id, 12)
    assert order.spec.training.lr == 0.01
    assert [str(move) for move in order.spec.training.interventions] == ["12: stage 2 = 0.5"]
    stopped.settle()
    engine.steps(6)
    stopped.settle()
    child = stopped.history("A")
    assert (child.parent, child.parent_step, len(child)) == (parent.run_id, 12, 18)
    assert stopped.history("B") is parent
    curves = stopped.window.plots.loss.curves["A"]
    x, _ = curves.before.getData()
    own, _ = curves.bold.getData()
    assert (x.min(), x.max(), own.min(), own.max()) == (0, 12, 12, 17), "the parent's steps are a line of their own"
    assert (12, "fork") in stopped.window.panes["A"].view.canvas.markers.marks
    marks = [m for m in stopped.window.plots.loss._marks() if isinstance(m, Line) and m.label == "fork"]
    assert [m.x for m in marks] == [12]


def test_an_entry_that_is_not_allowed_is_told_in_the_dialog(stopped: Desk, engine: EngineDouble) -> None:
    sent = len(engine.sent)
    stopped.action("fork_b").trigger()
    dialog = stopped.window.findChild(ForkDialog)
    dialog.lr.setText("fast")
    dialog.go.click()
    assert "learning rate is 'fast'" in dialog.problem.text()
    dialog.lr.setText("0.1")
    dialog.epochs.setValue(1)
    dialog.go.click()
    assert "no step of its own" in dialog.problem.text()
    dialog.reject()
    assert len(engine.sent) == sent


@pytest.mark.parametrize(("x", "step"), [(20.2, 19), (12.0, 11), (0.0, 0)])
def test_a_mark_or_a_step_of_a_plot_is_forked_closely(x: float, step: int, stopped: Desk, engine: EngineDouble) -> None:
    plot = stopped.window.plots.loss
    at = plot.canvas.mapFromScene(plot.canvas.view.mapViewToScene(QPointF(x, 1.0)))
    plot.canvas.menu_wanted.emit(plot.canvas.mapToGlobal(QPoint(at)))
    shown = [
        action for action in plot.menu.actions() if action.objectName().startswith("fork_before") and action.isVisible()
    ]
    (action,) = shown
    assert action.text() == f"Fork B from the step before this… (step {step})"
    plot.menu.close()
    action.trigger()
    dialog = stopped.window.findChild(ForkDialog)
    assert (dialog.step.value(), dialog.probes.value()) == (step, 1)
    dialog.reject()


def test_the_list_offers_what_can_be_done_and_says_why_not(stopped: Desk, engine: EngineDouble) -> None:
    window = stopped.window
    window.dock.show()
    stopped.settle()
    (row,) = window.store.rows()
    window.dock.menu.open([row], [], QPoint(0, 0))
    menu = window.dock.menu.parent().findChild(object, "runs_menu")
    entries = {action.objectName(): action for action in menu.actions()}
    assert (entries["menu_runs"].text(), entries["menu_runs"].isEnabled()) == (row.name, False)
    assert all(entries[name].isEnabled() for name in ("resume_run", "fork_run", "replay_run"))
    entries["replay_run"].trigger()
    menu.close()
    stopped.settle()
    planned = window.bench.document.side("A").spec.training.interventions
    assert [str(move) for move in planned] == ["20: skip2 = 0.25"]
    assert stopped.find(QToolButton, "cardA_training").text().endswith("1 intervention")
    stopped.action("clear_plans").trigger()
    assert not window.bench.document.side("A").spec.training.interventions
    assert not stopped.action("clear_plans").isEnabled()
    window.dock.menu.resume_wanted.emit(row.id)
    stopped.settle()
    assert orders(engine)[0].run_id == row.id
    stopped.settle()
    (row,) = window.store.rows()
    window.dock.menu.open([row], [], QPoint(0, 0))
    menu = window.dock.menu.parent().findChildren(object, "runs_menu")[-1]
    entries = {action.objectName(): action for action in menu.actions()}
    assert not entries["resume_run"].isEnabled()
    assert "The run is training. Stop it first." in entries["fork_run"].toolTip()
    menu.close()


def test_while_a_run_trains_a_checkpoint_can_be_asked_for(desk: Desk, engine: EngineDouble) -> None:
    assert not desk.action("save_checkpoint").isEnabled()
    desk.press("button_train_b")
    engine.steps(3)
    desk.settle()
    desk.action("save_checkpoint").trigger()
    assert SaveCheckpoint() in engine.sent
    assert "A run is training" in desk.action("fork_b").toolTip()


def test_while_a_run_trains_its_sharpness_can_be_measured(desk: Desk, engine: EngineDouble) -> None:
    plots = desk.window.plots
    plots.tabs.setCurrentWidget(plots.sharpness)
    button = plots.sharpness.findChild(QToolButton, "measureSharpness")
    assert not button.isEnabled()
    assert button.toolTip().startswith("No run is training.")
    desk.press("button_train_b")
    engine.steps(3)
    desk.settle()
    desk.press("measureSharpness")
    assert MeasureSharpness() in engine.sent
    desk.press("button_pause")
    desk.settle()
    assert "Paused: press Step" in button.toolTip()


def test_the_space_of_checkpoints_is_shown_and_set(desk: Desk) -> None:
    window = desk.window
    window.dock.show()
    desk.settle()
    button = desk.find(QToolButton, "runs_checkpoint_space")
    assert button.text() == "0 kB of 2 GB"
    desk.press("runs_checkpoint_space")
    dialog = window.findChild(SpaceDialog)
    dialog.budget.setValue(0.5)
    dialog.often.setCurrentIndex(dialog.often.findData(100))
    dialog.accept()
    assert (window.store.checkpoints.budget, window.store.checkpoints.every) == (500_000_000, 100)
    assert button.text() == "0 kB of 500 MB"


def test_sizes_are_for_people() -> None:
    assert [size_text(n) for n in (0, 5_300_000, 2 * 10**9, 2_540_000_000)] == ["0 kB", "5 MB", "2 GB", "2.5 GB"]
