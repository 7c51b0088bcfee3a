"""What a click on a skip is said to do is what it does, at any time."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from explorer.desk.switching import PREPARING, obstacle, switch_text, wanted, when_text
from explorer.gui.picture.network_view import NetworkView
from tests.gui.support import history, readings, residual_graph

GATES = {"skip1": 1.0, "skip2": 0.0, "skip3": 0.5}
RUN = history(residual_graph(20, "B"), rows=readings(residual_graph(20, "B"), 57))


@pytest.mark.parametrize(
    ("skips", "those", "text"),
    [
        (("skip1",), ("skip1",), "switch skip1 off"),
        (("skip2",), ("skip2",), "switch skip2 on"),
        (("skip3",), ("skip3",), "switch skip3 off"),
        (("skip1", "skip2"), ("skip2",), "switch skip2 on"),
        (("skip1", "skip3"), ("skip1", "skip3"), "switch 2 skips off"),
    ],
)
def test_which_skips_go_which_way(skips, those, text):
    assert wanted(skips, GATES) == those
    assert switch_text(skips, GATES) == text


@pytest.mark.parametrize(
    ("moment", "run", "text"),
    [
        ("edit", None, "for the next run"),
        ("edit", RUN, "for the next run; the current run is kept and closed"),
        ("running", RUN, "now, at about step 57 (intervention)"),
        ("paused", RUN, "now, at step 57 (intervention)"),
    ],
)
def test_when_it_comes_into_effect(moment, run, text):
    assert when_text(moment, run) == text


def test_what_cannot_be_switched_says_why():
    graph = residual_graph(20, "B").with_enabled(frozenset())
    gates, run = {skip.id: 0.0 for skip in graph.skips}, history(graph, rows=readings(graph, 3))
    projections = [skip.id for skip in graph.skips if skip.kind == "projection"]
    assert obstacle(("skip1",), gates, "preparing", None) == PREPARING
    assert obstacle(("skip1",), gates, "running", run) == ""
    assert "has no weights in this run" in obstacle(projections[:1], gates, "running", run)
    assert obstacle(projections[:1], gates, "edit", run) == ""


@pytest.fixture
def over_skip3(deep, pixel, qtbot):
    """The picture with the pointer over its third skip."""
    shapes = deep.canvas.arcs.shapes
    at = pixel(deep, shapes.middle[2], shapes.base - shapes.height[2])
    for place in (at + QPoint(1, 0), at):  # a pointer that is there already moves nothing
        qtbot.mouseMove(deep.canvas.viewport(), place)
    return deep


SHAPES = {
    "edit": Qt.CursorShape.PointingHandCursor,
    "preparing": Qt.CursorShape.ForbiddenCursor,
    "running": Qt.CursorShape.BitmapCursor,
    "paused": Qt.CursorShape.BitmapCursor,
}


def test_the_pointer_the_tooltip_and_the_line_below_change_while_it_stands_still(over_skip3):
    said = []
    over_skip3.hovered.connect(said.append)
    for moment, shape in SHAPES.items():
        over_skip3.set_moment(moment)
        assert over_skip3.canvas.cursor().shape() == shape, moment
        assert over_skip3.canvas.arcs.live == (moment in ("running", "paused"))
    clicks = [text.splitlines()[1] for text in said]
    assert clicks == [
        PREPARING,
        "Click: switch skip3 off now, at about step 0 (intervention)",
        "Click: switch skip3 off now, at step 0 (intervention)",
    ]
    assert over_skip3.canvas.tip == said[-1]


def test_what_cannot_be_switched_asks_nothing(over_skip3, pixel, qtbot):
    over_skip3.set_moment("preparing")
    shapes = over_skip3.canvas.arcs.shapes
    at = pixel(over_skip3, shapes.middle[2], shapes.base - shapes.height[2])
    with qtbot.assertNotEmitted(over_skip3.toggle_wanted), qtbot.waitSignal(over_skip3.refused) as told:
        qtbot.mouseClick(over_skip3.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert told.args == [PREPARING]


def labels(view, x: float) -> list[str]:
    """What the menu offers at a layer that can be chosen."""
    canvas = view.canvas
    at = canvas.mapFromScene(canvas.strip.mapViewToScene(QPointF(x, canvas.cells.top + 9)))
    menu = view.context_menu(QPointF(at))
    found = [action.text() for action in menu.actions() if action.isEnabled() and action.text()]
    menu.deleteLater()
    return [text for text in found if "skip" in text]


def test_a_menu_offers_skips_only_where_there_are_some(qtbot):
    view = NetworkView("A")
    qtbot.addWidget(view)
    view.resize(900, 420)
    graph = residual_graph(20)
    view.set_graph(replace(graph, skips=tuple(skip for skip in graph.skips if skip.stage != 2)))
    everything = ["All skips on", "All skips off"]
    assert labels(view, 3) == ["Stage 1: all skips on", "Stage 1: all skips off", *everything]
    assert labels(view, 10) == everything
    view.set_moment("preparing")
    assert labels(view, 3) == []
    view.set_moment("edit")
    view.set_graph(replace(graph, skips=()))
    assert labels(view, 3) == []


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # pop-ups on no screen
def test_the_menu_key_opens_the_menu_of_the_keyboards_skip(deep, qtbot):
    qtbot.keyClick(deep, Qt.Key.Key_End)
    QApplication.sendEvent(deep, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5)))
    menu = QApplication.activePopupWidget()
    texts = [action.text() for action in menu.actions()]
    assert texts[:3] == ["Skips change for the next run", "Switch skip27 off", "Stage 3: all skips on"]
    menu.close()
