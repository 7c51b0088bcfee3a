"""The dock of lessons, beside the pictures: the list, one lesson, or the quiz."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QDockWidget, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from explorer.desk.lesson_state import LessonsState
from explorer.gui.lessons.lesson_list import LessonList
from explorer.gui.lessons.lesson_page import LessonPage
from explorer.gui.lessons.quiz_page import QuizPage
from explorer.gui.widgets.shortcuts import sequences, tooltip
from explorer.gui.widgets.theme import Theme
from explorer.lessons.lesson import Lesson
from explorer.wording import tr

_NARROWEST = 300  # pixels


class LessonsDock(QDockWidget):
    """Shows a LessonsState, or the quiz while it is open. `shown` says that it came on show, for the first time or
    again: what it shows is read then."""

    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Lessons"), parent)
        self.setObjectName("lessonsDock")
        self.list, self.lesson, self.quiz = LessonList(), LessonPage(), QuizPage()
        self._lesson: Lesson | None = None
        self.pages = QStackedWidget()
        self.pages.setObjectName("lessonPages")
        for page in (self.list, self.lesson, self.quiz):
            self.pages.addWidget(page)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 8, 10, 8)
        column.addStrut(_NARROWEST - 20)  # or as wide as large type needs
        column.addWidget(self.pages)
        self.setWidget(body)
        self._add_step("lesson_next", tr("Next step"), self.lesson.next)
        self._add_step("lesson_back", tr("Previous step"), self.lesson.back)

    def show_state(self, state: LessonsState) -> None:
        """Draw the lessons; an open quiz stays."""
        self._lesson = state.lesson
        self.list.show_state(state)
        self.lesson.show_state(state)
        if self.pages.currentWidget() is not self.quiz:
            self._turn_to(self.lesson if state.lesson is not None else self.list)

    def show_quiz(self, on: bool) -> None:
        """Turn to the quiz, or back to where the person came from: the open lesson or the list."""
        back = self.list if self._lesson is None else self.lesson
        self._turn_to(self.quiz if on else back)

    def focus_first(self) -> None:
        """Give the keyboard to the page on show."""
        page = self.pages.currentWidget()
        assert isinstance(page, LessonList | LessonPage | QuizPage)
        page.focus_first()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.lesson.set_theme(theme)
        self.quiz.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Say that it is seen."""
        super().showEvent(event)
        self.shown.emit()

    def _add_step(self, name: str, text: str, pressed: QPushButton) -> None:
        """An action that presses *Next* or *Back* where that can be pressed, while the dock is on show."""
        action = QAction(text, self)
        action.setObjectName(name)
        action.setToolTip(tooltip(name))
        action.setShortcuts(sequences(name))
        action.triggered.connect(pressed.click)
        self.addAction(action)

    def _turn_to(self, page: LessonList | LessonPage | QuizPage) -> None:
        """Turn to a page; the keyboard goes along where it was here."""
        if self.pages.currentWidget() is page:
            return
        focused = self.isAncestorOf(self.window().focusWidget() or self)
        self.pages.setCurrentWidget(page)
        if focused:
            page.focus_first()
