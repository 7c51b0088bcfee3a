"""A lesson and the quiz shown in a translation: what is stored and exchanged is that of the original."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QListWidget

from explorer import wording
from explorer.desk.lesson_progress import read_progress
from explorer.gui.lessons.answers import Answers
from explorer.lessons.bundled import bundled_quiz
from explorer.runs.prediction_files import SharedPrediction, read_prediction, write_prediction
from explorer.runs.predictions import Prediction

GERMAN = """
title = "Eine kleine Lektion"
[[experiment]]
about = "Plain-20 und ResNet-20 auf Ziffern"
[[step]]
title = "Lesen"
[[step]]
[[step]]
[[step]]
[[step]]
title = "Wählen"
text = "Was ist besser?"
[[step.answer]]
text = "Das Netz A"
[[step.answer]]
text = "Das Netz B"
"""


@pytest.fixture
def german_lesson(only_lesson, monkeypatch, tmp_path):
    """The small lesson with a translation beside it, in a window of that language."""
    path = shutil.copy(only_lesson, tmp_path / only_lesson.name)
    (tmp_path / "de").mkdir()
    there = tmp_path / "de" / only_lesson.name
    there.write_text(GERMAN + "[[step]]\n" * (only_lesson.read_text().count("[[step]]") - 5), encoding="utf-8")
    monkeypatch.setattr("explorer.desk.lessons.bundled_lessons", lambda: {"small_lesson": path})
    wording.speak(lambda text, _count: text, "de")
    yield there
    wording.speak(None)


def title(desk):
    return desk.find(QLabel, "stepTitle").text()


def start(desk):
    desk.window.lessons_dock.show()
    desk.settle()
    desk.press("openLesson")


def test_a_chosen_sentence_is_stored_in_the_words_of_the_original(german_lesson, desk, engine, monkeypatch, tmp_path):
    start(desk)
    assert (title(desk), desk.find(QLabel, "lessonTitle").text()) == ("Lesen", "Lesson 1 · Eine kleine Lektion")
    desk.press("lessonNext")
    assert title(desk) == "Load", "what is not translated stays"
    desk.press("loadExperiment")
    assert "Plain-20 und ResNet-20 auf Ziffern" in desk.find(QLabel, "experimentAbout").text()
    for name in ("lessonNext", "lessonSkip", "lessonSkip"):
        desk.press(name)
    answers = desk.window.lessons_dock.lesson.answers
    assert title(desk) == "Wählen"
    assert [one.text for one in desk.window.lessons.lessons.state.step.step.answers] == ["Das Netz A", "Das Netz B"]
    assert answers.isVisible()
    desk.press("answer_2")
    file = tmp_path / "mine.prediction.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    desk.press("saveForClass")
    kept = read_prediction(file).prediction
    assert (kept.kind, kept.about, kept.text) == ("sentence", "small_lesson: Choose", "B")
    assert read_progress(desk.window.settings).at == {"small_lesson": 4}


def test_votes_of_an_english_class_stand_beside_the_german_answers(german_lesson, desk, engine, tmp_path):
    start(desk)
    lessons = desk.window.lessons
    one = Prediction(kind="sentence", about="small_lesson: Choose", text="B")
    shared = SharedPrediction(side="A", prediction=one, lesson="small_lesson", experiment="pair")
    write_prediction(tmp_path / "b.prediction.json", shared)
    desk.press("lessonNext")
    desk.press("loadExperiment")
    for name in ("lessonNext", "lessonSkip", "lessonSkip", "answer_1", "lessonNext"):
        desk.press(name)
    while title(desk) != "Compare":
        desk.press("lessonSkip")
    lessons.others.show_files([tmp_path / "b.prediction.json"])
    desk.settle()
    (votes,) = lessons.lessons.state.step.votes
    assert votes.question == "Was ist besser?"
    found = [(vote.text, vote.count, vote.own) for vote in votes.votes]
    assert found == [("Das Netz A", 0, True), ("Das Netz B", 1, False)]


def test_a_translation_that_cannot_be_used_is_told_and_the_lesson_shown_as_it_is(german_lesson, desk):
    german_lesson.write_text("[[step]]\n", encoding="utf-8")
    start(desk)
    assert title(desk) == "Read"
    assert "de/small_lesson.toml, line 1, step: 1 tables step" in desk.window.messages.text


@pytest.mark.usefixtures("german_lesson")
def test_the_quiz_counts_alike_in_both_languages(desk):
    desk.window.lessons_dock.show()
    desk.settle()
    assert "Eine kleine Lektion" in desk.find(QListWidget, "lessonList").item(0).text()
    desk.press("openQuiz")
    first = bundled_quiz().questions[0]
    shown = desk.window.lessons.quiz.state.question
    assert shown.id == first.id
    assert shown.text != first.text
    desk.window.lessons_dock.findChildren(Answers)[-1].chosen.emit(first.right)
    desk.window.lessons.quiz.confirm()
    assert desk.window.lessons.quiz.state.right
