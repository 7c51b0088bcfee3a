"""Whether what a lesson expects came out: in one run, and over the seeds of a check."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from explorer.lessons.lesson import Lesson
from explorer.lessons.measures import MEASURES, Seen, measured
from explorer.lessons.steps import ExpectStep, Result
from explorer.lessons.wording import span, spread, titled
from explorer.runs.spec import NO_DATA, RunSpec
from explorer.verdicts.verdict_registry import VERDICTS


@dataclass(frozen=True)
class Outcome:
    """What one run gave for one expected result: the figure (1 or 0 of a verdict: given or not), NaN where there is
    nothing to read yet, and whether that is what was expected."""

    value: float
    expected: bool


def outcome(result: Result, seen: Seen, verdicts: Collection[str] = ()) -> Outcome:
    """What a run gave; `verdicts` are the names of its findings."""
    if result.verdict:
        return Outcome(float(result.verdict in verdicts), result.verdict in verdicts)
    value = measured(result.measure, seen, result.at)
    return Outcome(value, result.low <= value <= result.high)


@dataclass(frozen=True)
class Wanted:
    """A run that a check needs: of which lesson and result, with which seed. `trained`: the network alone is not
    enough. `analysis` is what is to be asked of the run, "" for nothing."""

    lesson: Lesson
    step: ExpectStep
    result: Result
    spec: RunSpec
    trained: bool
    analysis: str


def wanted(lesson: Lesson, seeds: int) -> Iterator[Wanted]:
    """What the results of a lesson are measured on, seeds 0 to `seeds` − 1; a network alone is looked at once."""
    for step in lesson.expected:
        experiment = lesson.experiment(step.experiment)
        for result in step.results:
            measure = MEASURES.get(result.measure)
            trained = measure is None or measure.trained
            analysis = "" if measure is None else measure.analysis
            for seed in range(seeds if trained else 1):
                spec = experiment.runs(seed=seed)[result.run]
                yield Wanted(lesson, step, result, spec, trained, analysis)


def untrainable(lesson: Lesson) -> tuple[str, ...]:
    """A sentence for each result that would have to be trained without data."""
    return tuple(
        f"{lesson.id}: {want.step.title}: {want.result.measure or want.result.verdict} of run {want.result.run} needs "
        f"data; the experiment {want.step.experiment} has none."
        for want in wanted(lesson, 1)
        if want.trained and want.spec.training.dataset == NO_DATA
    )


@dataclass(frozen=True)
class Row:
    """A row of the table: a result of a lesson and what each seed gave."""

    lesson: Lesson
    step: ExpectStep
    result: Result
    outcomes: tuple[Outcome, ...] = ()

    def with_outcome(self, found: Outcome) -> Row:
        """The row with one seed more."""
        return replace(self, outcomes=(*self.outcomes, found))

    @property
    def passed(self) -> bool:
        """Whether every seed gave what was expected."""
        return bool(self.outcomes) and all(found.expected for found in self.outcomes)

    @property
    def what(self) -> str:
        """What is measured, of which network."""
        network = self.lesson.experiment(self.step.experiment).settings_of(self.result.run)["network"]
        run = f"{network} ({self.result.run} of {self.step.experiment})"
        if self.result.verdict:
            return f"{run}: finding {VERDICTS[self.result.verdict].title!r}"
        return f"{run}: {titled(self.result.measure, self.result.at)}"

    @property
    def expected_text(self) -> str:
        """The expected range with its unit."""
        if self.result.verdict:
            return "given"
        return span(self.result.low, self.result.high, self.result.measure)

    @property
    def measured_text(self) -> str:
        """The range over seeds."""
        values = [found.value for found in self.outcomes]
        if self.result.verdict:
            return f"{sum(found.expected for found in self.outcomes)} of {len(values)}"
        return spread(values, self.result.measure)


def table(rows: Sequence[Row]) -> str:
    """The rows as a table in Markdown: lesson, what, expected and measured range, and whether it came out."""
    lines = ["| Lesson | Measured on | Expected | Measured | |", "|---|---|---:|---:|---|"]
    before = None
    for row in rows:
        name = f"{row.lesson.number}" if row.lesson is before else f"{row.lesson.number} {row.lesson.title}"
        before = row.lesson
        passed = "pass" if row.passed else "**differs**"
        lines.append(f"| {name} | {row.what} | {row.expected_text} | {row.measured_text} | {passed} |")
    return "\n".join(lines) + "\n"
