"""The choice of the level of detail."""

import pytest

from explorer.graph.layout import Layout
from explorer.gui.picture.detail import Detail
from explorer.gui.picture.header import PictureHeader
from tests.gui import access
from tests.gui.sketches import residual


def test_it_says_what_is_drawn_and_why(deep):
    button = deep.header.detail
    assert button.text() == "Auto: layers"
    deep.set_detail(Detail.BLOCKS)
    assert button.text() == "Blocks"
    assert button.actions_by_level[Detail.BLOCKS].isChecked()


@pytest.mark.parametrize("level", [*Detail, None])
def test_a_choice_is_drawn(deep, level):
    deep.header.detail.actions_by_level[level].trigger()
    assert deep.canvas.level == (Detail.LAYERS if level is None else level)
    assert deep.canvas.chosen == level


def test_levels_that_a_network_lacks_cannot_be_chosen(show):
    graph, drawn = residual(20)
    view = show((graph, Layout(drawn.cells, drawn.arcs, ())))
    actions = view.header.detail.actions_by_level
    assert [level for level, action in actions.items() if action.isEnabled()] == [None, Detail.LAYERS]
    assert actions[Detail.CALLS].toolTip() == "This network has no calls"


def test_the_header_lacks_nothing(deep):
    assert access.lacking(deep) == []


def test_without_a_network_there_is_nothing_to_choose(deep):
    deep.set_graph(None)
    assert not deep.header.detail.isVisible()


def test_a_narrow_header_shows_the_networks_name_rather_than_the_level(qtbot):
    header = PictureHeader("A")
    qtbot.addWidget(header)
    header.detail.show()
    header.set_texts("ResNet-20", "20 layers")
    header.resize(600, 30)
    header.show()
    assert header.detail.text() == "Auto: layers"
    needed = sum(w.sizeHint().width() for w in (header.chip, header.title, header.detail))
    header.resize(needed + 40, 30)  # without the room between them: a few pixels short
    assert header.detail.text() == "Auto"
    assert header.detail.accessibleDescription() == "Auto: layers"
    assert header.title.width() >= header.title.fontMetrics().horizontalAdvance("ResNet-20")
    header.resize(600, 30)
    assert header.detail.text() == "Auto: layers"
