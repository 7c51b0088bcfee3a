"""Labels of interventions."""

from explorer.gui.picture.markers import Frame, marks
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
