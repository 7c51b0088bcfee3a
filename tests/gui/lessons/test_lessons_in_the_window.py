"""Lessons and the quiz in the window: what they load, and that the person's own setup comes back."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListWidget, QPushButton, QWidget

from explorer.desk.lesson_progress import read_progress
from explorer.desk.setups import View
from explorer.gui.lessons.answers import Answers
from explorer.lessons.steps import Answer
from tests.gui.access import lacking
from tests.gui.clipping import clipped


def networks(desk):
    return [desk.bench.document.side(side).spec.network.name for side in "AB"]


def at(desk):
    return desk.find(QLabel, "stepTitle").text()


def open_lesson(desk):
    desk.window.lessons_dock.show()
    desk.settle()
    desk.press("openLesson")


def test_going_back_and_on_again_shows_what_was_there(only_lesson, desk, engine):
    own = desk.bench.document
    open_lesson(desk)
    desk.press("lessonNext")
    desk.press("loadExperiment")
    loaded = desk.bench.document
    assert loaded != own
    desk.press("lessonBack")
    assert (at(desk), desk.bench.document) == ("Read", own)
    desk.press("lessonNext")
    assert (at(desk), desk.bench.document) == ("Load", loaded)
    desk.press("button_train_both")
    engine.steps(3)
    desk.press("lessonBack")
    assert at(desk) == "Read"
    assert networks(desk) == ["plain-20", "resnet-20"], "a network that trains stays on show"
    assert "A run is training" in desk.window.messages.text


def test_leaving_while_a_run_trains_keeps_the_way_back(only_lesson, desk, engine):
    own, view = desk.bench.document, desk.window.lessons.stage.view()
    open_lesson(desk)
    desk.press("lessonNext")
    desk.press("loadExperiment")
    desk.window.inspector.show()
    desk.press("button_train_both")
    engine.steps(3)
    desk.press("leaveLesson")
    assert desk.find(QListWidget, "lessonList").isVisible()
    assert desk.window.lessons.loading.lasting().document == own, "the next start begins with the person's own cards"
    engine.end()
    desk.settle()
    desk.press("returnToOwn")
    assert desk.bench.document == own
    now = desk.window.lessons.stage.view()
    assert (now.instrument, now.layout) == (view.instrument, view.layout)
    assert not desk.window.inspector.isVisible()
    assert desk.window.lessons_dock.isVisible()
    assert not desk.find(QAbstractButton, "returnToOwn").isVisible()
    assert "Continue at step 2" in desk.find(QAbstractButton, "openLesson").text()


def test_closing_the_window_in_a_lesson_keeps_the_persons_own_setup(only_lesson, desk, settings):
    own = desk.bench.document
    open_lesson(desk)
    desk.press("lessonNext")
    desk.press("loadExperiment")
    desk.window.close()
    assert settings.bench() == own
    assert (settings.instrument, settings.layout) == ("gradient-rms", "stacked")
    assert read_progress(settings).at == {"small_lesson": 1}


def test_who_goes_on_with_the_cards_after_a_lesson_finds_them_at_the_next_start(only_lesson, desk, engine, settings):
    open_lesson(desk)
    desk.press("lessonNext")
    desk.press("loadExperiment")
    desk.press("button_train_both")
    engine.steps(3)
    desk.press("leaveLesson")
    engine.end()
    desk.settle()
    desk.press("cardB_skips_off")
    specs = [desk.bench.document.side(side).spec for side in "AB"]
    desk.window.close()
    assert [settings.bench().side(side).spec for side in "AB"] == specs


def test_undo_and_redo_know_what_is_loaded(only_lesson, desk):
    own = desk.bench.document
    open_lesson(desk)
    desk.press("lessonNext")
    desk.press("loadExperiment")
    loaded = desk.bench.document
    desk.press("button_undo")
    assert desk.bench.document == own
    assert desk.find(QAbstractButton, "loadExperiment").text() == "Load this experiment"
    assert not desk.find(QAbstractButton, "lessonNext").isEnabled(), "nothing is loaded"
    desk.press("button_redo")
    assert desk.bench.document == loaded
    assert desk.find(QAbstractButton, "lessonNext").isEnabled()
    desk.press("leaveLesson")
    assert desk.bench.document == own
    desk.press("button_undo")
    assert desk.bench.document == loaded
    desk.press("returnToOwn")
    assert desk.bench.document == own


def test_a_step_that_is_gone_back_to_has_its_experiment(only_lesson, desk, tmp_path, monkeypatch):
    text = only_lesson.read_text(encoding="utf-8")
    head, steps = text.split("\n[[step]]\n", 1)
    pair = head[head.index("[[experiment]]") :].split("instrument")[0]
    deep = pair.replace('"pair"', '"deep"').replace("plain-20", "plain-32")
    draw = "\n[[step]]\n".join(steps.split("\n[[step]]\n")[1:3])
    other = draw.replace('"pair"', '"deep"', 1).replace('title = "Load"', 'title = "Load deep"')
    path = tmp_path / "two.toml"
    path.write_text(f"{head}\n{deep}\n[[step]]\n{draw}\n[[step]]\n{other}\n", encoding="utf-8")
    desk.window.lessons.open(path)
    desk.settle()
    for name in ("loadExperiment", "lessonNext", "lessonSkip", "loadExperiment", "lessonBack", "lessonBack"):
        desk.press(name)
    assert at(desk) == "Load"
    assert networks(desk) == ["plain-20", "resnet-20"]
    desk.press("lessonNext")
    assert at(desk) == "Draw"
    assert not desk.find(QAbstractButton, "loadExperiment").isVisible(), "it is loaded"


def test_a_lesson_goes_on_without_its_file_and_leaves_the_list_with_it(only_lesson, desk, tmp_path):
    own = desk.bench.document
    mine = tmp_path / "mine.toml"
    mine.write_text(only_lesson.read_text(encoding="utf-8"), encoding="utf-8")
    desk.window.lessons_dock.show()
    desk.window.lessons.open(mine)
    desk.settle()
    mine.unlink()
    desk.press("lessonNext")
    desk.press("loadExperiment")
    assert desk.bench.document != own
    desk.press("leaveLesson")
    assert desk.bench.document == own
    assert desk.find(QListWidget, "lessonList").count() == 1
    mine.write_text(only_lesson.read_text(encoding="utf-8"), encoding="utf-8")
    desk.window.lessons_dock.hide()
    desk.window.lessons_dock.show()
    desk.settle()
    assert desk.find(QListWidget, "lessonList").count() == 2, "it is there again"


def test_a_file_with_an_error_is_told_with_its_line(only_lesson, desk, tmp_path):
    wrong = tmp_path / "mine.toml"
    wrong.write_text(only_lesson.read_text(encoding="utf-8").replace('curve = "accuracy"', 'curve = "colour"'))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(wrong))])
    state = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (QDragEnterEvent(QPointF(5, 5).toPoint(), *state), QDropEvent(QPointF(5, 5), *state)):
        QApplication.sendEvent(desk.window, event)
    desk.settle()
    said = desk.window.messages.text
    line = 1 + wrong.read_text(encoding="utf-8").split("\n").index('curve = "colour"')
    assert "mine.toml" in said
    assert f"line {line}" in said
    assert "curve" in said
    wrong.write_text(only_lesson.read_text(encoding="utf-8"))
    desk.window.lessons.open(wrong)
    desk.settle()
    assert at(desk) == "Read"
    desk.press("leaveLesson")
    assert desk.find(QListWidget, "lessonList").count() == 2, "a file that was opened stays in the list"


def test_a_name_that_the_program_does_not_know_is_told_before_the_lesson_begins(only_lesson, desk, tmp_path):
    wrong = tmp_path / "mine.toml"
    wrong.write_text(only_lesson.read_text(encoding="utf-8").replace('"weight-norm"', '"weight"'), encoding="utf-8")
    desk.window.lessons.open(wrong)
    desk.settle()
    assert "mine.toml, line 12, experiment 1, instrument: there is no instrument 'weight'" in desk.window.messages.text
    assert not desk.window.lessons_dock.isVisible()


def test_the_next_lesson_is_chosen_once_one_is_done(desk):
    desk.window.lessons_dock.show()
    desk.settle()
    titles = desk.find(QListWidget, "lessonList")
    desk.press("openLesson")
    while not desk.find(QListWidget, "lessonList").isVisible():
        way = ("lessonNext", "lessonSkip")
        desk.press(next(name for name in way if desk.find(QAbstractButton, name).isEnabled()))
    assert titles.currentRow() == 1
    desk.press("openLesson")
    desk.press("leaveLesson")
    assert titles.currentRow() == 1, "it was left, and is not done"


def test_who_draws_too_late_can_load_the_experiment_again(only_lesson, desk, engine):
    open_lesson(desk)
    desk.press("lessonNext")
    desk.press("loadExperiment")
    desk.press("button_train_both")
    engine.steps(3)
    engine.end()
    desk.settle()
    desk.press("lessonNext")
    assert "has been trained already" in desk.find(QLabel, "drawHelp").text()
    assert desk.find(QLabel, "stepTodo").text() == "Skip this step to go on."
    assert desk.find(QAbstractButton, "loadExperiment").text() == "Load it again"
    desk.press("loadExperiment")
    assert not desk.find(QAbstractButton, "loadExperiment").isVisible()
    assert desk.find(QAbstractButton, "drawWithKeys").isEnabled()


def test_the_quiz_explains_at_once_and_asks_wrong_ones_again(desk):
    own = desk.bench.document
    desk.window.lessons_dock.show()
    desk.press("openQuiz")
    quiz = desk.window.lessons.quiz
    asked = quiz.state.question
    wrong = next(k for k in range(len(asked.answers)) if k not in asked.right)
    page = desk.window.lessons_dock.quiz
    desk.press(f"answer_{wrong + 1}", page)
    page.confirm.setFocus()
    desk.key(Qt.Key.Key_Space, on=page.confirm)
    assert page.next.hasFocus(), "Enter would leave the quiz"
    assert "✗ Wrong." in page.findChild(QLabel, f"answerWhy_{wrong + 1}").text()
    assert quiz.state.score.back == 1
    assert lacking(page) == []
    desk.settle()  # the height of the new texts comes with the next round of the layout
    assert clipped(page) == []
    if asked.experiment:
        desk.press("quizLoad")
        assert desk.bench.document != own
    seen = []
    for _ in range(4):
        desk.press("quizNext")
        question = quiz.state.question
        seen.append(question.id)
        for place in question.right:
            desk.press(f"answer_{place + 1}", page)
        desk.press("quizConfirm")
        assert page.findChild(QLabel, "quizVerdict").text() == "Right."
    assert asked.id in seen, "it did not come back"
    desk.press("leaveQuiz")
    assert desk.bench.document == own


@pytest.mark.parametrize(("width", "below"), [(1280, True), (2200, False)])
def test_a_dock_that_has_no_room_beside_goes_below(desk, width, below, monkeypatch):
    screen = type("Screen", (), {"availableGeometry": lambda self: desk.window.rect().adjusted(0, 0, 0, 0)})()
    desk.window.resize(width, 900)
    monkeypatch.setattr(desk.window, "screen", lambda: screen)
    desk.window.lessons_dock.show()
    desk.window.inspector.show()
    desk.settle()
    left = Qt.DockWidgetArea.LeftDockWidgetArea
    assert (desk.window.dockWidgetArea(desk.window.inspector) == left) is below


def test_a_view_without_names_changes_nothing(desk):
    before = desk.window.lessons.stage.view()
    desk.window.lessons.stage.show_view(View())
    assert desk.window.lessons.stage.view() == before


def test_the_presenter_view_is_large_and_plain_and_goes_back(only_lesson, desk):
    window = desk.window
    window.resize(1280, 720)
    open_lesson(desk)
    desk.settle()
    theme, state = window.theming.theme, window.lessons.stage.view()
    size = window.lessons_dock.lesson.title.font().pointSizeF()
    desk.press("lessonNext")
    assert {widget.objectName() for widget in window.lessons.highlights.framed} == {"pairBar", "cardB"}
    desk.key(Qt.Key.Key_F5)
    assert window.lessons.highlights.framed == [], "a frame around nothing"
    assert not window.panes["A"].card.isVisible()
    assert window.panes["A"].view.isVisible()
    assert window.plots.accuracy.isVisible()
    assert window.lessons_dock.lesson.title.font().pointSizeF() == pytest.approx(1.5 * size)
    assert (window.theming.theme.window, window.theming.theme.text) == ("#000000", "#ffffff")
    assert window.width() <= 1280
    assert clipped(window.lessons_dock) == []
    assert covered_steps(desk) == set()
    desk.key(Qt.Key.Key_F5)
    assert window.panes["A"].card.isVisible()
    assert window.theming.theme == theme
    assert window.lessons.stage.view() == state
    assert window.lessons_dock.lesson.title.font().pointSizeF() == pytest.approx(size)


def test_a_long_message_covers_no_button_of_the_lesson(only_lesson, desk):
    desk.window.resize(1280, 800)
    open_lesson(desk)
    assert covered_steps(desk) == set()
    assert desk.window.messages.isHidden()


def covered_steps(desk):
    """The buttons of the lesson's steps that a short or a long message covers."""
    window, page, found = desk.window, desk.window.lessons_dock.lesson, set()
    for text in ("Deleted.", "The engine was ended while it trained: what was stored of both runs is kept. " * 6):
        window.messages.show_message(text, "error")
        for _ in range(3):
            desk.settle()
        notice = window.messages.geometry()
        assert window.rect().contains(notice)
        places = {button: button.rect().translated(button.mapTo(window, QPoint())) for button in (page.back, page.next)}
        found |= {button.objectName() for button, place in places.items() if notice.intersects(place)}
        window.messages.close_message()
    return found


