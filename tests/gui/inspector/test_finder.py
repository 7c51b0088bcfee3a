"""Finding a layer through the field and the list."""

import pytest
from PySide6.QtCore import Qt

from explorer.gui.inspector.finder import MOST, Finder
from tests.gui.access import lacking
from tests.gui.support import residual_graph


@pytest.fixture
def finder(qtbot):
    made = Finder()
    qtbot.addWidget(made)
    made.set_graphs({"A": residual_graph(8), "B": residual_graph(14)})
    made.show()
    made.found = []
    made.chosen.connect(lambda side, call: made.found.append((side, call)))
    return made


def rows(finder):
    return [finder.results.item(i).text() for i in range(finder.results.count())]


def test_controls_are_named(finder):
    finder.field.setText("conv")
    assert lacking(finder) == []


def test_the_list_is_there_only_while_something_is_searched(finder, qtbot):
    assert not finder.results.isVisible()
    qtbot.keyClicks(finder.field, "stage2 .conv2")
    assert finder.results.isVisible()
    assert rows(finder) == [
        "A  stage2.0.conv2 · Conv2d",
        "B  stage2.0.conv2 · Conv2d",
        "B  stage2.1.conv2 · Conv2d",
    ]
    finder.field.clear()
    assert not finder.results.isVisible()


def test_return_takes_the_first_and_down_walks(finder, qtbot):
    qtbot.keyClicks(finder.field, "stage2 .conv2")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert finder.found == [("A", "stage2_0_conv2")]
    qtbot.keyClick(finder.field, Qt.Key.Key_Down)
    qtbot.keyClick(finder.results, Qt.Key.Key_Down)
    qtbot.keyClick(finder.results, Qt.Key.Key_Return)
    assert finder.found[-1] == ("B", "stage2_0_conv2")


def test_a_click_takes_a_row(finder, qtbot):
    finder.field.setText("stage2 .conv2")
    place = finder.results.visualItemRect(finder.results.item(2)).center()
    qtbot.mouseClick(finder.results.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert finder.found == [("B", "stage2_1_conv2")]


def test_nothing_found_is_said_and_cannot_be_chosen(finder, qtbot):
    qtbot.keyClicks(finder.field, "lstm")
    assert rows(finder) == ["No match for “lstm” in A or B."]
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert finder.found == []


def test_a_flood_of_results_is_counted(finder):
    finder.set_graphs({"A": residual_graph(302)})
    finder.field.setText("conv")
    assert finder.results.count() == MOST + 1
    assert "more: refine the search" in rows(finder)[-1]
