"""Analyses through the whole window: ordered, answered, given up, kept with their runs."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from explorer.engine.commands import Analyze, CancelAnalysis
from explorer.engine.events import AnalysisFailed, Analyzed, Analyzing
from tests.gui.access import lacking
from tests.gui.analyzed import bars, lines, result

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def sent(engine, kind):
    return [command for command in engine.sent if isinstance(command, kind)]


@pytest.fixture
def dock(desk):
    desk.key(Qt.Key.Key_A, CTRL_SHIFT)
    found = desk.window.analyses
    assert found.isVisible()
    desk.settle()
    yield found
    found.hide()


def choose(desk, name):
    desk.action(f"analyze_{name}").trigger()
    desk.settle()


def trained(desk, engine, *sides):
    """Train to the end; their weights lie where the engine puts them."""
    for side in sides:
        desk.press(f"button_train_{side.lower()}")
        engine.steps(24)
        desk.settle()
        desk.window.store.weights_path(desk.history(side).run_id).write_bytes(b"weights")
        engine.end()
        desk.settle()


def ask(desk, dock, engine, button="analyzeBoth"):
    before = len(sent(engine, Analyze))
    desk.press(button, dock)
    return sent(engine, Analyze)[before:]


def answer(desk, engine, order, *figures, sentences=("Told.",)):
    engine.say(Analyzed(order.token, result(*(figures or (lines(),)), analysis=order.analysis, sentences=sentences)))
    desk.settle()


def text(dock, name):
    return dock.findChild(QLabel, name).text()


def test_every_control_of_the_dock_has_tooltip_and_names(dock):
    assert lacking(dock) == []


def test_every_analysis_of_the_catalog_is_offered_with_all_it_says(desk, dock):
    infos = desk.bench.catalog.analyses
    assert len(infos) >= 8
    for info in infos:
        choose(desk, info.name)
        assert dock.question.chooser.currentText() == info.title
        assert text(dock, "analysisQuestion") == info.question
        assert set(dock.question.form.values) == {setting.name for setting in info.settings}
        assert dock.question.form.problem == ""


def test_an_untrained_pair_is_asked_answered_and_shown(desk, dock, engine):
    choose(desk, "init-xray")
    a, b = ask(desk, dock, engine)
    assert [(o.spec, o.run_id, o.analysis) for o in (a, b)] == [
        (desk.bench.document.side(side).spec, "", "init-xray") for side in "AB"]  # fmt: skip
    engine.say(Analyzing(a.token, 0.42))
    desk.settle()
    assert text(dock, "analysisWordsA") == "42 %"
    assert text(dock, "analysisWordsB") == "Waiting…"
    answer(desk, engine, a, sentences=("A fades.",))
    answer(desk, engine, b, lines(7))
    assert "A fades." in dock.results.sentences["A"].text()
    assert set(dock.results.views["lines", "profile"].figures) == {"A", "B"}
    assert not dock.question.rows["A"].isVisible()


def test_what_needs_weights_says_what_to_do_until_they_are_there(desk, dock, engine):
    choose(desk, "lesion")
    assert "A is not trained yet. Train it" in text(dock, "analysisObstacles")
    assert not dock.question.both.isEnabled()
    desk.press("button_train_a")
    engine.steps(24)
    desk.settle()
    assert "A is training. Wait until it finishes, or stop it" in text(dock, "analysisObstacles")
    engine.end()
    desk.settle()
    assert "No saved weights for the run in A" in text(dock, "analysisObstacles")


def test_a_trained_run_is_asked_with_its_own_spec_id_and_gates(desk, dock, engine):
    trained(desk, engine, "A", "B")
    choose(desk, "lesion")
    order = ask(desk, dock, engine, "analyzeB")[0]
    history = desk.history("B")
    assert (order.run_id, order.spec, dict(order.gates)) == (history.run_id, history.spec, history.gates())
    info = next(i for i in desk.bench.catalog.analyses if i.name == "lesion")
    assert dict(order.settings) == {setting.name: setting.default for setting in info.settings}


def test_bars_of_a_lesion_stand_in_the_picture_of_their_run(desk, dock, engine):
    trained(desk, engine, "A", "B")
    choose(desk, "lesion")
    answer(desk, engine, ask(desk, dock, engine, "analyzeB")[0], bars())
    items = desk.window.block_bars.items
    assert items["B"].isVisible()
    assert set(items["B"].rectangles()) == {"skip1", "skip2", "skip3"}
    assert not items["A"].isVisible()
    desk.window.panes["B"].grab()
    choose(desk, "init-xray")
    assert not items["B"].isVisible()


def test_a_result_belongs_to_its_spec_and_is_there_again_with_it(desk, dock, engine):
    choose(desk, "init-xray")
    order = ask(desk, dock, engine, "analyzeA")[0]
    before = desk.bench.document.a.spec
    desk.bench.edit("A", replace(before, network=replace(before.network, width=6)))
    desk.settle()
    answer(desk, engine, order)
    assert dock.results.views == {}
    desk.bench.undo()
    desk.settle()
    assert set(dock.results.views["lines", "profile"].figures) == {"A"}


def test_late_and_foreign_answers_are_dropped(desk, dock, engine):
    choose(desk, "init-xray")
    order = ask(desk, dock, engine, "analyzeA")[0]
    engine.say(Analyzed(order.token + 7, result(lines())))
    engine.say(AnalysisFailed(order.token + 7, "Not yours."))
    desk.settle()
    assert dock.results.views == {}
    assert desk.window.messages.text == ""
    answer(desk, engine, order)
    answer(desk, engine, order, bars())
    assert list(dock.results.views) == [("lines", "profile")]


def test_an_order_is_given_up_without_a_message(desk, dock, engine):
    choose(desk, "init-xray")
    order = ask(desk, dock, engine, "analyzeA")[0]
    desk.press("analysisCancelA", dock)
    assert sent(engine, CancelAnalysis) == [CancelAnalysis(order.token)]
    assert text(dock, "analysisWordsA") == "Canceling…"
    engine.say(AnalysisFailed(order.token, ""))
    desk.settle()
    assert desk.window.messages.text == ""
    assert dock.question.singles["A"].isEnabled()


def test_a_failure_is_said_with_what_failed(desk, dock, engine):
    choose(desk, "init-xray")
    order = ask(desk, dock, engine, "analyzeA")[0]
    engine.say(AnalysisFailed(order.token, "Out of memory."))
    desk.settle()
    assert desk.window.messages.text == "Init X-ray of A: Out of memory."


def test_the_engines_death_ends_every_order_in_words(desk, dock, engine):
    choose(desk, "init-xray")
    ask(desk, dock, engine)
    engine.die()
    desk.settle()
    assert "the engine stopped during the analysis" in desk.window.messages.text
    assert not any(row.isVisible() for row in dock.question.rows.values())
    assert dock.question.both.isEnabled()


def test_stored_results_come_with_their_run(desk, dock, engine):
    trained(desk, engine, "A")
    run_id = desk.history("A").run_id
    desk.window.store.save_analysis(run_id, result(bars(), sentences=("Kept.",)))
    choose(desk, "lesion")
    assert dock.results.views == {}, "stored by another program meanwhile"
    dock.hide()
    dock.show()
    desk.settle()
    assert "Kept." in dock.results.sentences["A"].text()
    spec = desk.bench.document.a.spec
    desk.bench.edit("A", replace(spec, training=replace(spec.training, seed=5)))
    desk.settle()
    assert dock.results.views == {}
    desk.window.shelf._open(run_id, "B")
    desk.settle()
    assert "Kept." in dock.results.sentences["B"].text()


def test_the_analysis_chosen_last_is_chosen_again(desk, dock, engine, settings):
    choose(desk, "lesion")
    assert settings.analysis == "lesion"
