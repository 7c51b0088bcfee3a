"""A step taken apart in the whole window: four presses of Step, and the way back to whole steps."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

from explorer.desk.sides import SIDES
from explorer.engine.commands import Resume, SetGate, Step
from explorer.gui.training.phase_bar import HINT, IDLE
from explorer.gui.widgets.colors import BLANK
from explorer.gui.window import phases_shown
from tests.gui.access import lacking
from tests.gui.desk import CTRL

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def clock(desk, monkeypatch):
    """The time of phases, set by hand; the platform lets things move."""
    now = [0.0]
    desk.window.phases._clock = lambda: now[0]
    monkeypatch.setattr(phases_shown, "motion_wanted", lambda: True)
    return now


@pytest.fixture
def apart(desk, engine, clock):
    """Both sides train and are taken apart; three whole steps are done."""
    desk.press("button_train_both")
    engine.steps(3)
    desk.press("button_step_phases")
    desk.settle()
    return desk


def lit(desk, side):
    """Which cells have a color."""
    shades = desk.canvas(side).cells.shades
    return np.flatnonzero(shades != BLANK).tolist()


def step(desk, clock, *, to_the_end=True):
    desk.press("button_step")
    desk.settle()
    if to_the_end:
        clock[0] += 10
        desk.settle()


def said(desk):
    return desk.find(QLabel, "phaseText").text()


def test_without_a_run_the_line_says_what_to_do(desk, engine):
    desk.press("button_step_phases")
    desk.settle()
    assert said(desk) == IDLE
    desk.press("button_train_both")
    engine.steps(1)
    desk.settle()
    assert said(desk) == HINT


def test_four_presses_of_step_are_one_step(apart, engine, clock):
    assert apart.window.phases.bar.isVisible()
    assert not apart.window.pair.isVisible()
    assert "Press Step" in said(apart)
    for coming in ("loss", "backward", "update", "forward"):
        assert engine.trained == dict.fromkeys(engine.trained, 3)
        step(apart, clock)
        assert said(apart).startswith("Step 3")
        assert apart.window.phases.bar.names[coming].accessibleName() == f"{coming}, next"
    assert said(apart) == "Step 3 · loss A 2.3, B 4.6 · accuracy A 10.0 %, B 10.0 %"
    assert engine.trained == dict.fromkeys(engine.trained, 4)
    assert [command for command in engine.sent if isinstance(command, Step)] == [Step(phase=True)] * 4


def test_an_engine_that_dies_between_two_phases_leaves_no_phase_behind(apart, engine, clock):
    step(apart, clock)
    assert said(apart).startswith("Step 3")
    engine.die()
    apart.settle()
    assert said(apart) == IDLE
    assert not apart.bench.trainer.phases
    assert apart.action("train_both").isEnabled()


def test_the_strip_lights_up_in_the_order_in_which_it_is_computed(apart, clock):
    layers = {side: len(apart.bench.graph(side).main_path) for side in SIDES}
    step(apart, clock, to_the_end=False)
    assert lit(apart, "A") == []
    clock[0] += phases_shown.SECONDS / 2
    apart.settle()
    for side in SIDES:
        assert lit(apart, side) == list(range(round(layers[side] / 2)))
    clock[0] += phases_shown.SECONDS / 2
    apart.settle()
    assert lit(apart, "B") == list(range(layers["B"]))
    step(apart, clock, to_the_end=False)
    assert lit(apart, "B") == list(range(layers["B"])), "the loss adds no layer"
    step(apart, clock, to_the_end=False)
    clock[0] += phases_shown.SECONDS / 2
    apart.settle()
    assert lit(apart, "B") == list(range(layers["B"] - round(layers["B"] / 2), layers["B"]))


def test_where_the_platform_asks_for_no_animation_a_phase_is_there_at_once(apart, clock, monkeypatch):
    monkeypatch.setattr(phases_shown, "motion_wanted", lambda: False)
    step(apart, clock, to_the_end=False)
    assert lit(apart, "B") == list(range(len(apart.bench.graph("B").main_path)))


def test_the_colors_are_explained_and_one_scale_holds_for_a_and_b(apart, clock):
    scale = apart.window.phases.bar.scale
    for title in ("Output RMS", "Output RMS", "Output gradient RMS", "Update / weight"):
        step(apart, clock)
        assert title in scale.accessibleDescription()
        assert "10⁻³ to 10¹" in scale.accessibleDescription()  # A's 0.001 to B's 2
    names = {name: label.accessibleName() for name, label in apart.window.phases.bar.names.items()}
    assert names == {
        "forward": "forward, next", "loss": "loss", "backward": "backward", "update": "update, done just now"
    }  # fmt: skip


def test_a_layer_says_its_value_in_the_phase(apart, clock):
    step(apart, clock)
    sight = apart.window.panes["A"].view.sight
    nodes = apart.window.panes["A"].view.selection.nodes
    node = nodes.of(apart.bench.graph("A").main_path[0])
    assert "Output RMS: 0.001" in sight.node_text(nodes, node)


def test_a_skip_switched_halfway_moves_at_the_next_step_and_that_is_said(apart, engine, clock):
    engine.answers_gates = False
    step(apart, clock)
    arc = apart.canvas("B").arcs.arcs[3]
    told = apart.window.panes["B"].view.sight.arc_told(arc.members)
    assert "switch skip4 off at step 4 (intervention); step 3 is under way and ends as it began" in told
    apart.click_arc("B", 3)
    assert engine.sent[-1] == SetGate(apart.bench.document.side("B").run_id, "skip4", 0.0)
    assert "requested: switch skip4 off" in apart.window.panes["B"].view.sight.arc_text(arc.members)


@pytest.mark.parametrize("way", ["button", "key", "line"])
def test_back_to_whole_steps(apart, engine, clock, qtbot, way):
    step(apart, clock)
    if way == "button":
        apart.press("button_step_phases")
    elif way == "key":
        qtbot.keyClick(apart.window, Qt.Key.Key_Period, CTRL)
    else:
        apart.press("phaseWhole")
    apart.settle()
    assert not apart.window.phases.bar.isVisible()
    assert apart.window.pair.isVisible()
    record = apart.window.panes["B"].view.sight.record
    np.testing.assert_array_equal(apart.canvas("B").cells.shades, record.shades(None)[0])
    step(apart, clock)
    assert engine.sent[-1] == Step()
    assert engine.trained == dict.fromkeys(engine.trained, 4)


def test_a_held_step_and_a_run_that_goes_on_show_readings(apart, engine, clock):
    step(apart, clock)
    view = apart.window.panes["B"].view
    apart.window.navigation.hold(1)
    np.testing.assert_array_equal(apart.canvas("B").cells.shades, view.sight.record.shades(1)[0])
    apart.window.navigation.hold(None)
    assert apart.canvas("B").cells.shades.tolist() != view.sight.record.shades(None)[0].tolist()
    apart.press("button_pause")
    engine.steps(2)
    apart.settle()
    assert isinstance(engine.sent[-1], Resume)
    np.testing.assert_array_equal(apart.canvas("B").cells.shades, view.sight.record.shades(None)[0])
    assert "Press Step" in said(apart)


def test_its_controls_say_what_they_are(apart, clock):
    step(apart, clock)
    assert lacking(apart.window.phases.bar) == []
    assert "Ctrl+." in apart.find(QToolButton, "button_step_phases").toolTip()
