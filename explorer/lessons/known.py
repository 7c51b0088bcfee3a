"""Whether the names in a lesson exist, for those who know what there is: the engine, or the window's catalog."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from explorer.lessons.lesson import Lesson
from explorer.lessons.steps import LoadStep, WaitStep


def unknown_names(
    lesson: Lesson, instruments: Collection[str], analyses: Collection[str], datasets: Collection[str]
) -> tuple[str, ...]:
    """A sentence for each name in a lesson that is not one of these; a dataset "none" is always known."""
    kinds = {"instrument": instruments, "analysis": analyses, "dataset": (*datasets, "none")}
    return tuple(
        f"{lesson.id}: there is no {kind} {name!r}; allowed: {', '.join(kinds[kind])}."
        for kind, name in dict.fromkeys(_named(lesson))
        if name and name not in kinds[kind]
    )


def _named(lesson: Lesson) -> Iterator[tuple[str, str]]:
    for experiment in lesson.experiments:
        yield "instrument", experiment.instrument
        for settings in (
            experiment.both,
            experiment.a,
            experiment.b,
            experiment.gpu,
            experiment.gpu_a,
            experiment.gpu_b,
        ):
            yield "dataset", settings.get("dataset", "")
    for step in lesson.steps:
        if isinstance(step, LoadStep | WaitStep):
            yield "analysis", step.analysis
        if isinstance(step, WaitStep):
            yield "instrument", step.instrument
