"""Jobs in a thread, and answers in the window's."""

import threading
from functools import partial

import pytest
import shiboken6
from PySide6.QtWidgets import QLabel

from explorer.desk.background import AtOnce, Background


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


def test_answers_come_in_this_thread_and_in_order(background, qtbot):
    here, heard = threading.get_ident(), []
    for number in range(3):
        background.run(threading.get_ident, lambda answer, n=number: heard.append((n, answer, threading.get_ident())))
    assert heard == [], "never before run has returned"
    qtbot.waitUntil(lambda: not background.busy)
    assert [(n, ident) for n, _, ident in heard] == [(0, here), (1, here), (2, here)]
    assert all(answer.result() != here for _, answer, _ in heard)


def test_a_dropped_answer_is_thrown_away(background, qtbot):
    heard = []
    token = background.run(lambda: 1, heard.append)
    background.drop(token)
    background.run(lambda: 2, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard[0].result() == 2
    assert not background.busy


class _Dialog(QLabel):
    """Shows an answer, and notes that it was asked to."""

    def __init__(self, heard: list[object]) -> None:
        super().__init__()
        self.heard = heard

    def show_answer(self, *answer: object) -> None:
        self.heard.append(answer)
        self.setText("answered")


@pytest.mark.parametrize("wrapped", [False, True])
def test_an_answer_for_a_widget_that_was_deleted_is_thrown_away(wrapped, background, qtbot):
    """A dialog that plans, closed before the plan is there."""
    heard = []
    gone, there = _Dialog(heard), _Dialog(heard)
    for dialog in (gone, there):
        background.run(lambda: 1, partial(dialog.show_answer, "run") if wrapped else dialog.show_answer)
    shiboken6.delete(gone)
    qtbot.waitUntil(lambda: not background.busy)
    assert len(heard) == 1
    assert there.text() == "answered"


@pytest.mark.parametrize("kind", ["background", "at once"])
def test_what_a_job_raises_is_its_answer(kind, background, qtbot):
    heard = []
    (background if kind == "background" else AtOnce()).run(lambda: 1 // 0, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 1)
    with pytest.raises(ZeroDivisionError):
        heard[0].result()


def test_close_waits_for_the_job_under_way_and_nothing_is_answered(background, qtbot):
    begun, let, done, heard = threading.Event(), threading.Event(), [], []
    background.run(lambda: (begun.set(), let.wait(5), done.append(1)), heard.append)
    background.run(lambda: done.append(2), heard.append)
    assert begun.wait(5)
    threading.Timer(0.01, let.set).start()
    background.close()
    assert done == [1]
    background.run(lambda: done.append(3), heard.append)
    qtbot.wait(1)
    assert (done, heard, background.busy) == ([1], [], False)
