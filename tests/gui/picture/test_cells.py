"""Cells in their lanes and in boxes, near and from afar."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from explorer.gui.picture.cells import ROUNDED
from explorer.gui.picture.detail import Detail
from explorer.gui.picture.scaled_item import mixed
from explorer.gui.widgets.colors import NAN, color, indices
from explorer.gui.widgets.theme import DARK
from explorer.runs.snapshot import ABSENT
from tests.gui.sketches import branching
from tests.gui.support import history

READING = 1e-3


def with_readings(view):
    view.set_history(history(view.sight.graph, rows=np.full((3, len(view.sight.graph.layers)), READING, np.float32)))
    return view


def seen(view, at) -> str:
    return view.canvas.grab().toImage().pixelColor(at).name()


@pytest.mark.parametrize("modules", [3, 30])
def test_each_layer_is_colored_on_its_own_lane_only(show, pixel, modules):
    view = with_readings(show(branching(modules)))
    view.set_detail(Detail.LAYERS)
    assert (view.canvas.pixels_per_layer < ROUNDED) == (modules == 30)
    band, wanted = view.canvas.drawing.band, color(int(indices(READING, *view.levels)), DARK).name()
    cell = view.sight.drawn.cells[2]
    assert cell.lane == 1
    for lane in range(4):
        below_wires = band.y(lane) + band.height - 4
        assert (seen(view, pixel(view, cell.x, below_wires)) == wanted) == (lane == 1)


@pytest.mark.parametrize("level", [Detail.STAGES, Detail.BLOCKS])
def test_a_box_loses_no_reading(deep, pixel, level):
    rows = np.full((3, len(deep.sight.graph.layers)), READING, np.float32)
    rows[:, deep.sight.graph.layers.index("stage2_3_conv1")] = np.nan
    deep.set_history(history(deep.sight.graph, rows=rows))
    deep.set_detail(level)
    cell = next(cell for cell in deep.sight.drawn.cells if cell.call == "stage2_3_conv1")
    inner = deep.canvas.drawing.band.bottom - 7
    assert seen(deep, pixel(deep, cell.x, inner)) == color(NAN, DARK).name()
    assert seen(deep, pixel(deep, cell.x + 1, inner)) == color(int(indices(READING, *deep.levels)), DARK).name()


@pytest.mark.parametrize("level", Detail)
def test_columns_stay_under_their_layers_at_every_level(branched, level):
    branched.set_detail(level)
    canvas = branched.canvas
    for call in ("m0b1c0", "m1b3c0", "m2b2c1"):
        x = branched.selection.nodes.place(call)
        assert x == branched.sight.graph.layers.index(call) + 1
        above = canvas.strip.mapViewToScene(QPointF(x, 0)).x()
        below = canvas.heat.mapViewToScene(QPointF(x, 0)).x()
        assert above == pytest.approx(below, abs=1e-3)


def test_a_layer_without_a_reading_is_an_outline_near_and_nothing_from_afar(deep, pixel):
    layers = deep.sight.graph.layers
    rows = np.full((3, len(layers)), READING, np.float32)
    rows[:, layers.index("stage2_3_conv1")] = ABSENT
    deep.set_history(history(deep.sight.graph, rows=rows))
    cell = next(cell for cell in deep.sight.drawn.cells if cell.call == "stage2_3_conv1")
    middle = deep.canvas.drawing.band.middle(0)
    for detail, y in ((Detail.LAYERS, middle), (Detail.STAGES, deep.canvas.drawing.band.bottom - 7)):
        deep.set_detail(detail)
        empty = seen(deep, pixel(deep, cell.x, y))
        assert empty != seen(deep, pixel(deep, cell.x + 1, y))
        assert empty in {mixed(DARK.panel, DARK.raised, 0.6).name(), DARK.raised}
    column = deep.canvas.mapFromScene(deep.canvas.heat.mapViewToScene(QPointF(cell.x, 1.5)))
    assert seen(deep, column) == DARK.panel


@pytest.mark.parametrize("level", [Detail.LAYERS, Detail.CALLS, Detail.STAGES])
@pytest.mark.parametrize("measured", [False, True])
def test_what_is_kept_as_written_has_a_second_border(show, level, measured):
    graph, drawn = branching(3)
    layer = graph.main_path[1]
    kept = replace(graph, calls={**graph.calls, layer: replace(graph.calls[layer], kept="runs under no_grad")})
    pictures = []
    for each in (graph, kept):
        view = show((each, drawn))
        if measured:
            with_readings(view)
        view.set_detail(level)
        pictures.append(view.canvas.grab().toImage())
    assert pictures[0] != pictures[1]
