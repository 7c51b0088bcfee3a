"""Sentences and figures of results."""

from dataclasses import replace

from explorer.gui.analyses.results_view import ResultsView
from explorer.gui.widgets.theme import LIGHT
from explorer.runs.analysis import Setting
from tests.gui.analyzed import bars, bowl, lines, result

NAMES = {"A": "Plain-20", "B": "ResNet-20 <x>"}


def test_nothing_yet_says_what_will_appear(shown):
    view = shown(ResultsView(), 800, 600)
    assert "No results yet" in view.empty.text()
    assert view.empty.isVisible()


def test_results_stand_side_by_side_with_their_sentences(shown):
    view = shown(ResultsView(), 800, 600)
    view.set_results({"A": result(lines(), bars()), "B": result(lines(3))}, NAMES)
    assert not view.empty.isVisible()
    assert list(view.views) == [("lines", "profile"), ("bars", "residual")]
    assert "ResNet-20 &lt;x&gt;" in view.sentences["B"].text()
    assert "It holds." in view.sentences["A"].text()
    view.set_results({"B": result(lines(3))}, NAMES)
    assert not view.sentences["A"].isVisible()
    assert list(view.views) == [("lines", "profile")]


def test_a_figure_that_stays_keeps_its_view(shown):
    view = shown(ResultsView(), 800, 600)
    a = result(lines(), bars())
    view.set_results({"A": a}, NAMES)
    kept = view.views["lines", "profile"]
    view.set_results({"A": a, "B": result(bowl(), lines(5))}, NAMES)
    assert view.views["lines", "profile"] is kept
    assert set(kept.figures) == {"A", "B"}
    assert list(view.views) == [("lines", "profile"), ("bars", "residual"), ("surface", "landscape")]


def test_more_than_three_sentences_are_folded(shown):
    view = shown(ResultsView(), 800, 600)
    view.set_results({"A": result(sentences=tuple(f"Sentence {n}." for n in range(5)))}, NAMES)
    label = view.sentences["A"]
    assert "Sentence 2." in label.text()
    assert "Sentence 3." not in label.text()
    label.linkActivated.emit("more")
    assert "Sentence 4." in label.text()
    label.linkActivated.emit("more")
    assert "2 more" in label.text()


def test_settings_that_were_chosen_are_told_and_usual_ones_are_not(shown):
    view = shown(ResultsView(), 800, 600)
    settings = [Setting(name=n, title=n.title(), about="", default=3) for n in ("points", "seeds")]
    view.set_results({"A": replace(result(), settings={"points": 5, "seeds": 3})}, NAMES, settings)
    assert "Points: 5" in view.sentences["A"].text()
    assert "Seeds" not in view.sentences["A"].text()


def test_a_tick_is_told_as_yes(shown):
    view = shown(ResultsView(), 800, 600)
    settings = [Setting(name="depths", title="Depths", about="", default=False)]
    view.set_results({"A": replace(result(), settings={"depths": True})}, NAMES, settings)
    assert "Depths: yes" in view.sentences["A"].text()


def test_a_theme_reaches_every_part(shown):
    view = shown(ResultsView(), 800, 600)
    view.set_results({"A": result(lines(), bars(), bowl())}, NAMES)
    view.set_theme(LIGHT)
    assert LIGHT.a in view.sentences["A"].text()
    assert all(figure.theme is LIGHT for figure in view.views.values())


def test_narrow_a_and_b_are_told_one_above_the_other(shown, qtbot):
    view = shown(ResultsView(), 800, 600)
    view.set_results({"A": result(lines()), "B": result(lines(3))}, NAMES)
    view.resize(400, 600)
    a, b = (view.sentences[side] for side in "AB")
    qtbot.waitUntil(lambda: a.x() == b.x() and a.geometry().bottom() < b.y())
    assert view.widget().width() <= view.viewport().width(), "nothing is cut off at the right"


def test_narrow_two_sides_leave_room_for_figures(shown):
    view = shown(ResultsView(), 800, 600)
    told = replace(result(), sentences=("One.", "Two.", "Three.", "Four."))
    view.set_results({"A": told, "B": told}, NAMES)
    assert "1 more" in view.sentences["A"].text()
    view.resize(400, 600)
    assert "3 more" in view.sentences["A"].text()
    assert "Two." not in view.sentences["A"].text()
    view.set_results({"A": told}, NAMES)
    assert "1 more" in view.sentences["A"].text(), "one side alone has room"
