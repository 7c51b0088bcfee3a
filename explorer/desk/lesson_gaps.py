"""What was predicted of the runs of a step, by the person and by a class, beside what they gave: as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from explorer.desk.class_predictions import ClassPredictions
from explorer.desk.sides import Side
from explorer.lessons.lesson import Lesson
from explorer.lessons.steps import ChooseStep, DrawStep, ExpectStep, PlaceStep, Step
from explorer.runs.predictions import Kind, Prediction
from explorer.wording import tr

Answers = Mapping[int, frozenset[int]]


@dataclass(frozen=True)
class Strip:
    """Marks of a measure on one axis from `low` to `high`: one's `own`, those of the class, and what `runs` gave."""

    side: Side
    measure: str
    low: float
    high: float
    own: tuple[float, ...] = ()
    others: tuple[float, ...] = ()
    runs: tuple[float, ...] = ()


@dataclass(frozen=True)
class Vote:
    """A sentence to choose, whether it is `right`, how many of a class chose it, and whether the person did."""

    text: str
    right: bool
    count: int
    own: bool


@dataclass(frozen=True)
class Votes:
    """What a class chose in one question."""

    question: str
    votes: tuple[Vote, ...]


def sentence_about(lesson: Lesson, step: Step) -> str:
    """What a chosen sentence is about."""
    return f"{lesson.id}: {step.title}"


def strips(
    lesson: Lesson,
    index: int,
    own: Callable[[Side], tuple[Prediction, ...]],
    others: ClassPredictions,
    runs: Callable[[Side, str], tuple[float, ...]],
) -> tuple[Strip, ...]:
    """The axes of what was placed before a step, those without a mark left out."""
    found = {}
    for _, step in _before(lesson, index):
        if isinstance(step, PlaceStep):
            side, key = step.run, ("marks", step.measure)
            mine = tuple(value for made in own(side) if made.key == key for value in made.values)
            theirs = tuple(value for made in others.of(side, "marks", step.measure) for value in made.values)
            if mine or theirs:
                gave = runs(side, step.measure)
                found[side, step.measure] = Strip(side, step.measure, step.low, step.high, mine, theirs, gave)
    return tuple(found.values())


def votes(lesson: Lesson, said: Lesson, index: int, answers: Answers, others: ClassPredictions) -> tuple[Votes, ...]:
    """What a class chose before a step, in the words of `said`; nothing where nobody did. Predictions are stored in
    those of the lesson's own language."""
    found = []
    for place, step in _before(lesson, index):
        if isinstance(step, ChooseStep):
            counts = others.votes(sentence_about(lesson, step), [answer.text for answer in step.answers])
            chosen = answers.get(place, frozenset())
            shown = said.steps[place]
            assert isinstance(shown, ChooseStep)
            lines = tuple(
                Vote(answer.text, answer.right, count, k in chosen)
                for k, (answer, count) in enumerate(zip(shown.answers, counts, strict=True))
            )
            found.append(Votes(shown.text, lines))
    return tuple(one for one in found if any(vote.count for vote in one.votes))


def told(lesson: Lesson, index: int, answers: Answers) -> tuple[tuple[str, str], ...]:
    """What the person chose before a step, with the reasons."""
    return tuple(
        (tr("Right: {text}" if one.right else "Wrong: {text}", text=one.text), one.why)
        for place, step in _before(lesson, index) if isinstance(step, ChooseStep)
        for one in (step.answers[k] for k in sorted(answers.get(place, ())))
    )  # fmt: skip


def asked_before(lesson: Lesson, index: int, made: Sequence[Prediction], side: Side) -> tuple[Prediction, ...]:
    """Those of the predictions of a side that the steps before one asked for."""
    steps = [step for _, step in _before(lesson, index)]
    keys: set[tuple[Kind, str]] = {("curve", s.curve) for s in steps if isinstance(s, DrawStep) and s.run == side}
    keys |= {("marks", s.measure) for s in steps if isinstance(s, PlaceStep) and s.run == side}
    return tuple(one for one in made if one.key in keys)


def _before(lesson: Lesson, index: int) -> Iterator[tuple[int, Step]]:
    """The steps before one that are about the same experiment, back to where its results were shown last."""
    wanted, found = lesson.steps[index].experiment, []
    for k in reversed(range(index)):
        step = lesson.steps[k]
        if step.experiment == wanted:
            if isinstance(step, ExpectStep):
                break
            found.append((k, step))
    return reversed(found)
