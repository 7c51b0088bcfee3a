"""The quiz: one question at a time, explained at once."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.desk.quizzing import QuizShown
from explorer.gui.lessons.answers import Answers
from explorer.gui.lessons.controls import button
from explorer.gui.lessons.lesson_text import LessonText
from explorer.gui.lessons.scrolled import scrolled
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import Theme
from explorer.lessons.quiz import Score
from explorer.wording import tr

_SEVERAL = "Several answers are right: choose all of them."


class QuizPage(QWidget):
    """Shows a QuizShown. `answers.chosen` carries what is chosen, the other wishes are signals of the page."""

    leave_wanted = Signal()
    confirm_wanted = Signal()
    next_wanted = Signal()
    load_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leave = button(
            "leaveQuiz", tr("All lessons"), tr("Close the quiz and return to your own cards and layout")
        )
        self.score = Label()
        self.score.setObjectName("quizScore")
        self.score.setProperty("role", "muted")
        self.text = LessonText("quizQuestion")
        self.several = Label(tr(_SEVERAL))
        self.several.setProperty("role", "muted")
        self.several.setWordWrap(True)
        self.verdict = Label()
        self.verdict.setObjectName("quizVerdict")
        self.verdict.setProperty("role", "title")
        self.verdict.setWordWrap(True)
        self.about = LessonText("quizExperiment")
        self.load = button(
            "quizLoad", tr("Load an experiment that shows it"), tr("Put it on the cards. Ctrl+Z takes it back")
        )
        self.again = button("quizAgain", tr("Start over"), tr("Forget the score and ask all questions again"))
        self.confirm = button("quizConfirm", tr("Answer"), tr("See whether it is right, and why"), primary=True)
        self.next = button("quizNext", tr("Next question"), tr("Ask the next question"), primary=True)
        self.answers = Answers(self.confirm)
        self._at = ("", False)  # the question on show, and whether it is answered
        self._lay_out()
        for widget, wanted in ((self.leave, self.leave_wanted), (self.confirm, self.confirm_wanted),
                               (self.next, self.next_wanted), (self.load, self.load_wanted),
                               (self.again, self.again_wanted)):  # fmt: skip
            widget.clicked.connect(wanted)

    def show_state(self, state: QuizShown) -> None:
        """Draw the question, or that all are done."""
        question = state.question
        had_focus = self.isAncestorOf(self.window().focusWidget() or self)
        at = (question.id if question else "", state.confirmed)
        is_new, self._at = at != self._at, at
        self.score.setText(_told(state.score))
        self.text.show_markup(question.text if question else tr("All questions are done."))
        self.answers.setVisible(question is not None)
        self.several.setVisible(question is not None and question.several)
        if question is not None:
            several = question.several
            self.answers.set_answers(question.answers, state.chosen, several=several, explained=state.confirmed)
        told = tr("Right.") if state.right else tr("Wrong. The question will come back.")
        self.verdict.setText(told if state.confirmed else "")
        self.verdict.setVisible(state.confirmed)
        self.about.show_html(f"<p>{escape(state.about)}</p>" if state.confirmed and state.about else "")
        self.load.setVisible(state.confirmed and bool(state.about))
        self.confirm.setVisible(question is not None and not state.confirmed)
        self.confirm.setEnabled(bool(state.chosen))
        self.next.setVisible(state.confirmed)
        self.again.setVisible(question is None)
        now = self.window().focusWidget()
        lost = now is None or not self.isAncestorOf(now) or not now.isVisible() or not now.isEnabled()
        if had_focus and (is_new or lost):
            self.focus_first()

    def focus_first(self) -> None:
        """Give the keyboard to the answers, or to the way on."""
        shown = [widget for widget in (self.next, self.again) if not widget.isHidden()]
        wanted = shown[0] if shown else self.answers.first()
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        for part in (self.text, self.answers, self.about):
            part.set_theme(theme)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.leave)
        top.addStretch(1)
        top.addWidget(self.score)
        area = scrolled("quizArea", self.text, self.several, self.answers, self.about, self.load)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(area, 1)
        for widget in (self.verdict, self.confirm, self.next, self.again):  # seen without scrolling
            column.addWidget(widget)


def _told(score: Score) -> str:
    back = tr(" · {back} to repeat", back=score.back) if score.back else ""
    return tr("{done} of {questions} done{back}", done=score.done, questions=score.questions, back=back)
