"""The progress line."""

import pytest
from PySide6.QtWidgets import QProgressBar

from explorer.desk.training_state import TrainingProgress
from explorer.gui.training.progress_line import ProgressLine
from explorer.gui.widgets.labels import ElidedLabel
from explorer.gui.widgets.theme import LIGHT


@pytest.fixture
def line(qtbot):
    made = ProgressLine()
    qtbot.addWidget(made)
    return made


def test_words_and_bar_follow_the_training_and_the_bar_leaves_with_it(line):
    line.set_theme(LIGHT)
    bar = line.findChild(QProgressBar, "progressBar")
    assert bar.isHidden()
    line.set_progress(TrainingProgress(72, 288, 24, 24.0))
    assert (line.text, bar.value() / bar.maximum()) == ("Epoch 4/12 · 9 s left · 24 steps/s", 0.25)
    assert not bar.isHidden()
    line.set_progress(None)
    line.set_status("Ready")
    assert (line.text, bar.isHidden()) == ("Ready", True)


def test_a_narrow_line_leaves_whole_parts_out_and_its_tooltip_has_them_all(line):
    line.set_progress(TrainingProgress(72, 288, 24, 24.0))
    whole, words = "Epoch 4/12 · 9 s left · 24 steps/s", line.findChild(ElidedLabel, "progressWords")
    two_parts = words.fontMetrics().horizontalAdvance("Epoch 4/12 · 9 s left · 24 st")
    line.show()
    for width, shown in ((2 * two_parts, whole), (two_parts, "Epoch 4/12 · 9 s left"), (2 * two_parts, whole)):
        line.setFixedWidth(width)
        line.resize(width, line.height())
        assert (words.text(), words.toolTip(), line.text) == (shown, whole, whole)


def test_a_long_status_asks_for_no_more_room_than_a_short_one(line):
    """What stands beside it in the bar, such as the device, keeps its room."""
    asked = line.sizeHint().width()
    line.set_progress(TrainingProgress(72, 288, 24, 24.0))
    assert line.sizeHint().width() == asked
