"""The banner through its buttons."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from explorer.gui.widgets.message_bar import MessageBar
from explorer.gui.widgets.theme import LIGHT
from tests.gui.access import lacking


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


@pytest.fixture
def bar(window):
    return MessageBar(window, news_ms=10)


def close(qtbot, bar):
    qtbot.mouseClick(bar.findChild(QToolButton, "messageClose"), Qt.MouseButton.LeftButton)


def test_it_is_hidden_until_there_is_something_to_say(bar):
    assert bar.isHidden()
    assert bar.text == ""


def test_every_control_has_tooltip_accessible_name_and_object_name(bar):
    bar.show_message("Deleted.", action="Undo", on_action=lambda: None)
    assert lacking(bar) == []


def test_errors_stay_until_closed_and_the_newest_is_on_top(bar, qtbot):
    bar.show_message("The disk is full.", "error")
    bar.show_message("The engine died.", "warning")
    assert bar.findChild(QLabel, "messageText").text() == "The engine died."
    close(qtbot, bar)
    assert bar.text == "The disk is full."
    close(qtbot, bar)
    assert bar.isHidden()


def test_news_leave_by_themselves_and_show_what_was_under_them(bar, qtbot):
    bar.show_message("The disk is full.", "error")
    bar.show_message("Saved.")
    assert bar.text == "Saved."
    qtbot.waitUntil(lambda: bar.text == "The disk is full.")


def test_the_same_message_is_not_shown_twice(bar, qtbot):
    bar.show_message("The disk is full.", "error")
    bar.show_message("The disk is full.", "error")
    close(qtbot, bar)
    assert bar.isHidden()


def test_the_action_is_done_once_and_closes_the_message(bar, qtbot):
    done = []
    bar.show_message("Deleted.", action="Undo", on_action=lambda: done.append(bar.text))
    bar.set_theme(LIGHT)
    button = bar.findChild(QPushButton, "messageAction")
    assert button.text() == "Undo"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [""]
    bar.show_message("No action here.", "error")
    assert button.isHidden()


def test_a_message_that_is_no_longer_true_can_be_taken_away(bar):
    bar.show_message("The disk is full.", "error")
    bar.show_message("The training engine is not responding.", "error", "End it", lambda: None)
    bar.withdraw("The training engine is not responding.")
    assert bar.text == "The disk is full."
    bar.withdraw("Something else.")
    assert bar.text == "The disk is full."


def test_an_offer_waits_under_newer_messages_for_its_own_time(bar, qtbot):
    bar.show_message("Deleted.", action="Undo", on_action=lambda: None)
    bar.show_message("Saved.")
    assert bar.text == "Saved."
    close(qtbot, bar)
    assert bar.text == "Deleted."
    assert not bar.findChild(QPushButton, "messageAction").isHidden()
    qtbot.waitUntil(bar.isHidden)


def test_plain_news_give_way_to_newer_ones(bar, qtbot):
    bar.show_message("Saved.")
    bar.show_message("Exported.")
    close(qtbot, bar)
    assert bar.isHidden()


def test_an_offer_that_stays_is_there_until_it_is_used(bar, qtbot):
    bar.show_message("Another size.", action="Restart now", on_action=lambda: None, stays=True)
    bar.show_message("Saved.")
    bar.show_message("Exported.")
    qtbot.waitUntil(lambda: bar.text == "Another size.")
    bar.show_message("Deleted.", action="Undo", on_action=lambda: None)
    qtbot.waitUntil(lambda: bar.text == "Another size.")
    qtbot.mouseClick(bar.findChild(QPushButton, "messageAction"), Qt.MouseButton.LeftButton)
    assert bar.isHidden()


def test_news_wait_while_somebody_is_about_to_use_them(bar, qtbot):
    bar.show_message("Deleted.", action="Undo", on_action=lambda: None)
    bar.focus_first()
    with qtbot.waitSignal(bar._leave.due):
        pass
    assert bar.text == "Deleted."
    bar.window().setFocus()
    qtbot.waitUntil(bar.isHidden)