def test_one_button_is_framed_where_one_is_to_be_pressed(only_lesson, desk):
    highlights = desk.window.lessons.highlights
    for place in ("both", "a", "b"):
        highlights.set_names(["train" if place == "both" else f"train-{place}"])
        assert [widget.objectName() for widget in highlights.framed] == [f"button_train_{place}"]


def test_who_does_a_lesson_is_not_sent_to_the_first_one(only_lesson, desk):
    plot = desk.window.plots.accuracy

    def said():
        return [mark.text for mark in plot.overlay.marks]

    assert said() == ["New here? Start with lesson 0 (Ctrl+Shift+L)"]
    open_lesson(desk)
    assert said() == ["Start training to see curves."]
    desk.press("leaveLesson")
    assert said() == ["New here? Start with lesson 0 (Ctrl+Shift+L)"]


def test_a_press_beside_the_text_of_an_answer_chooses_it(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    follower = QPushButton(window)
    answers = Answers(follower, window)
    both = (Answer(text="Yes", right=True, why="So."), Answer(text="No", why="Not so."))
    answers.set_answers(both, frozenset(), several=False, explained=False)
    answers.resize(300, 100)
    window.show()
    button, text = answers.findChild(QAbstractButton, "answer_2"), answers.findChild(QLabel, "answerText_2")
    between = QPoint((button.geometry().right() + text.x()) // 2 + 1, text.geometry().center().y())
    assert button.parentWidget().childAt(between) is None
    qtbot.mouseClick(button.parentWidget(), Qt.MouseButton.LeftButton, pos=between)
    assert button.isChecked()
    with qtbot.waitSignal(follower.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
    answers.set_answers(both, frozenset({1}), several=False, explained=True)
    qtbot.waitUntil(lambda: answers.findChild(QLabel, "answerWhy_2").x() == text.x())


def test_a_row_is_the_title_alone_and_the_time_stands_below(desk):
    """With its minutes behind it, a title one word too long for its line ended in an ellipsis."""
    desk.action("lessons").trigger()
    desk.settle()
    rows = desk.find(QListWidget, "lessonList")
    assert rows.item(1).text() == "○ 1 · What is drawn here"
    rows.setCurrentRow(1)
    assert desk.find(QLabel, "lessonAbout").text().endswith("About 8 minutes.")
