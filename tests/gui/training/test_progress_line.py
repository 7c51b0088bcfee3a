"""The progress line."""

import pytest
from PySide6.QtWidgets import QProgressBar

from explorer.desk.training_state import TrainingProgress
from explorer.gui.training.progress_line import ProgressLine
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
