"""One lesson: its title, the step with its text, what the step asks for, and the way on."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from explorer.desk.lesson_state import LessonsState, StepState
from explorer.gui.lessons.answers import Answers
from explorer.gui.lessons.class_part import ClassPart, SavePart
from explorer.gui.lessons.controls import button
from explorer.gui.lessons.lesson_text import LessonText
from explorer.gui.lessons.parts import DrawPart, LoadPart, Part, PlacePart, QuizPart, ResultsPart
from explorer.gui.lessons.scrolled import scrolled
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.shortcuts import tooltip
from explorer.gui.widgets.theme import Theme
from explorer.lessons.steps import ChooseStep, DrawStep, ExpectStep, LoadStep, PlaceStep, QuestionStep, QuizStep, Step
from explorer.wording import tr

_PREDICTS = (DrawStep, PlaceStep, ChooseStep)
_NEEDS_LOADED = (*_PREDICTS, ExpectStep)


class LessonPage(QWidget):
    """Shows the open lesson. Wishes are signals: of the page, of `load`, `draw`, `place`, and of `answers`."""

    back_wanted = Signal()
    next_wanted = Signal()
    leave_wanted = Signal()
    confirm_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = -1
        self.leave = button(
            "leaveLesson", tr("All lessons"), tr("Close this lesson and return to your own cards and layout")
        )
        self.where = Label()
        self.where.setObjectName("lessonStep")
        self.where.setProperty("role", "muted")
        self.lesson, self.title = Label(), Label()
        self.lesson.setObjectName("lessonTitle")
        self.lesson.setProperty("role", "muted")
        self.title.setObjectName("stepTitle")
        self.title.setProperty("role", "title")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName(tr("Progress of the lesson"))
        self.text = LessonText("stepText")
        self.load, self.draw, self.place, self.results = LoadPart(), DrawPart(), PlacePart(), ResultsPart()
        self.quiz, self.for_class, self.of_class = QuizPart(), SavePart(), ClassPart()
        self.confirm = button("confirmAnswer", tr("Answer"), tr("See whether it is right, and why"), primary=True)
        self.answers = Answers(self.confirm)
        self.todo = Label()
        self.todo.setObjectName("stepTodo")
        self.todo.setProperty("role", "muted")
        self.back = button("lessonBack", tr("Back"), tooltip("lesson_back"))
        self.skip = button("lessonSkip", tr("Skip"), tr("Go on without doing this step"))
        self.next = button("lessonNext", tr("Next"), tooltip("lesson_next"), primary=True)
        for label in (self.lesson, self.title, self.todo):
            label.setWordWrap(True)
        self._lay_out()
        for widget, wanted in ((self.back, self.back_wanted), (self.next, self.next_wanted),
                               (self.skip, self.next_wanted), (self.leave, self.leave_wanted),
                               (self.confirm, self.confirm_wanted)):  # fmt: skip
            widget.clicked.connect(wanted)

    def show_state(self, state: LessonsState) -> None:
        """Draw the open lesson; nothing where none is."""
        if state.lesson is None or state.step is None:
            self._number = -1
            return
        step = state.step
        done = self.todo.text() and not step.todo
        is_new, had_focus = step.number != self._number, self.isAncestorOf(self.window().focusWidget() or self)
        self._number = step.number
        self.lesson.setText(tr("Lesson {number} · {title}", number=state.lesson.number, title=state.lesson.title))
        self.where.setText(tr("Step {number} of {count}", number=step.number, count=step.count))
        self.bar.setRange(0, step.count)
        self.bar.setValue(step.number)
        self.title.setText(step.step.title)
        self.text.show_markup(step.step.text)
        self._show_parts(step)
        self._show_way(step)
        if is_new:
            self.area.verticalScrollBar().setValue(0)
        if had_focus and (is_new or not self._focused() or (done and isinstance(step.step, LoadStep))):
            self.focus_first()

    def focus_first(self) -> None:
        """Give the keyboard to what the step asks for, else to the way on."""
        wanted = next((part.first() for part in self._parts.values() if not part.isHidden()), None)
        if wanted is None or not wanted.isEnabled() or self.next.isEnabled():
            wanted = self.next if self.next.isEnabled() else self.skip
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        for part in (self.load, self.draw, self.place, self.results, self.answers, self.text, self.of_class):
            part.set_theme(theme)

    def _focused(self) -> bool:
        """Whether something that can be used has the keyboard here."""
        now = self.window().focusWidget()
        return now is not None and self.isAncestorOf(now) and now.isVisible() and now.isEnabled()

    def _show_parts(self, state: StepState) -> None:
        step = state.step
        for kind, part in self._parts.items():
            part.setVisible(isinstance(step, kind))
            if isinstance(part, Part) and isinstance(step, kind):
                part.show_step(state)
        for shared, kinds in ((self.for_class, _PREDICTS), (self.of_class, (ExpectStep,))):
            shared.setVisible(isinstance(step, kinds))
            if isinstance(step, kinds):
                shared.show_step(state)
        needs = isinstance(step, _NEEDS_LOADED) and state.experiment is not None and not state.loaded
        if needs or state.load_again:
            self.load.show_step(state)
            self.load.show()
        if isinstance(step, ChooseStep | QuestionStep):
            several = isinstance(step, QuestionStep) and sum(answer.right for answer in step.answers) > 1
            self.answers.set_answers(step.answers, state.answers, several=several, explained=state.confirmed)
        self.answers.setVisible(isinstance(step, ChooseStep | QuestionStep))
        self.confirm.setVisible(isinstance(step, QuestionStep) and not state.confirmed)
        self.confirm.setEnabled(bool(state.answers))

    def _show_way(self, state: StepState) -> None:
        self.todo.setText(state.todo)
        self.todo.setVisible(bool(state.todo))
        self.back.setEnabled(state.number > 1)
        self.next.setText(tr("Finish") if state.number == state.count else tr("Next"))
        self.next.setEnabled(not state.todo)
        self.skip.setVisible(bool(state.todo))

    @property
    def _parts(self) -> Mapping[type[Step], Part | Answers]:
        return {LoadStep: self.load, DrawStep: self.draw, PlaceStep: self.place, ExpectStep: self.results,
                QuizStep: self.quiz, ChooseStep: self.answers, QuestionStep: self.answers}  # fmt: skip

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.leave)
        top.addStretch(1)
        top.addWidget(self.where)
        parts = (self.text, self.load, self.draw, self.place, self.answers, self.for_class, self.confirm)
        found = (self.results, self.of_class, self.quiz)
        self.area = scrolled("lessonArea", self.lesson, self.title, *parts, *found)
        way = QHBoxLayout()
        way.addWidget(self.back)
        way.addStretch(1)
        way.addWidget(self.skip)
        way.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.area, 1)
        column.addWidget(self.todo)
        column.addLayout(way)
