"""A pane draws a state by calling only the setters that changed."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from explorer.desk.gates import Gate, of_architecture
from explorer.desk.pane_state import PaneState
from explorer.gui.widgets.theme import LIGHT
from explorer.gui.window.side_pane import SidePane
from explorer.runs.spec import RunSpec
from tests.gui.support import history, residual_graph

GRAPH = residual_graph(20)
ON = tuple(of_architecture(GRAPH).items())
STATE = PaneState(RunSpec(), GRAPH, ON, None, "ResNet-20", "20 layers", "", moment="edit")
SETTERS = ("set_header", "set_graph", "set_gates", "set_history", "set_moment")


@pytest.fixture
def pane(qtbot, monkeypatch):
    made = SidePane("A")
    qtbot.addWidget(made)
    made.show()
    made.calls = []
    for owner, names in ((made.view, SETTERS), (made.card, ("set_spec", "set_locked"))):
        for name in names:
            monkeypatch.setattr(owner, name, spied(made.calls, name, getattr(owner, name)))
    return made


def spied(calls, name, real):
    def call(*arguments, **named):
        calls.append(name)
        return real(*arguments, **named)

    return call


def after(pane, state):
    """The setters that showing another state calls."""
    pane.show_state(STATE)
    pane.calls.clear()
    pane.show_state(state)
    return pane.calls


def test_the_first_state_sets_everything(pane):
    pane.show_state(STATE)
    assert set(SETTERS) | {"set_spec", "set_locked"} == set(pane.calls)
    assert pane.findChild(QLabel, "titleA").text() == "ResNet-20"
    assert pane.view.canvas.isVisible()
    assert pane.view.canvas.layers == 20


def test_the_same_state_sets_nothing(pane):
    assert after(pane, replace(STATE)) == []


def test_gates_alone_set_gates_alone(pane):
    off = (("skip1", Gate(1, 0)), *ON[1:])
    assert after(pane, replace(STATE, gates=off)) == ["set_gates"]
    assert pane.view.canvas.arcs.gates == (0.0, *[1.0] * 8)
    assert not pane.view.canvas.arcs.requested


def test_a_gate_that_is_asked_for_is_dotted(pane):
    asked = (*ON[:1], ("skip2", Gate(1, 1, requested=0)), *ON[2:])
    assert after(pane, replace(STATE, gates=asked)) == ["set_gates"]
    assert pane.view.canvas.arcs.gates == (1.0,) * 9
    assert pane.view.canvas.arcs.requested == {1}


def test_a_run_is_drawn_and_taken_away(pane):
    pane.show_state(replace(STATE, history=history(GRAPH, 12)))
    assert pane.view.canvas.rows == 12
    pane.show_state(STATE)
    assert pane.view.canvas.rows == 0


def test_another_network_keeps_its_gates_and_its_run(pane):
    other = residual_graph(32)
    gates = tuple((of_architecture(other) | {"skip1": Gate(1, 0)}).items())
    after(pane, replace(STATE, graph=other, gates=gates, history=history(other, 5)))
    assert pane.view.canvas.layers == 32
    assert pane.view.canvas.arcs.gates[0] == 0.0
    assert pane.view.canvas.rows == 5


def test_without_a_network_it_says_why(pane):
    after(pane, replace(STATE, graph=None, gates=(), message="Not enough memory."))
    assert pane.view.message.isVisible()
    assert pane.view.message.text() == "Not enough memory."


def test_a_locked_card_cannot_be_edited(pane):
    after(pane, replace(STATE, moment="running"))
    assert not pane.card._groups["width"].isEnabled()
    pane.show_state(STATE)
    assert pane.card._groups["width"].isEnabled()


def test_the_theme_reaches_card_and_picture(pane):
    pane.set_theme(LIGHT)
    assert pane.card._theme is LIGHT
    assert pane.view.theme is LIGHT
