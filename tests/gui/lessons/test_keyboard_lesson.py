"""From the start of the window to a finished lesson with the keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListWidget

from explorer.desk.lesson_progress import read_progress
from tests.gui.access import lacking

Key, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def press(desk, key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key, wherever the keyboard is: nothing else is touched."""
    focused = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert focused is not None, "the keyboard is nowhere"
    desk.qtbot.keyClick(focused, key, modifier)
    desk.settle()


def at(desk) -> str:
    return desk.find(QLabel, "stepTitle").text()


def enabled(desk, name) -> bool:
    return desk.find(QAbstractButton, name).isEnabled()


def test_a_lesson_from_start_to_end(only_lesson, desk, engine):
    window = desk.window
    before = window.bench.document
    press(desk, Key.Key_L, CTRL | SHIFT)
    assert isinstance(QApplication.focusWidget(), QListWidget)
    assert lacking(window.lessons.dock) == []
    press(desk, Key.Key_Return)

    assert at(desk) == "Read"
    assert "<i>H</i>" in desk.find(QLabel, "stepText").text()
    press(desk, Key.Key_Space)  # Next has the keyboard

    assert at(desk) == "Load"
    assert not enabled(desk, "lessonNext")
    assert QApplication.focusWidget().objectName() == "loadExperiment"
    assert {w.objectName() for w in window.lessons.highlights.framed} == {"pairBar", "cardB"}
    press(desk, Key.Key_Space)
    specs = [window.bench.document.side(side).spec for side in "AB"]
    assert [spec.network.name for spec in specs] == ["plain-20", "resnet-20"]
    assert {(spec.network.width, spec.network.input_shape, spec.training.lr) for spec in specs} == {
        (4, (1, 8, 8), 0.05)
    }
    assert (window.navigation.instrument, window.settings.layout) == ("weight-norm", "side-by-side")
    press(desk, Key.Key_PageDown, CTRL | SHIFT)

    assert at(desk) == "Draw"
    press(desk, Key.Key_Space)
    assert QApplication.focusWidget() is window.plots.accuracy.canvas
    press(desk, Key.Key_PageDown)
    press(desk, Key.Key_Return)
    press(desk, Key.Key_Space)

    assert at(desk) == "Place"
    for _ in range(3):
        press(desk, Key.Key_Space)
        press(desk, Key.Key_Right)
    marks = window.lessons.predicting.of("B")[-1]
    assert sorted(marks.values) == [51, 52, 53]
    press(desk, Key.Key_PageDown, CTRL | SHIFT)

    assert at(desk) == "Choose"
    press(desk, Key.Key_2)
    press(desk, Key.Key_PageDown, CTRL | SHIFT)

    assert at(desk) == "Train"
    assert not enabled(desk, "lessonNext")
    assert "Waiting for the end of B's run" in desk.find(QLabel, "stepTodo").text()
    press(desk, Key.Key_Return, CTRL)
    engine.steps(48)
    desk.settle()
    assert not enabled(desk, "lessonNext")
    engine.end()
    desk.settle()
    assert enabled(desk, "lessonNext")
    run = desk.history("B").run_id
    stored = window.store.predictions.of(run)
    assert [made.key for made in stored] == [
        ("curve", "accuracy"), ("marks", "train_accuracy"), ("sentence", "small_lesson: Choose"),
    ]  # fmt: skip
    assert "your prediction" in [getattr(mark, "label", "") for mark in window.plots.accuracy.overlay.marks]
    press(desk, Key.Key_PageDown, CTRL | SHIFT)

    assert at(desk) == "Compare"
    table = desk.find(QLabel, "expectedFigures").text().replace("&nbsp;", " ")
    assert "✓ 60 %" in table
    assert "≠ 60 %" in table
    notes = desk.find(QLabel, "expectedNotes").text()
    for said in ("you drew", "you placed", "It came out otherwise", "Right: B", "<em>skips</em>"):
        assert said in notes
    press(desk, Key.Key_Space)

    assert at(desk) == "Why?"
    press(desk, Key.Key_1)
    press(desk, Key.Key_2)
    press(desk, Key.Key_Tab)
    press(desk, Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "confirmAnswer"
    press(desk, Key.Key_Space)
    assert "It has a short way." in desk.find(QLabel, "answerWhy_1").text()
    press(desk, Key.Key_PageDown, CTRL | SHIFT)

    assert at(desk) == "Change"
    assert desk.find(QAbstractButton, "lessonNext").text() == "Finish"
    press(desk, Key.Key_Space)
    assert window.bench.document == before
    assert (window.navigation.instrument, window.settings.layout) == ("gradient-rms", "stacked")
    assert desk.find(QListWidget, "lessonList").item(0).text().startswith("✓")
    assert "small_lesson" in read_progress(window.settings).done
    press(desk, Key.Key_Z, CTRL)
    assert window.bench.document.side("B").run_id == run, "the way back is one step that can be undone"


def tab_to(desk, name) -> None:
    """Tab until the keyboard is there."""
    for _ in range(200):
        if name in (QApplication.focusWidget().objectName(), QApplication.focusWidget().parentWidget().objectName()):
            return
        press(desk, Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {name}")


def test_choosing_switching_training_time_runs_and_comparing_by_keys_alone(desk, engine):
    window = desk.window
    tab_to(desk, "cardA_depth")
    desk.qtbot.keyClicks(QApplication.focusWidget(), "32")
    press(desk, Key.Key_Return)
    assert desk.bench.document.a.spec.network.name == "plain-32"
    tab_to(desk, "networkB")
    press(desk, Key.Key_Right)
    press(desk, Key.Key_Space)
    assert desk.on("B") == [1, 3, 4, 5, 6, 7, 8, 9]
    press(desk, Key.Key_Return, CTRL)
    engine.steps(48)
    engine.end()
    desk.settle()
    press(desk, Key.Key_Left, CTRL)
    assert window.navigation.time.step == 46
    press(desk, Key.Key_R, CTRL)
    assert QApplication.focusWidget().objectName() == "runsTable"
    press(desk, Key.Key_A, CTRL)
    press(desk, Key.Key_C)
    comparing = QApplication.activeWindow()
    assert comparing.objectName() == "compareWindow"
    desk.until(lambda: len(comparing.rows) == 2)
    press(desk, Key.Key_Escape)
    assert comparing.isHidden()


def test_tab_goes_around_the_window_and_back(desk):
    start, been = QApplication.focusWidget(), []
    for _ in range(300):
        press_quickly(desk, Key.Key_Tab)
        been.append(QApplication.focusWidget())
        if been[-1] is start:
            break
    assert been[-1] is start, f"the keyboard is caught at {been[-1].objectName()}"
    names = {widget.objectName() for widget in been}
    assert {"networkA", "networkB", "cardA_depth", "loss_plot_canvas", "button_train_both"} <= names
    press_quickly(desk, Key.Key_Backtab, SHIFT)
    assert QApplication.focusWidget() is been[-2]


def press_quickly(desk, key, modifier=Qt.KeyboardModifier.NoModifier):
    desk.qtbot.keyClick(QApplication.focusWidget(), key, modifier)
