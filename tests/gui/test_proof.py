"""The proof line names what differs, gates moved while training included."""

from test_workbench import bench, sent, start, steps  # noqa: F401 - fixtures and the played engine

from explorer.engine.messages import Progress
from explorer.gui.proof import proof
from explorer.runs.snapshot import Intervention


def test_the_first_pair_is_controlled(bench):  # noqa: F811
    text, controlled = proof(bench)
    assert text.startswith("A and B differ in one thing: 9 skip connections.")
    assert controlled


def test_a_gate_moved_while_training_ends_the_control(bench, sent):  # noqa: F811
    orders = start(bench, sent)
    moved = (Intervention(1, "skip1", 0.0), Intervention(1, "skip2", 0.0))
    bench.handle(Progress(orders[1].run_id, steps(bench.history("B"), interventions=moved)))
    text, controlled = proof(bench)
    assert text.startswith("Intervention in B: 2 gates moved while training.")
    assert not controlled
