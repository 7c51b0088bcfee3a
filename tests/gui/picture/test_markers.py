"""Labels of interventions."""

from itertools import pairwise

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from explorer.gui.picture.markers import Frame, labels, marks
from explorer.runs.snapshot import Intervention


def test_one_gate_is_named():
    found = marks([Intervention(7, "skip4", 0.0), Intervention(9, "skip4", 1.0), Intervention(12, "skip2", 0.25)])
    assert found == [(7, "skip4 off"), (9, "skip4 on"), (12, "skip2 at 0.25")]


def test_many_gates_at_one_step_are_counted():
    assert marks(Intervention(3, f"skip{i}", 0.0) for i in range(27)) == [(3, "27 skips off")]


def test_different_moves_at_one_step_are_counted_apart():
    moved = [Intervention(3, "skip1", 0.0), Intervention(3, "skip2", 0.0), Intervention(3, "skip3", 1.0)]
    assert marks(moved) == [(3, "2 skips off, 1 skip on")]


def test_the_last_move_of_a_gate_at_a_step_counts():
    assert marks([Intervention(3, "skip1", 0.0), Intervention(3, "skip1", 1.0)]) == [(3, "skip1 on")]


def test_a_frame_goes_around_neighboring_layers():
    assert Frame((0, 1, 2, 5, 7, 8), (0, 1)).groups() == [(0, 2), (5, 5), (7, 8)]
    assert Frame((), (0, 1)).groups() == []


def test_labels_that_are_too_close_become_one(qapp):
    area, metrics = QRectF(50, 100, 600, 300), QFontMetricsF(QFont())
    near = [
        (150.0, "skip1 off"),
        (153.0, "skip2 off"),
        (158.0, "skip5 off"),
        (300.0, "skip6 off"),
        (399.0, "skip7 off"),
    ]
    found = labels(near, area, metrics)
    assert [text for _, text in found] == ["skip1 off, skip2 off, skip5 off", "skip6 off", "skip7 off"]
    assert all(area.contains(box) for box, _ in found)
    assert all(a.bottom() < b.top() for (a, _), (b, _) in pairwise(found))
    narrow = labels(near, QRectF(50, 100, 200, 300), metrics)
    assert [text for _, text in narrow] == ["3 marks", "skip6 off", "skip7 off"]
