"""Predictions of a class, through the widgets of a lesson: saved as small files, and shown over the result."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QProgressBar, QWidget

from explorer.desk.lesson_gaps import Strip
from explorer.gui.lessons.class_part import VoteBars
from explorer.gui.lessons.mark_axis import MarkAxis
from explorer.gui.lessons.mark_strip import MarkStrip, summary
from explorer.runs.prediction_files import SharedPrediction, read_prediction, write_prediction
from explorer.runs.predictions import Prediction
from tests.gui.access import lacking
from tests.gui.clipping import clipped

HERE = {"lesson": "small_lesson", "experiment": "pair"}


def at(desk):
    return desk.find(QLabel, "stepTitle").text()


@pytest.fixture
def saved(monkeypatch, tmp_path):
    """Where the next predictions are saved: the dialog's answers, and what it offered as names."""
    offered = []

    def ask(_parent, _title, name, _filter):
        offered.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return offered


def to_the_result(desk, engine, saved):
    """From the list to what came out, each prediction saved on the way."""
    desk.window.lessons_dock.show()
    desk.settle()
    for name in ("openLesson", "lessonNext", "loadExperiment", "lessonNext"):
        desk.press(name)
    assert not desk.find(QAbstractButton, "saveForClass").isEnabled(), "there is nothing to save yet"
    desk.press("drawWithKeys")
    desk.key(Qt.Key.Key_PageUp, on=desk.window.plots.accuracy.canvas)
    for step in ("Draw", "Place", "Choose"):
        assert at(desk) == step
        if step == "Place":
            axis = desk.find(MarkAxis, "markAxis")
            for part in (0.3, 0.5, 0.7):
                desk.qtbot.mouseClick(axis, Qt.MouseButton.LeftButton, pos=QPoint(round(part * axis.width()), 20))
            desk.settle()
        if step == "Choose":
            desk.press("answer_1")
        desk.press("saveForClass")
        desk.press("lessonNext")
    desk.press("button_train_both")
    engine.steps(48)
    engine.end()
    desk.settle()
    desk.press("lessonNext")
    assert at(desk) == "Compare"


def others(tmp_path):
    """Files of a class: curves, marks and sentences, one of another lesson, and two that are none."""
    curves = [Prediction(kind="curve", about="accuracy", x=(0.0, 1.0), values=(0.1, end)) for end in (0.5, 0.7, 0.9)]
    marks = [Prediction(kind="marks", about="train_accuracy", values=(v, v + 1, v + 30)) for v in (20.0, 21.0)]
    texts = [Prediction(kind="sentence", about="small_lesson: Choose", text=t) for t in ("A", "B", "B", "B")]
    made = [SharedPrediction(side="B", prediction=one, **HERE) for one in (*curves, *marks)]
    made += [SharedPrediction(side="A", prediction=one, **HERE) for one in texts]
    made.append(SharedPrediction(side="B", prediction=marks[0], lesson="other", experiment="pair"))
    paths = [tmp_path / f"{k}.prediction.json" for k in range(len(made))]
    for path, one in zip(paths, made, strict=True):
        write_prediction(path, one)
    return paths


