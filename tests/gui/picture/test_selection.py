"""Selecting boxes, layers and calls by pointer, keyboard and name."""

import pytest
from PySide6.QtCore import Qt

from explorer.gui.picture.detail import Detail
from explorer.gui.widgets.accessible import told
from tests.gui.sketches import residual

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier


def click(qtbot, view, at):
    qtbot.mouseClick(view.canvas.viewport(), LEFT, pos=at)


def double_click(qtbot, view, at):
    click(qtbot, view, at)
    qtbot.mouseDClick(view.canvas.viewport(), LEFT, pos=at)


def middle(view) -> float:
    return view.canvas.drawing.band.middle(0)


def test_a_click_on_a_cell_selects_its_layer_and_one_beside_it_none(qtbot, deep, pixel):
    with qtbot.waitSignal(deep.node_selected) as told:
        click(qtbot, deep, pixel(deep, 5, middle(deep)))
    assert told.args == [("stage1_1_conv2",)]
    ring = deep.canvas.drawing.ring.area
    assert (ring.left(), ring.right()) == (4.5, 5.5)
    with qtbot.waitSignal(deep.node_selected) as told:
        click(qtbot, deep, pixel(deep, 5, 4))
    assert told.args == [()]
    assert deep.canvas.drawing.ring.area is None


def test_a_click_on_a_lane_selects_what_stands_there(qtbot, branched, pixel):
    band = branched.canvas.drawing.band
    with qtbot.waitSignal(branched.node_selected) as told:
        click(qtbot, branched, pixel(branched, 3, band.middle(1)))
    assert told.args == [("m0b1c0",)]
    with qtbot.waitSignal(branched.node_selected) as told:
        click(qtbot, branched, pixel(branched, 3, band.middle(2)))  # the same column, an empty lane
    assert told.args == [()]


def test_a_click_on_a_box_selects_all_its_calls(qtbot, deep, pixel):
    deep.set_detail(Detail.STAGES)
    with qtbot.waitSignal(deep.node_selected) as told:
        click(qtbot, deep, pixel(deep, 25, middle(deep)))
    graph = deep.sight.graph
    assert told.args[0] == tuple(c.id for c in graph.calls.values() if c.stage == 2)
    assert deep.text_at(pixel(deep, 25, middle(deep)).toPointF()).startswith("stage 2 · 4×4 · 9 blocks\n")


def test_the_selection_survives_another_level_of_detail(qtbot, deep, pixel):
    click(qtbot, deep, pixel(deep, 25, middle(deep)))
    selected = deep.selection.calls
    widths = []
    for level in (Detail.CALLS, Detail.LAYERS, Detail.BLOCKS, Detail.STAGES):
        deep.fit()
        deep.set_detail(level)
        assert deep.selection.calls == selected
        widths.append(deep.canvas.drawing.ring.area.width())
    assert widths == sorted(widths)


def test_alt_and_arrows_walk_through_the_nodes(qtbot, deep):
    found = []
    deep.node_selected.connect(found.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Right):
        qtbot.keyClick(deep, key, ALT)
    assert found == [("conv1",), ("stage1_0_conv1",), ("conv1",), ("fc",)]
    assert told(deep).startswith("Linear · fc")


def test_a_double_click_looks_one_level_deeper_until_calls(qtbot, deep, pixel):
    deep.set_detail(Detail.STAGES)
    seen = [deep.canvas.level]
    for _ in range(3):
        low, high = deep.canvas.strip.viewRange()[0]
        double_click(qtbot, deep, pixel(deep, (low + high) / 2, middle(deep)))
        seen.append(deep.canvas.level)
    assert seen == list(Detail)
    at = pixel(deep, deep.canvas.strip.viewRange()[0][0] + 0.1, 4)
    double_click(qtbot, deep, at)
    assert deep.canvas.strip.viewRange()[0] == pytest.approx([0.2, 56.8])


def test_a_layer_is_looked_into_where_the_zoom_chooses(qtbot, deep, pixel):
    assert deep.canvas.level == Detail.LAYERS
    double_click(qtbot, deep, pixel(deep, 20, middle(deep)))
    low, high = deep.canvas.strip.viewRange()[0]
    assert deep.canvas.level == Detail.CALLS
    assert low < 19.5
    assert high > 20.5


@pytest.mark.parametrize("chosen", [None, Detail.STAGES])
@pytest.mark.parametrize(
    ("call", "level"),
    [("stage3_4_conv1", Detail.LAYERS), ("stage2_0_proj", Detail.LAYERS), ("stage3_7_conv1_add", Detail.CALLS)],
)
def test_a_call_is_found_however_coarse_the_picture_is(show, chosen, call, level):
    view = show(residual(1202))
    view.set_detail(chosen)
    view.show_call("stage1_0_conv1")
    view.show_call(call)
    assert view.selection.calls == (call,)
    assert view.canvas.level == level
    low, high = view.canvas.strip.viewRange()[0]
    ring = view.canvas.drawing.ring.area
    assert low <= ring.left() < ring.right() <= high


def test_an_unknown_call_is_a_mistake(deep):
    with pytest.raises(KeyError, match="dance"):
        deep.show_call("dance")


def test_another_network_ends_the_selection(qtbot, deep):
    deep.show_call("fc")
    with qtbot.waitSignal(deep.node_selected) as told:
        deep.set_graph(None)
    assert told.args == [()]


@pytest.mark.parametrize("level", Detail)
def test_a_shallower_network_takes_the_place_of_a_selected_one(show, level):
    view = show(residual(56))
    view.set_detail(level)
    view.show_call("stage3_8_conv2")
    view.canvas.strip.setXRange(50, 55, padding=0)
    graph, drawn = residual(8)
    shallow = show((graph, drawn))  # from now on this is the layout of every graph
    view.set_graph(graph)
    assert view.selection.calls == ()
    assert view.canvas.drawing.ring.area is None
    assert view.canvas.layers == shallow.canvas.layers == 8


@pytest.mark.parametrize("shortcut", ["A", "B"])
def test_every_call_can_be_shown_even_where_it_has_no_place(show, shortcut):
    view = show(residual(8, shortcut))
    for call in view.sight.graph.calls:
        view.show_call(call)
        assert view.selection.calls == (call,)
