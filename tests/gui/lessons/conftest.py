"""The small lesson, and a window in which it is the only one."""

from pathlib import Path

import pytest

LESSON = Path(__file__).with_name("small_lesson.toml")


@pytest.fixture
def only_lesson(monkeypatch, settings):
    """The small lesson is the one that comes along."""
    monkeypatch.setattr("explorer.desk.lessons.bundled_lessons", lambda: {"small_lesson": LESSON})
    return LESSON
