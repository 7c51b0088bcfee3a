"""Answers to choose from, each explained where it is time for that."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from explorer.gui.lessons.lesson_text import LessonText
from explorer.gui.widgets.accessible import Role
from explorer.gui.widgets.theme import DARK, Theme
from explorer.lessons.markup import html
from explorer.lessons.steps import Answer
from explorer.wording import tr


class _Line(QWidget):
    """One answer: its button, its text, and below it why it is right or wrong."""

    def __init__(self, place: int, answer: Answer, several: bool, theme: Theme) -> None:
        super().__init__()
        self.answer = answer
        self.button: QAbstractButton = QCheckBox() if several else QRadioButton()
        self.button.setObjectName(f"answer_{place + 1}")
        self.button.setAccessibleName(answer.text)
        self.button.setToolTip(tr("Choose answer {place} (key {place})", place=place + 1))
        self.text, self.why = LessonText(f"answerText_{place + 1}"), LessonText(f"answerWhy_{place + 1}")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # a press reaches the line
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.button, 0, 0)
        grid.addWidget(self.text, 0, 1)
        grid.addWidget(self.why, 1, 1)
        self.explain(False, theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the line, its text or what is between them chooses the answer."""
        self.button.click()

    def explain(self, on: bool, theme: Theme) -> None:
        """Say, or do not say, whether it is right and why."""
        color, word = (theme.skip, tr("✓ Right.")) if self.answer.right else (theme.warning, tr("✗ Wrong."))
        self.text.show_markup(self.answer.text)
        self.why.setContentsMargins(0, 0, 0, 4)
        said = html(self.answer.why).removeprefix("<p>")
        self.why.show_html(f'<p><b style="color:{color}">{word}</b> {said}' if on else "")


class Answers(QWidget):
    """Answers, one or several of which can be chosen; `chosen` carries their places. The keys 1 to 9 choose, too, and
    Enter presses `follower`, the button behind them."""

    accessible_role = Role.Grouping

    chosen = Signal(object)

    def __init__(self, follower: QAbstractButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follower = follower
        self._lines: list[_Line] = []
        self._answers: tuple[Answer, ...] = ()
        self._theme = DARK
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def first(self) -> QWidget | None:
        """The control that takes the keyboard: the chosen answer, else the first."""
        chosen = [line.button for line in self._lines if line.button.isChecked()]
        return (chosen or [line.button for line in self._lines] or [None])[0]  # type: ignore[list-item]

    def set_answers(self, answers: Sequence[Answer], chosen: frozenset[int], *, several: bool, explained: bool) -> None:
        """Show answers and which are chosen; explained ones cannot be changed any more."""
        self._group.setExclusive(False)  # else the last choice could not be taken back
        if tuple(answers) != self._answers:
            self._answers = tuple(answers)
            for line in self._lines:
                line.setParent(None)
                line.deleteLater()
            self._lines = [_Line(place, answer, several, self._theme) for place, answer in enumerate(answers)]
            for line in self._lines:
                line.button.clicked.connect(self._tell)
                if not several:  # Tab would skip check boxes in a group
                    self._group.addButton(line.button)
                self._column.addWidget(line)
            self._order()
        for place, line in enumerate(self._lines):
            line.button.setChecked(place in chosen)
            line.button.setEnabled(not explained)
            line.explain(explained, self._theme)
        self._group.setExclusive(not several)

    def _order(self) -> None:
        """Put the buttons before `follower` in the order of Tab: new widgets come last otherwise."""
        before = self.follower.previousInFocusChain()
        while before is not None and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain()
        for one, other in pairwise((before or self.follower, *(line.button for line in self._lines))):
            QWidget.setTabOrder(one, other)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        for line in self._lines:
            line.text.set_theme(theme)
            line.why.set_theme(theme)
            line.explain(bool(line.why.text()), theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses an answer, Enter is done with them."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.follower.isVisible():
            self.follower.click()
            return
        place = event.text().isdigit() and int(event.text()) - 1
        if place is not False and 0 <= place < len(self._lines) and self._lines[place].button.isEnabled():
            self._lines[place].button.click()
            self._lines[place].button.setFocus()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.chosen.emit(frozenset(k for k, line in enumerate(self._lines) if line.button.isChecked()))
