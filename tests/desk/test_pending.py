"""Answers and delayed signals end with what they were meant for."""

import pytest
from PySide6.QtCore import QObject

from explorer.desk.pending import Delay, Questions


def test_an_answer_finds_its_question_once():
    asked = Questions()
    first, second = asked.ask("A"), asked.ask("B")
    assert set(asked) == {"A", "B"}
    assert asked.answered(second) == "B"
    assert asked.answered(second) is None
    assert asked.answered(first) == "A"
    assert not asked


def test_a_dropped_question_has_no_answer():
    asked = Questions()
    old, other = asked.ask("A"), asked.ask("B")
    asked.drop(lambda about: about == "A")
    assert asked.answered(old) is None
    assert asked.answered(other) == "B"
    token = asked.ask("C")
    asked.drop()
    assert asked.answered(token) is None


def test_a_newer_question_can_replace_the_older_ones():
    asked = Questions()
    old = asked.ask_only("A")
    new = asked.ask_only("B")
    assert (asked.answered(old), asked.answered(new)) == (None, "B")


def test_no_answer_fits_a_question_of_another_asker():
    one, other = Questions(), Questions()
    assert one.ask("A") != other.ask("B")


@pytest.fixture
def delay(qapp):
    home = QObject()
    made = Delay(30, home)
    made.home, made.heard = home, []
    made.due.connect(lambda: made.heard.append(1))
    return made


def test_a_delay_tells_once_after_the_last_start(delay, qtbot):
    delay.start()
    delay.start()
    assert delay.waiting
    qtbot.waitUntil(lambda: not delay.waiting)
    assert delay.heard == [1]


def test_a_canceled_delay_never_tells(delay, qtbot):
    delay.start()
    delay.cancel()
    with qtbot.assertNotEmitted(delay.due, wait=60):
        delay.finish()
    assert not delay.waiting


def test_a_delay_can_be_finished_at_once(delay, qtbot):
    delay.start()
    delay.finish()
    assert (delay.heard, delay.waiting) == ([1], False)
    delay.finish()
    assert delay.heard == [1]
