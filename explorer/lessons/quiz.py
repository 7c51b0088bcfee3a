"""The quiz: its questions as a file, what was answered so far, and which question comes next. Wrong ones come back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from explorer.lessons.fields import label, one_line, plain_name, prose
from explorer.lessons.lesson import LARGEST, MOST_EXPERIMENTS, Experiment
from explorer.lessons.lesson_file import named_experiment, read_experiments
from explorer.lessons.steps import Answer, answers, need_right
from explorer.lessons.tables import Source, entries, made_from, read_source
from explorer.typed import WrongTypeError, made, parsed

MOST_QUESTIONS = 200
SOON, LATER = 3, 8
"""So many other questions come before one that was answered wrong is asked again; and before it is asked once more
after it was then answered right. It is done when its first answer is right, or two in a row are."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. Each answer's `why` is shown at once when answers are confirmed. `experiment` is the one that shows
    it (`Quiz.experiment(name)`), `lesson` the id of the lesson that it is from; "" where there is none."""

    id: str = field(metadata=plain_name())
    text: str = field(metadata=prose(600))
    answers: tuple[Answer, ...] = answers()
    experiment: str = field(default="", metadata=label(40))
    lesson: str = field(default="", metadata=label(60))

    def __post_init__(self) -> None:
        need_right(self.answers)

    @property
    def right(self) -> frozenset[int]:
        """The places of the answers that are right."""
        return frozenset(k for k, answer in enumerate(self.answers) if answer.right)

    @property
    def several(self) -> bool:
        """Whether more than one answer is right: then several can be chosen."""
        return len(self.right) > 1

    def is_right(self, chosen: Iterable[int]) -> bool:
        """Whether all right answers were chosen and no other."""
        return frozenset(chosen) == self.right


@dataclass(frozen=True, kw_only=True)
class Quiz:
    """The questions in their order, and the experiments that they name."""

    title: str = field(metadata=one_line(100))
    questions: tuple[Question, ...] = field(metadata={"key": "question", "fewest": 1, "most": MOST_QUESTIONS})
    experiments: tuple[Experiment, ...] = field(
        default=(), metadata={"key": "experiment", "fewest": 0, "most": MOST_EXPERIMENTS}
    )

    def experiment(self, name: str) -> Experiment:
        """The experiment called `name`; KeyError."""
        return {experiment.name: experiment for experiment in self.experiments}[name]


@dataclass(frozen=True)
class Asked:
    """What was answered to one question: how often right and wrong, how many right ones in a row up to now, and after
    how many answers to all questions together it is due again."""

    right: int = 0
    wrong: int = 0
    in_a_row: int = 0
    due: int = 0

    @property
    def done(self) -> bool:
        """Whether it need not be asked again."""
        return self.in_a_row >= (2 if self.wrong else 1)


@dataclass(frozen=True)
class QuizState:
    """What was answered so far: plain data that is stored between two sessions (`to_text`, `from_text`)."""

    answered: int = 0
    asked: Mapping[str, Asked] = field(default_factory=dict)

    def after(self, question: Question, chosen: Iterable[int]) -> QuizState:
        """The state when these answers of `question` were chosen."""
        before = self.asked.get(question.id, Asked())
        answered = self.answered + 1
        if question.is_right(chosen):
            now = replace(before, right=before.right + 1, in_a_row=before.in_a_row + 1, due=answered + LATER)
        else:
            now = replace(before, wrong=before.wrong + 1, in_a_row=0, due=answered + SOON)
        return QuizState(answered, {**self.asked, question.id: now})

    def to_text(self) -> str:
        """The state as JSON."""
        return json.dumps(asdict(self))

    @staticmethod
    def from_text(text: str) -> QuizState:
        """The inverse of `to_text`; a new state where the text is none."""
        try:
            return made(QuizState, parsed(text))
        except (WrongTypeError, ValueError):
            return QuizState()


@dataclass(frozen=True)
class Score:
    """How it stands: of `questions`, `asked` were asked, `first` were right at the first answer, `done` are done and
    `back` will come back."""

    questions: int
    asked: int
    first: int
    done: int
    back: int


def score(quiz: Quiz, state: QuizState) -> Score:
    """How it stands. Questions that are no longer in the quiz do not count."""
    known = [state.asked[question.id] for question in quiz.questions if question.id in state.asked]
    done = sum(asked.done for asked in known)
    return Score(len(quiz.questions), len(known), sum(not asked.wrong for asked in known), done, len(known) - done)


def next_question(quiz: Quiz, state: QuizState) -> Question | None:
    """What to ask next: one that is due again, longest due first; else the next new one; else the one that is due
    soonest; None when all are done."""
    back = [q for q in quiz.questions if q.id in state.asked and not state.asked[q.id].done]
    back.sort(key=lambda question: state.asked[question.id].due)
    due = [question for question in back if state.asked[question.id].due <= state.answered]
    new = [question for question in quiz.questions if question.id not in state.asked]
    return next(iter((*due, *new, *back)), None)


def read_quiz(path: Path) -> Quiz:
    """The quiz of a file; LessonError where it cannot be read or is none."""
    return _quiz(read_source(path, LARGEST))


def parse_quiz(text: str, file: str = "quiz.toml") -> Quiz:
    """The quiz of a TOML text; `file` is how messages call it."""
    return _quiz(Source(text, file))


def _quiz(source: Source) -> Quiz:
    table = source.table()
    experiments = read_experiments(source, table)
    questions: dict[str, Question] = {}
    for place, entry in entries(source, table, "question", 1, MOST_QUESTIONS):
        named_experiment(source, entry.get("experiment", ""), experiments, place)
        question = made_from(source, Question, entry, place)
        if question.id in questions:
            source.refuse(f"{question.id} is there twice; allowed: an id of its own.", *place, "id")
        questions[question.id] = question
    return made_from(
        source, Quiz, table, (), questions=tuple(questions.values()), experiments=tuple(experiments.values())
    )
