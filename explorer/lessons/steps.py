"""What the steps of a lesson are. The reader of lesson files makes them; the window shows them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from explorer.lessons.fields import (
    FieldError,
    label,
    measure_name,
    one_line,
    places,
    plain_name,
    prose,
    settings,
    verdict_name,
)
from explorer.lessons.names import Curve, Run, Until

Settings = Mapping[str, Any]
FEWEST_ANSWERS, MOST_ANSWERS = 2, 8
MOST_TRAINED = 10_000_000
"""The last step of training that a lesson can name."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What every step has. `title` is its heading. `text` is in the Markdown of `markup`: `markup.html` draws it.
    `highlight` are names of `names.PLACES`. `experiment` is that of the step or of the nearest step before it that
    names one, filled in by the reader: predictions and results are about its runs; "" where there is none yet.
    """

    KIND: ClassVar[str] = ""
    title: str = field(metadata=one_line(80))
    text: str = field(metadata=prose(1200))
    highlight: tuple[str, ...] = field(default=(), metadata=places())
    experiment: str = field(default="", metadata=label(40))


@dataclass(frozen=True, kw_only=True)
class TextStep(Step):
    """Something to read."""

    KIND: ClassVar[str] = "text"


@dataclass(frozen=True, kw_only=True)
class LoadStep(Step):
    """One click puts `experiment` on the cards (`Lesson.experiment(name)`), with its instrument and layout. Nothing is
    trained by it: the person presses Train. `analysis` names one to offer in the dock of analyses, "" for none."""

    KIND: ClassVar[str] = "load"
    analysis: str = field(default="", metadata=plain_name())

    def __post_init__(self) -> None:
        if not self.experiment:
            raise FieldError("experiment", "missing; allowed: the name of an [[experiment]].")


@dataclass(frozen=True, kw_only=True)
class DrawStep(Step):
    """Predict by drawing: the `curve` ("loss" or "accuracy", training mode) of the run `run` over its steps, drawn with
    the mouse into that plot before the run. Stored with the run, and laid over the result."""

    KIND: ClassVar[str] = "draw"
    curve: Curve = "accuracy"
    run: Run = "A"


@dataclass(frozen=True, kw_only=True)
class PlaceStep(Step):
    """Predict by placing: where do `seeds` runs of `run`, which differ in their seed alone, land in `measure` (of
    `measures.MEASURES`)? The axis goes from `low` to `high`, in the measure's unit."""

    KIND: ClassVar[str] = "place"
    measure: str = field(metadata=measure_name())
    low: float
    high: float
    run: Run = "A"
    seeds: int = field(default=3, metadata={"low": 1, "high": 9})

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise FieldError("high", f"is {self.high:g}; allowed: more than low, {self.low:g}.")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer to choose. `why` explains it at once when it is chosen, right or wrong."""

    text: str = field(metadata=one_line(300))
    right: bool = False
    why: str = field(metadata=prose(600))


def answers() -> Any:
    """A field of answers to choose from."""
    return field(metadata={"key": "answer", "fewest": FEWEST_ANSWERS, "most": MOST_ANSWERS})


@dataclass(frozen=True, kw_only=True)
class ChooseStep(Step):
    """Predict by choosing a sentence, before the run. What is right comes with the result, not before: `why` of each
    answer is shown behind it."""

    KIND: ClassVar[str] = "choose"
    answers: tuple[Answer, ...] = answers()

    def __post_init__(self) -> None:
        need_right(self.answers)


@dataclass(frozen=True, kw_only=True)
class QuestionStep(Step):
    """A question of multiple choice: `why` of what was chosen is shown at once. Several answers may be right."""

    KIND: ClassVar[str] = "question"
    answers: tuple[Answer, ...] = answers()

    def __post_init__(self) -> None:
        need_right(self.answers)


@dataclass(frozen=True, kw_only=True)
class WaitStep(Step):
    """Wait until something holds: `conditions.holds(step, facts)`. `run` says of which side, `steps`, `analysis`,
    `verdict`, `instrument` and `setting` what `until` asks for. The person can always go on without."""

    KIND: ClassVar[str] = "wait"
    until: Until
    run: Run = "A"
    step: int = field(default=0, metadata={"low": 0, "high": MOST_TRAINED})
    analysis: str = field(default="", metadata=plain_name())
    verdict: str = field(default="", metadata=verdict_name())
    instrument: str = field(default="", metadata=plain_name())
    setting: Settings = field(default_factory=dict, metadata=settings())

    def __post_init__(self) -> None:
        for key in ("step", "analysis", "verdict", "instrument", "setting"):
            if self.until == key and not getattr(self, key):
                raise FieldError(key, f'missing; until = "{key}" needs it.')


def _step(value: int) -> None:
    if not 0 <= value <= MOST_TRAINED:
        raise ValueError(f"is {value}; allowed: 0 to {MOST_TRAINED:,}.")


@dataclass(frozen=True, kw_only=True)
class Result:
    """One expected figure: `measure` of `run` over three seeds lies between `low` and `high`. `at` is the step at which
    it is read, None for the end of the run. With `verdict` in the place of a measure: that finding is given."""

    run: Run = "A"
    measure: str = field(default="", metadata=measure_name())
    low: float = math.nan
    high: float = math.nan
    at: int | None = field(default=None, metadata={"check": _step})
    verdict: str = field(default="", metadata=verdict_name())

    def __post_init__(self) -> None:
        if bool(self.measure) == bool(self.verdict):
            raise FieldError("measure", "allowed: either a measure with low and high, or a verdict.")
        for key in ("low", "high"):
            if self.measure and math.isnan(getattr(self, key)):
                raise FieldError(key, "no number; a measure needs low and high.")
        if self.low > self.high:
            raise FieldError("high", f"is {self.high:g}; allowed: at least low, {self.low:g}.")


@dataclass(frozen=True, kw_only=True)
class Published:
    """A figure of a paper, which this program did not measure: a `measure`, or in its place `what` it is, with `unit`.
    `source` says where it stands."""

    run: Run = "A"
    measure: str = field(default="", metadata=measure_name())
    what: str = field(default="", metadata=one_line(120))
    unit: str = field(default="", metadata=label(12))
    value: float
    source: str = field(metadata=one_line(120))

    def __post_init__(self) -> None:
        if bool(self.measure) == bool(self.what):
            raise FieldError("measure", "allowed: either a measure, or what it is with its unit.")


@dataclass(frozen=True, kw_only=True)
class ExpectStep(Step):
    """What comes out, and how far it varies over seeds: `text` says it, `results` are the figures, compared with this
    run by `measures`. `otherwise` is shown where it came out otherwise. `lessons check` measures them, on built-in
    data. `published` are a paper's figures beside them."""

    KIND: ClassVar[str] = "expect"
    results: tuple[Result, ...] = field(metadata={"key": "result", "fewest": 1, "most": 8})
    published: tuple[Published, ...] = field(default=(), metadata={"fewest": 0, "most": 8})
    otherwise: str = field(metadata=prose(600))

    def __post_init__(self) -> None:
        if not self.experiment:
            raise FieldError("experiment", "missing; allowed: the name of an [[experiment]].")


@dataclass(frozen=True, kw_only=True)
class ModifyStep(Step):
    """A change to make to the experiment that is loaded (the M of PRIMM): predict, change, run, compare."""

    KIND: ClassVar[str] = "modify"


@dataclass(frozen=True, kw_only=True)
class MakeStep(Step):
    """An experiment of one's own, with no figures given."""

    KIND: ClassVar[str] = "make"


@dataclass(frozen=True, kw_only=True)
class QuizStep(Step):
    """Offers the quiz (`bundled.bundled_quiz`) with one click."""

    KIND: ClassVar[str] = "quiz"


STEPS: dict[str, type[Step]] = {
    kind.KIND: kind
    for kind in (
        TextStep, LoadStep, DrawStep, PlaceStep, ChooseStep, WaitStep, QuestionStep, ExpectStep, ModifyStep, MakeStep,
        QuizStep,
    )
}  # fmt: skip
"""Every kind of step by what a file calls it."""


def need_right(answers: tuple[Answer, ...]) -> None:
    """FieldError where no answer is right."""
    if not any(answer.right for answer in answers):
        raise FieldError("answer", "none is right; allowed: right = true in at least one.")
