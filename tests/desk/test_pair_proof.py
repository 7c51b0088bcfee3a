"""The proof line names what differs, gates moved while training included."""

from dataclasses import replace

from explorer.choices.family import FamilyInfo
from explorer.desk.pair_proof import proof
from explorer.engine.events import Progress
from explorer.runs.snapshot import Intervention
from explorer.runs.spec import NetworkSpec
from tests.desk.played_engine import answer, start, steps
from tests.gui.samples import READY


def test_the_first_pair_is_controlled(bench):
    text, controlled = proof(bench)
    assert text.startswith("A and B differ in one thing: 9 skip connections.")
    assert controlled


def test_a_gate_moved_while_training_ends_the_control(bench, sent):
    orders = start(bench, sent)
    moved = (Intervention(1, "skip1", 0.0), Intervention(1, "skip2", 0.0))
    bench.handle(Progress(orders[1].run_id, steps(bench.history("B"), interventions=moved)))
    text, controlled = proof(bench)
    assert text.startswith("Intervention in B: 2 gates moved while training.")
    assert not controlled


def test_other_designs_go_by_their_names_for_people(bench, sent):
    family = FamilyInfo("notebook-vgg", "Notebook's VGG", "", (), skips_on=False)
    bench.handle(replace(READY, families=(*READY.families, family)))
    spec = bench.document.b.spec
    bench.edit("B", replace(spec, network=NetworkSpec(name="notebook-vgg", init="own")))
    answer(bench, sent)
    text, controlled = proof(bench)
    assert "design (Plain-20 against Notebook's VGG)" in text
    assert not controlled
