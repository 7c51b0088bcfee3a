"""The controller without a window: wishes in, state and commands out."""

from dataclasses import replace

import pytest

from explorer.desk.document import Document
from explorer.desk.editing import KEPT
from explorer.desk.gates import Gate
from explorer.desk.workbench import Workbench
from explorer.engine.commands import Describe, SetGate
from explorer.engine.events import Described, DescribeFailed, Ended, EngineDied, Problem, Progress
from explorer.runs.snapshot import Intervention, Outcome
from tests.desk.played_engine import answer, graph_of, start, steps


def test_graphs_are_asked_once_and_late_answers_dropped(qapp, sent):
    bench = Workbench(sent.append, Document())
    assert bench.graph("A") is None
    assert bench.graph("A") is None
    assert len([c for c in sent if isinstance(c, Describe)]) == 1
    assert not bench.describer.answer(Described(99, graph_of(sent[0].network)))
    bench.handle(DescribeFailed(sent[0].token, "no such thing"))
    assert bench.describer.message(bench.document.a.spec) == "no such thing"


def test_a_toggle_before_training_edits_the_architecture_and_undo_takes_it_back(bench, sent):
    bench.toggle("A", ["skip4"])
    assert bench.document.a.spec.network.skips == ("skip4",)
    assert bench.graph("A").enabled == ("skip4",)
    assert not sent, "toggling needs no engine"
    bench.undo()
    assert bench.graph("A").enabled == ()
    bench.redo()
    assert bench.graph("A").enabled == ("skip4",)


def test_a_stage_and_all_skips_switch_together(bench):
    bench.switch("B", False, stage=2)
    assert {bench.graph("B").skip[s].stage for s in bench.graph("B").enabled} == {1, 3}
    bench.switch("B", False)
    assert bench.document.b.spec.network.skips == "off"
    bench.switch("B", True)
    assert bench.document.b.spec.network.skips == "on"


def test_a_toggle_while_training_moves_the_gate_and_is_undone_by_moving_it_back(bench, sent):
    orders = start(bench, sent)
    sent.clear()
    bench.toggle("B", ["skip2"])
    assert sent == [SetGate(orders[1].run_id, "skip2", 0.0)]
    assert bench.gates("B")["skip2"] == Gate(1.0, 1.0, requested=0.0)
    assert bench.graph("B").skip["skip2"].enabled, "the architecture is what step 0 ran with"
    bench.undo()
    assert sent[-1] == SetGate(orders[1].run_id, "skip2", 1.0)


def test_the_spec_of_a_training_side_is_fixed(bench, sent):
    start(bench, sent)
    before = bench.document
    bench.edit("A", replace(before.a.spec, training=replace(before.a.spec.training, seed=9)))
    assert bench.document == before


def test_a_projection_left_out_before_step_0_cannot_be_switched_on_live(bench, sent):
    spec = bench.document.a.spec
    bench.edit("A", replace(spec, network=replace(spec.network, shortcut="B")))
    answer(bench, sent)
    start(bench, sent)
    sent.clear()
    said = []
    bench.news.connect(said.append)
    bench.switch("A", True)
    assert {c.skip for c in sent} == {"skip1", "skip2", "skip3", "skip5", "skip6", "skip8", "skip9"}
    assert "skip4, skip7" in said[0]
    assert "before training" in said[0]


def test_progress_fills_the_history_and_the_end_unlocks_the_side(bench, sent):
    orders = start(bench, sent)
    history = bench.history("A")
    bench.handle(Progress(orders[0].run_id, steps(history)))
    assert len(history) == 2
    assert bench.live("A")
    for order in orders:
        bench.handle(Ended(order.run_id, Outcome("completed", 2, 1.0)))
    assert not bench.live("A")
    assert bench.history("A").outcome.status == "completed"


def test_a_discarded_run_leaves_no_trace(bench, sent):
    orders = start(bench, sent)
    for order in orders:
        bench.handle(Ended(order.run_id, Outcome("stopped", 0, 0.0), kept=False))
    assert bench.history("A") is None
    assert not bench.trainer.histories


def test_editing_after_a_run_starts_from_the_gates_on_show(bench, sent):
    orders = start(bench, sent)
    bench.handle(Progress(orders[1].run_id, steps(bench.history("B"), interventions=(Intervention(1, "skip1", 0.0),))))
    for order in orders:
        bench.handle(Ended(order.run_id, Outcome("completed", 2, 1.0)))
    bench.toggle("B", ["skip2"])
    assert set(bench.graph("B").skip) - set(bench.graph("B").enabled) == {"skip1", "skip2"}
    bench.undo()
    assert bench.history("B") is not None, "undo brings the run back"


