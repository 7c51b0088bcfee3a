"""Whether the names in a lesson exist, for those who know what there is: the engine, or the window's catalog."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from explorer.experiments.toml_lines import located, near
from explorer.lessons.lesson import Lesson
from explorer.lessons.steps import LoadStep, WaitStep


def unknown_names(
    lesson: Lesson, instruments: Collection[str], analyses: Collection[str], datasets: Collection[str]
) -> tuple[str, ...]:
    """A sentence for each name in a lesson that is not one of these, with its line; the dataset "none" is known."""
    kinds = {"instrument": instruments, "analysis": analyses, "dataset": (*datasets, "none")}
    return tuple(
        f"{located(f'{lesson.id}.toml', lesson.source, place)}: there is no {place[-1]} {name!r}; "
        f"allowed: {', '.join(kinds[place[-1]])}.{near(name, kinds[place[-1]])}"
        for place, name in _named(lesson)
        if name and name not in kinds[place[-1]]
    )


def _named(lesson: Lesson) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Each name with its place in the file, which ends in the kind of it."""
    for k, experiment in enumerate(lesson.experiments):
        yield ("experiment", k, "instrument"), experiment.instrument
        for key in ("both", "a", "b", "gpu", "gpu_a", "gpu_b"):
            yield ("experiment", k, key, "dataset"), getattr(experiment, key).get("dataset", "")
    for k, step in enumerate(lesson.steps):
        if isinstance(step, LoadStep | WaitStep):
            yield ("step", k, "analysis"), step.analysis
        if isinstance(step, WaitStep):
            yield ("step", k, "instrument"), step.instrument
