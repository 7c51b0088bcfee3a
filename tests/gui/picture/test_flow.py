"""The gradient's shares drawn as widths."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from explorer.gui.picture.detail import Detail
from explorer.gui.picture.flow import THICKEST, THINNEST, share_of, width
from explorer.gui.picture.scaled_item import mixed
from explorer.gui.widgets.theme import DARK
from tests.gui.support import history, probed_history, residual_graph

GRAPH = residual_graph(20, "B")


@pytest.mark.parametrize(("share", "pixels"), [(None, 0), (0.0, THINNEST), (1.0, THICKEST), (0.5, 3.0), (0.51, 3.0)])
def test_a_share_is_a_width_in_quiet_steps(share, pixels):
    assert width(share) == pixels


def test_several_skips_share_the_mean_of_those_that_have_one():
    found = np.float32([0.2, 0.4, -1, np.nan])
    assert share_of(found, (0, 1)) == pytest.approx(0.3)
    assert share_of(found, (1, 2, 3)) == pytest.approx(0.4)
    assert share_of(found, (2, 3)) is None
    assert share_of(None, (0,)) is None
    assert share_of(np.float32([0, 0.4]), (0,)) == 0, "no gradient by a shortcut is a share too"
    assert share_of(np.float32([0, 0.4]), (0, 1)) == pytest.approx(0.2)


@pytest.fixture
def view(show):
    from tests.gui.sketches import residual

    return show(residual(20, "B"))


def test_arcs_and_bars_are_as_wide_as_the_shares_of_the_step_on_show(view):
    run = probed_history(GRAPH)
    view.set_history(run)
    for step, row in ((0, 0), (12, 1), (None, 2)):
        view.show_step(step)
        shares = run.readings("gradient-share")[row]
        assert view.canvas.arcs.widths == tuple(width(float(s)) for s in shares)
        assert view.canvas.drawing.flow.widths == tuple(width(1 - float(s)) for s in shares)


def test_the_pointer_is_told_both_shares(view, pixel):
    run = probed_history(GRAPH)
    view.set_history(run)
    view.show_step(0)
    shapes = view.canvas.arcs.shapes
    text = view.text_at(QPointF(pixel(view, shapes.middle[2], shapes.base - shapes.height[2])))
    share = float(run.readings("gradient-share")[0, 2])
    assert f"{100 * share:.1f} % through the shortcut" in text
    assert f"{100 - 100 * share:.1f} % through the residual branch" in text


def test_a_bar_tells_the_same_as_its_arc(view, pixel):
    view.set_history(probed_history(GRAPH))
    shapes, drawing = view.canvas.arcs.shapes, view.canvas.drawing
    arc = view.text_at(QPointF(pixel(view, shapes.middle[2], shapes.base - shapes.height[2])))
    bar = view.text_at(QPointF(pixel(view, shapes.middle[2], drawing.band.bottom + 4)))
    assert arc.startswith("skip3")
    state, click, *rest = arc.splitlines()
    assert click.startswith("Click: switch skip3 off"), "a bar cannot be clicked"
    assert bar.splitlines() == [state, *rest]


def test_a_shortcut_that_is_off_is_not_said_to_be_wide(view, pixel):
    view.set_history(probed_history(GRAPH))
    view.set_gates(dict.fromkeys(view.sight.gates, 0.0))
    shapes = view.canvas.arcs.shapes
    text = view.text_at(QPointF(pixel(view, shapes.middle[2], shapes.base - shapes.height[2])))
    assert "all through the residual branch (bar below); the shortcut is off" in text
    assert "width" not in text


def test_without_probes_arcs_are_as_their_gates_say(view):
    view.set_history(history(GRAPH, 5))
    assert view.canvas.arcs.widths == ()
    assert not any(view.canvas.drawing.flow.widths)


def test_boxes_have_one_bar_for_their_skips(view):
    view.set_history(probed_history(GRAPH))
    view.set_detail(Detail.STAGES)
    QApplication.processEvents()
    assert len(view.canvas.drawing.flow.widths) == len(view.canvas.arcs.arcs) == 3
    assert all(view.canvas.drawing.flow.widths)


def test_a_bar_is_painted_below_its_block(view, pixel):
    view.set_history(probed_history(GRAPH))
    view.show_step(0)
    flow, arc = view.canvas.drawing.flow, view.canvas.arcs.arcs[0]
    assert flow.widths[0] >= 4
    at = pixel(view, (arc.x0 + arc.x1) / 2, flow.boundingRect().top() + 4.5)
    assert view.canvas.grab().toImage().pixelColor(at) == mixed(DARK.panel, DARK.muted, 0.6)