@pytest.mark.usefixtures("only_lesson")
def test_a_class_is_shown_over_the_result(desk, engine, saved, tmp_path, monkeypatch):
    to_the_result(desk, engine, saved)
    assert saved == [
        "small_lesson-accuracy-B.prediction.json",
        "small_lesson-train_accuracy-B.prediction.json",
        "small_lesson-answer-A.prediction.json",
    ]
    own = [read_prediction(tmp_path / name) for name in saved]
    assert [(one.lesson, one.experiment) for one in own] == [("small_lesson", "pair")] * 3
    assert own[2].prediction.text == "A"
    (strip,) = desk.window.lessons_dock.findChildren(MarkStrip)
    assert (strip.strip.side, strip.strip.others, strip.strip.runs) == ("B", (), (pytest.approx(60),))
    assert strip.strip.own == own[1].prediction.values
    assert desk.window.lessons_dock.findChildren(VoteBars) == []

    paths = others(tmp_path)
    wrong = tmp_path / "no.prediction.json"
    wrong.write_text('{"side": "C"}')
    missing = tmp_path / "gone.prediction.json"
    chosen = [str(path) for path in (*paths, wrong, missing)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    desk.press("openClass")
    said = desk.window.messages.text
    assert "2 of 12 files cannot be shown" in said
    assert "no.prediction.json: prediction missing" in said
    assert "gone.prediction.json: No such file or directory" in said

    x, y = desk.window.plots.accuracy.predicted.clouds["B"].getData()
    assert np.isnan(y).sum() == 3, "a line for each"
    assert sorted(y[1::3]) == [50, 70, 90]
    assert len(x) == 9
    (strip,) = desk.window.lessons_dock.findChildren(MarkStrip)
    assert sorted(strip.strip.others) == [20, 21, 21, 22, 50, 51]
    assert "The class: 6 marks, median 21.5 %" in strip.accessibleDescription()
    bars = desk.window.lessons_dock.findChildren(QProgressBar, "voteBar")
    assert [(bar.value(), bar.maximum()) for bar in bars] == [(1, 4), (3, 4)]
    texts = [text.text() for text in desk.window.lessons_dock.findChildren(QLabel, "voteText")]
    assert ["Right" in text for text in texts] == [False, True]
    assert ["yours" in text for text in texts] == [True, False]
    desk.settle()
    assert lacking(desk.window.lessons_dock) == clipped(desk.window.lessons_dock) == []

    before = desk.window.lessons_dock.width()
    desk.key(Qt.Key.Key_F5)
    desk.settle()
    area = desk.window.lessons_dock.lesson.area
    assert area.widget().width() <= area.viewport().width(), "large type is cut off at the right"
    desk.key(Qt.Key.Key_F5)
    desk.qtbot.waitUntil(lambda: desk.window.lessons_dock.width() == before)

    desk.press("hideClass")
    assert desk.window.lessons_dock.findChildren(VoteBars) == []
    assert not desk.window.plots.accuracy.predicted.has_class
    assert not desk.find(QWidget, "hideClass").isVisible()


def test_predictions_of_another_experiment_are_told_and_not_shown(desk, tmp_path, monkeypatch):
    path = tmp_path / "other.prediction.json"
    curve = Prediction(kind="curve", about="loss", x=(0.0, 1.0), values=(1.0, 2.0))
    write_prediction(path, SharedPrediction(side="A", prediction=curve, lesson="05-degradation", experiment="depth"))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    menu = desk.window.plots.loss.menu
    next(action for action in menu.actions() if action.objectName() == "openPredictions_loss").trigger()
    assert "They are about “depth” of lesson 05-degradation" in desk.window.messages.text
    assert not desk.window.plots.loss.predicted.has_class


def test_dots_of_a_class_stay_inside_whatever_their_values(qtbot):
    strip = MarkStrip(Strip("A", "train_accuracy", 0, 100, others=(-5.0, 1e15, *[50.0] * 200), runs=(40.0,)))
    qtbot.addWidget(strip)
    strip.resize(280, strip.sizeHint().height())
    dots = list(strip.dots())
    assert len(dots) == 202
    assert all(strip.rect().adjusted(3, 0, -3, 0).contains(dot.toPoint()) for dot in dots)
    assert len({(dot.x(), dot.y()) for dot in dots}) == 202, "dots lie over one another"


def test_a_strip_tells_the_median_of_the_class() -> None:
    def of(*others: float) -> str:
        return summary(Strip("A", "train_accuracy", 0, 100, others=others))

    assert of(80.0, 20.0, 40.0, 30.0) == "The class: 4 marks, median 35 %."
    assert of(20.0) == "The class: 1 mark, median 20 %."
