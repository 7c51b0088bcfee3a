"""The quiz in the window: the question that is asked, what was chosen, and the score."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from explorer.desk.lesson_progress import keep_progress, read_progress
from explorer.desk.loading import Loading
from explorer.desk.settings import Settings
from explorer.lessons.bundled import bundled_quiz, quiz_path
from explorer.lessons.quiz import Question, Quiz, QuizState, Score, next_question, score
from explorer.lessons.tables import LessonError
from explorer.lessons.translated import in_language


@dataclass(frozen=True)
class QuizShown:
    """What the quiz shows: no question when all are done. `confirmed` answers are explained."""

    title: str = ""
    question: Question | None = None
    chosen: frozenset[int] = frozenset()
    confirmed: bool = False
    right: bool = False
    score: Score = Score(0, 0, 0, 0, 0)  # noqa: RUF009 (frozen)
    about: str = ""
    loaded: bool = False


class Quizzing(QObject):
    """Asks one question after the other; `changed` carries what is shown, `failed` what is wrong with the quiz."""

    changed = Signal(QuizShown)
    failed = Signal(str)

    def __init__(self, loading: Loading, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loading, self._settings = loading, settings
        self._quiz: Quiz | None = None
        self._said: Quiz | None = None  # the same in the window's language: what is shown
        self.state = QuizShown()

    def open(self) -> bool:
        """Ask the next question."""
        try:
            self._quiz = self._said = bundled_quiz()
        except (LessonError, OSError) as error:
            self.failed.emit(str(error))
            return False
        try:
            self._said = in_language(self._quiz, quiz_path())
        except LessonError as error:
            self.failed.emit(str(error))  # and it is asked in its own language
        self._loading.keep()
        self.next()
        return True

    def choose(self, answers: frozenset[int]) -> None:
        """Choose answers of the question."""
        if not self.state.confirmed:
            self._show(replace(self.state, chosen=answers))

    def confirm(self) -> None:
        """Have them explained; this counts."""
        quiz, now = self._said, self.state
        if quiz is None or now.question is None or now.confirmed or not now.chosen:
            return
        known = self._known().after(now.question, now.chosen)
        self._keep(known)
        right = now.question.is_right(now.chosen)
        self._show(replace(now, confirmed=True, right=right, score=score(quiz, known)))

    def next(self) -> None:
        """Ask the next question."""
        quiz = self._said
        if quiz is None:
            return
        known = self._known()
        question = next_question(quiz, known)
        about = quiz.experiment(question.experiment).about if question and question.experiment else ""
        self._show(QuizShown(quiz.title, question, score=score(quiz, known), about=about))

    def again(self) -> None:
        """Forget the score and begin anew."""
        self._keep(QuizState())
        self.next()

    def load(self) -> None:
        """Put the experiment that shows it on the cards."""
        quiz, question = self._quiz, self.state.question
        if quiz is not None and question is not None and question.experiment:
            loaded = self._loading.load(quiz.experiment(question.experiment))
            self._show(replace(self.state, loaded=loaded))

    def _known(self) -> QuizState:
        return QuizState.from_text(read_progress(self._settings).quiz)

    def _keep(self, state: QuizState) -> None:
        keep_progress(self._settings, replace(read_progress(self._settings), quiz=state.to_text()))

    def _show(self, state: QuizShown) -> None:
        self.state = state
        self.changed.emit(state)
