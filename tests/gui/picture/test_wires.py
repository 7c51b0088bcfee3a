"""Wires between lanes."""

import pytest

from explorer.graph.layout import Wire
from explorer.gui.picture.detail import Detail
from explorer.gui.picture.lanes import band
from explorer.gui.picture.wires import WiresItem
from tests.gui.sketches import branching


@pytest.mark.parametrize(
    ("wire", "flat"),
    [(Wire(1, 0, 6, 2), 5.0), (Wire(1, 2, 6, 0), 2.0)],
    ids=["leaves the main lane at once", "joins it at the end"],
)
def test_a_wire_runs_along_the_lower_lane(qapp, wire, flat):
    item, where = WiresItem(), band(3)
    item.set_wires((wire,), where, 0.5)
    path = item._path(0)
    ends = path.elementAt(0), path.elementAt(path.elementCount() - 1)
    assert [(e.x, e.y) for e in ends] == [(1, where.middle(wire.lane0)), (6, where.middle(wire.lane1))]
    points = [path.pointAtPercent(i / 200) for i in range(201)]
    along = [point.y() for point in points if abs(point.x() - flat) < 0.5]
    assert len(along) >= 3
    assert along == pytest.approx([where.middle(2)] * len(along))


def test_wires_show_with_what_they_join(show):
    view = show(branching(2))
    seen = []
    for level in Detail:
        view.set_detail(level)
        seen.append((view.canvas.drawing.wires.isVisible(), view.canvas.drawing.call_wires.isVisible()))
    assert seen == [(False, False), (False, False), (True, False), (False, True)]