def test_an_engine_that_dies_ends_the_runs_as_interrupted(bench, sent):
    orders = start(bench, sent)
    said = []
    bench.news.connect(said.append)
    bench.handle(EngineDied("The engine died.", (orders[0].run_id,)))
    assert not bench.trainer.training
    assert said == ["The engine died."]
    assert bench.history("B").outcome.status == "interrupted"


def test_another_engine_that_was_chosen_is_no_warning(bench):
    warned, noted = [], []
    bench.news.connect(warned.append)
    bench.notice.connect(noted.append)
    bench.handle(EngineDied("Connected to the engine at localhost:7333.", (), wanted=True))
    assert (warned, noted) == ([], ["Connected to the engine at localhost:7333."])


def test_a_second_order_is_refused_and_the_engines_problems_are_told(bench, sent):
    start(bench, sent)
    said = []
    bench.news.connect(said.append)
    bench.train(["A"])
    bench.handle(Problem("no"))
    assert "Stop or discard".lower() in said[0].lower()
    assert said[1] == "no"


def test_swap_and_copy(bench):
    a, b = bench.document.a, bench.document.b
    bench.swap()
    assert (bench.document.a, bench.document.b) == (b, a)
    bench.copy()
    assert bench.document.b.spec == bench.document.a.spec


def end(bench, orders, kept=True):
    for order in orders:
        bench.handle(Ended(order.run_id, Outcome("completed" if kept else "stopped", 0, 0.0), kept=kept))


@pytest.fixture
def said(bench):
    found = []
    bench.news.connect(found.append)
    bench.notice.connect(found.append)
    bench.over.connect(lambda text: found.remove(text) if text in found else None)
    return found


def test_undo_is_in_the_order_of_what_was_done(bench, sent, said):
    first = bench.document
    bench.toggle("B", ["skip1"])
    orders = start(bench, sent, ("A",))
    bench.toggle("A", ["skip2"])
    bench.toggle("B", ["skip3"])
    end(bench, orders)
    bench.undo()
    assert set(bench.graph("B").skip) - set(bench.graph("B").enabled) == {"skip1"}
    assert said == []
    bench.undo()
    assert "intervention in A" in said[-1]
    assert "the run has ended" in said[-1]
    assert bench.history("A") is not None
    bench.undo()
    assert bench.history("A") is None, "the training"
    bench.undo()
    assert bench.document == first


def test_a_training_that_goes_on_cannot_be_undone_and_that_is_said(bench, sent, said):
    bench.toggle("A", ["skip1"])
    orders = start(bench, sent, ("A",))
    during = bench.document
    for _ in range(2):
        bench.undo()
        assert bench.document == during
        assert said.pop().startswith("A is training. Stop or discard its run first")
    bench.swap()
    bench.undo()
    assert (bench.document, said) == (during, []), "a swap leaves the run on show"
    end(bench, orders)
    bench.undo()
    assert bench.history("A") is None
    bench.redo()
    assert bench.history("A") is not None


def test_what_only_a_discarded_run_would_change_is_passed_over(bench, sent):
    bench.toggle("A", ["skip1"])
    orders = start(bench, sent, ("A",))
    end(bench, orders, kept=False)
    assert bench.document.a.run_id is None
    assert bench.graph("A").enabled == ("skip1",)
    bench.undo()
    assert bench.graph("A").enabled == (), "not a training that nothing is left of"


def test_an_edit_that_takes_a_run_off_show_says_that_it_is_kept(bench, sent, said):
    end(bench, start(bench, sent))
    bench.swap()
    assert said == []
    bench.toggle("B", ["skip1"])
    assert said == [KEPT]
    bench.undo()
    assert said == [], "it is back"
    assert bench.history("B") is not None
    bench.copy()
    assert said == [KEPT]


def test_what_was_said_of_the_last_run_is_over_when_the_next_one_starts(bench, sent, said):
    orders = start(bench, sent)
    bench.handle(EngineDied("The engine was killed.", tuple(order.run_id for order in orders)))
    assert said == ["The engine was killed."]
    sent.clear()
    start(bench, sent)
    assert said == []


def test_an_entry_that_is_wrong_is_said_where_it_matters(bench, sent, said):
    bench.settling.connect(lambda: bench.wrong.update(A="depth is 57."))
    bench.train(("A", "B"))
    assert said.pop().startswith("A: depth is 57.")
    assert not bench.trainer.training
    bench.train(("B",))
    assert bench.trainer.training
