"""Progress as numbers and as words."""

import pytest

from explorer.desk.training_state import TrainingProgress, describe


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (TrainingProgress(0, 288, 24), "Epoch 1/12"),
        (TrainingProgress(100, 288, 24, 26.32), "Epoch 5/12 · 7 s left · 26.3 steps/s"),
        (TrainingProgress(0, 288, 24, beside="plain-20"), "plain-20 · Epoch 1/12"),
        (TrainingProgress(24, 288, 24, 1.0), "Epoch 2/12 · 4:24 min left · 1 steps/s"),
        (TrainingProgress(288, 288, 24, 30.0), "Epoch 12/12 · 0 s left · 30 steps/s"),
        (TrainingProgress(100, 288, 24, 26.32, paused=True), "Paused · Epoch 5/12 · 26.3 steps/s"),
    ],
)
def test_a_training_in_words(progress, text):
    assert describe(progress) == text


def test_numbers():
    progress = TrainingProgress(72, 288, 24, 24.0)
    assert (progress.fraction, progress.epoch, progress.epochs, progress.seconds_left) == (0.25, 4, 12, 9.0)
    nothing = TrainingProgress(0, 0, 0)
    assert (nothing.fraction, nothing.epoch, nothing.epochs, nothing.seconds_left) == (0.0, 0, 0, None)
