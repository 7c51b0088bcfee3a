"""Skips in the whole window: switched by mouse, brush and keys, before training and during it; undo and redo."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel

from explorer.engine.commands import SetGate
from explorer.engine.events import GateRefused
from explorer.gui.plots.overlay import Line
from tests.gui.desk import CTRL, LEFT, SHIFT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # pop-ups on no screen
ALL = list(range(1, 10))


def moves(engine):
    return [(c.skip, c.gate) for c in engine.sent if isinstance(c, SetGate)]


def without(*skips):
    return [skip for skip in ALL if skip not in skips]


@pytest.fixture
def training(desk, engine):
    """Both sides train; 30 steps are done."""
    desk.press("button_train_both")
    engine.steps(30)
    desk.settle()
    return desk


# ── before training: the architecture ───────────────────────────────────────────────────────────


def test_a_click_on_an_arc_edits_the_architecture(desk, engine):
    asked = len(engine.sent)
    desk.click_arc("B", 3)
    assert desk.on("B") == without(4)
    assert desk.on("A") == []
    assert "skip4" not in desk.skips("B")
    assert len(engine.sent) == asked, "no engine is needed for a toggle"
    desk.click_arc("B", 3)
    assert desk.skips("B") == "on"


def test_counts_and_proof_follow_a_click_at_once(desk):
    details, proof = desk.find(QLabel, "detailsB"), desk.window.pair
    assert "9 of 9 skips on" in details.text()
    assert proof.proof.startswith("A and B differ in one thing: 9 skip connections")
    desk.click_arc("B", 0)
    assert "8 of 9 skips on" in details.text()
    assert "8 skip connections" in proof.proof


def test_a_projection_that_is_switched_off_no_longer_counts(desk):
    desk.choose("cardB_shortcut", "B")
    with_all = desk.bench.graph("B").parameters
    desk.click_arc("B", 3)
    assert desk.bench.graph("B").parameters < with_all
    assert f"{desk.bench.graph('B').parameters:,} parameters" in desk.find(QLabel, "detailsB").text()


def test_a_brush_with_shift_switches_every_skip_it_crosses(desk, qtbot):
    port, shapes = desk.canvas("B").viewport(), desk.canvas("B").arcs.shapes
    height = shapes.base - 25
    start = desk.strip_point("B", shapes.x0[2] + 0.3, height)
    end = desk.strip_point("B", shapes.x1[4] - 0.3, height)
    qtbot.mousePress(port, LEFT, SHIFT, start)
    qtbot.mouseMove(port, (start + end) / 2)
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, LEFT, SHIFT, end)
    desk.settle()
    assert desk.on("B") == without(3, 4, 5)
    desk.press("button_undo")
    assert desk.on("B") == ALL, "one brush is one step back"


def test_arrows_and_space_switch_skips(desk):
    view = desk.window.panes["B"].view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    desk.key(Qt.Key.Key_Home, on=view)
    desk.key(Qt.Key.Key_Right, on=view)
    desk.key(Qt.Key.Key_Right, on=view)
    desk.key(Qt.Key.Key_Space, on=view)
    assert desk.on("B") == without(3)
    desk.key(Qt.Key.Key_Left, on=view)
    desk.key(Qt.Key.Key_Return, on=view)
    assert desk.on("B") == without(2, 3)
    assert desk.on("A") == []


def test_all_skips_of_both_sides_off_and_on_and_each_is_one_step_back(desk):
    desk.press("button_skips_on")
    assert (desk.on("A"), desk.on("B")) == (ALL, ALL)
    desk.key(Qt.Key.Key_K, CTRL)
    assert (desk.on("A"), desk.on("B")) == ([], [])
    desk.press("button_undo")
    assert (desk.on("A"), desk.on("B")) == (ALL, ALL)
    desk.press("button_undo")
    assert (desk.on("A"), desk.on("B")) == ([], ALL)
    desk.press("button_skips_off")
    assert (desk.on("A"), desk.on("B")) == ([], [])
    desk.key(Qt.Key.Key_K, CTRL | SHIFT)
    assert (desk.on("A"), desk.on("B")) == (ALL, ALL)


def test_the_cards_buttons_switch_one_side(desk):
    desk.press("cardB_skips_off")
    assert desk.on("B") == []
    desk.press("cardA_skips_on")
    assert desk.on("A") == ALL
    desk.press("cardB_skips_on")
    assert desk.on("B") == ALL


def test_the_context_menu_switches_a_skip_a_stage_and_all(desk):
    desk.pick(desk.open_menu("B", desk.apex("B", 4)), "Switch skip5 off")
    assert desk.on("B") == without(5)
    desk.pick(desk.open_menu("B", desk.apex("B", 4)), "Stage 2: all skips on")
    assert desk.on("B") == ALL
    desk.pick(desk.open_menu("B", desk.apex("B", 4)), "Stage 2: all skips off")
    assert desk.on("B") == without(4, 5, 6)
    desk.pick(desk.open_menu("A", desk.apex("A", 4)), "All skips on")
    assert desk.on("A") == ALL
    desk.pick(desk.open_menu("A", desk.apex("A", 4)), "All skips off")
    assert desk.on("A") == []


def test_hovering_an_arc_tells_kind_shapes_stage_and_block_in_the_status_bar(desk, qtbot):
    port = desk.canvas("B").viewport()
    qtbot.mouseMove(port, desk.apex("B", 3) + QPoint(2, 0))
    qtbot.mouseMove(port, desk.apex("B", 3))
    told = desk.window.statusBar().currentMessage()
    for word in ("skip4", "zero-padding", "4×8×8", "8×4×4", "stage 2", "block 1"):
        assert word in told.lower(), told


# ── undo ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("redo", [(Qt.Key.Key_Y, CTRL), (Qt.Key.Key_Z, CTRL | SHIFT)])
def test_undo_and_redo_by_key(desk, redo):
    desk.click_arc("B", 3)
    desk.click_arc("A", 0)
    desk.key(Qt.Key.Key_Z, CTRL)
    assert (desk.on("A"), desk.on("B")) == ([], without(4))
    desk.key(Qt.Key.Key_Z, CTRL)
    assert desk.on("B") == ALL
    desk.key(*redo)
    desk.key(*redo)
    assert (desk.on("A"), desk.on("B")) == ([1], without(4))


def test_undo_and_redo_by_button_are_offered_when_there_is_something_to_undo(desk):
    undo, redo = desk.action("undo"), desk.action("redo")
    assert (undo.isEnabled(), redo.isEnabled()) == (False, False)
    desk.click_arc("B", 3)
    assert (undo.isEnabled(), redo.isEnabled()) == (True, False)
    desk.press("button_undo")
    assert (undo.isEnabled(), redo.isEnabled()) == (False, True)
    desk.press("button_redo")
    assert desk.on("B") == without(4)


# ── while training: interventions ───────────────────────────────────────────────────────────────


def lines(plot):
    return [mark for mark in plot.overlay.marks if isinstance(mark, Line)]


def test_a_click_while_training_moves_the_gate_and_marks_every_plot(training, engine):
    training.click_arc("B", 3)
    assert moves(engine) == [("skip4", 0.0)]
    assert training.on("B") == without(4), "shown before the engine answers"
    assert training.skips("B") == "default", "the architecture is what step 0 ran with"
    engine.steps(10)
    training.settle()
    (moved,) = training.history("B").interventions
    assert (moved.step, moved.skip, moved.gate) == (30, "skip4", 0.0)
    assert training.canvas("B").markers.marks == [(30, "skip4 off")]
    assert list(training.canvas("A").markers.marks) == []
    for plot in (training.window.plots.loss, training.window.plots.accuracy):
        assert [(line.x, line.label) for line in lines(plot)] == [(30.0, "skip4 off")]


def test_architecture_and_intervention_are_named_differently(training, engine):
    undo = training.action("undo")
    training.click_arc("B", 3)
    assert undo.toolTip().endswith("intervention in B")
    engine.steps(10)
    engine.end()
    training.settle()
    assert training.window.pair.proof.startswith("Intervention in B: 1 gate moved while training.")
    training.click_arc("A", 0)
    assert undo.toolTip().endswith("architecture of A")
    training.press("button_undo")
    assert training.action("redo").toolTip().endswith("architecture of A")


def test_undo_while_training_moves_the_gate_back(training, engine):
    training.click_arc("B", 3)
    training.press("button_undo")
    assert moves(engine) == [("skip4", 0.0), ("skip4", 1.0)]
    assert training.on("B") == ALL
    training.press("button_redo")
    assert training.on("B") == without(4)


def test_skips_off_while_training_moves_every_gate_of_both_sides_and_undo_takes_one_step(training, engine):
    training.press("button_skips_off")
    assert moves(engine) == [(f"skip{n}", 0.0) for n in ALL]
    training.press("button_skips_on")
    assert (training.on("A"), training.on("B")) == (ALL, ALL)
    training.press("button_undo")
    assert (training.on("A"), training.on("B")) == ([], [])


def test_a_brush_and_keys_work_while_training(training, engine):
    view = training.window.panes["A"].view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    training.key(Qt.Key.Key_Home, on=view)
    training.key(Qt.Key.Key_Space, on=view)
    assert moves(engine) == [("skip1", 1.0)]
    training.pick(training.open_menu("B", training.apex("B", 8)), "Stage 3: all skips off")
    assert training.on("B") == without(7, 8, 9)


def test_an_edit_of_the_idle_side_while_the_other_trains_can_be_undone(desk, engine):
    desk.press("button_train_a")
    engine.steps(5)
    desk.settle()
    desk.click_arc("B", 3)
    assert desk.on("B") == without(4)
    assert moves(engine) == []
    desk.press("button_undo")
    assert desk.on("B") == ALL
    desk.press("button_redo")
    engine.end()
    desk.settle()
    desk.press("button_undo")
    assert desk.on("B") == ALL, "still undoable once the training is over"
    assert desk.bench.history("A") is not None


def test_moves_are_not_mixed_with_edits_after_training(training, engine):
    training.click_arc("B", 3)
    engine.steps(10)
    engine.end()
    training.settle()
    training.click_arc("B", 0)
    assert training.on("B") == without(1, 4), "the edit starts from the gates on show"
    assert training.bench.history("B") is None, "it is another network: its run leaves"
    training.press("button_undo")
    assert training.bench.history("B") is not None
    assert training.on("B") == without(4)


def test_what_a_click_means_is_told_when_it_changes(training, engine, qtbot):
    bar = training.window.statusBar()
    at = training.apex("B", 2)
    assert bar.currentMessage() == "A and B: clicking a skip now intervenes in the running network."
    qtbot.mouseMove(training.canvas("B").viewport(), at)
    step = len(training.history("B"))
    assert f"switch skip3 off now, at about step {step} (intervention)" in bar.currentMessage()
    engine.steps(4)
    training.settle()
    assert f"switch skip3 off now, at about step {step + 4} (intervention)" in bar.currentMessage()
    engine.end()
    training.settle()
    assert bar.currentMessage() == "A and B: clicking a skip now edits the network for the next run."
    assert "for the next run; the current run is kept and closed" in training.canvas("B").tip


def test_what_is_asked_of_a_gate_now_does_not_change_an_earlier_step(training, engine):
    training.key(Qt.Key.Key_Home, CTRL)
    training.click_arc("B", 3)
    assert moves(engine) == [("skip4", 0.0)]
    assert training.on("B") == ALL
    training.key(Qt.Key.Key_End, CTRL)
    assert training.on("B") == without(4)


def test_a_gate_that_the_engine_has_yet_to_move_is_dotted_and_said(training, engine):
    engine.answers_gates = False
    training.click_arc("B", 1)
    view = training.window.panes["B"].view
    (place,) = view.canvas.arcs.requested
    assert view.sight.drawn.arcs[place].skip == "skip2"
    assert view.canvas.arcs.gates[place] == 1.0, "it is drawn as it runs"
    assert "requested: switch skip2 off, at the next step" in view.sight.arc_text((place,))
    assert "Click: switch skip2 on" in view.sight.arc_told((place,)), "a second click takes it back"
    engine.say(GateRefused(engine.sent[-1].run_id, "skip2", 0.0, "It has no weights."))
    training.settle()
    assert not view.canvas.arcs.requested
    assert view.canvas.arcs.gates[place] == 1.0
    assert training.window.messages.text == "It has no weights."


def test_what_can_never_be_undone_is_told_until_the_next_step(training, engine):
    training.click_arc("B", 1)
    engine.end()
    training.settle()
    training.key(Qt.Key.Key_Z, CTRL)
    assert "cannot be undone: the run has ended" in training.window.messages.text
    training.click_arc("A", 1)
    assert "cannot be undone" not in training.window.messages.text


def test_the_line_above_a_picture_is_that_of_the_held_step(training, engine):
    """It says how many skips are on, as the arcs below it show them."""
    details, navigation = training.find(QLabel, "detailsB"), training.window.navigation
    training.click_arc("B", 3)
    engine.steps(5)
    training.settle()
    assert "8 of 9 skips on" in details.text()
    navigation.hold(29)
    assert "9 of 9 skips on" in details.text()
    navigation.hold(30)
    assert "8 of 9 skips on" in details.text()
    navigation.hold(0)
    navigation.hold(None)
    assert "8 of 9 skips on" in details.text()


def test_a_copied_plain_network_with_every_skip_on_is_called_what_it_is(desk):
    desk.press("pairCopy")
    desk.press("cardB_skips_on")
    desk.settle()
    box = desk.find(QComboBox, "cardB_family")
    assert box.currentText() == "ResNet"
    assert desk.find(QLabel, "titleB").text().startswith("ResNet")
    desk.press("cardB_skips_off")
    assert box.currentText() == "Plain"
