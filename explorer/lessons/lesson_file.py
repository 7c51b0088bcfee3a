"""The file of a lesson: TOML, one table for each experiment and each step."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from explorer.experiments.toml_lines import Place, near
from explorer.lessons.lesson import LARGEST, MOST_EXPERIMENTS, MOST_STEPS, Experiment, Lesson
from explorer.lessons.steps import STEPS, ExpectStep, Step
from explorer.lessons.tables import Source, entries, made_from, read_source


def read_lesson(path: Path) -> Lesson:
    """The lesson of a file; LessonError where it cannot be read or is none."""
    return _lesson(read_source(path, LARGEST), path.stem)


def parse_lesson(text: str, file: str = "lesson.toml") -> Lesson:
    """The lesson of a TOML text; `file` is how messages call it."""
    return _lesson(Source(text, file), file.removesuffix(".toml"))


def read_experiments(source: Source, table: Mapping[str, Any]) -> dict[str, Experiment]:
    """The experiments of a file by name; LessonError."""
    found: dict[str, Experiment] = {}
    for place, entry in entries(source, table, "experiment", 0, MOST_EXPERIMENTS):
        experiment = made_from(source, Experiment, entry, place)
        if experiment.name in found:
            source.refuse(f"{experiment.name} is there twice; allowed: a name of its own.", *place, "name")
        found[experiment.name] = experiment
    return found


def named_experiment(source: Source, name: object, known: Collection[str], place: Place) -> str:
    """The name of an experiment that a step or question asks for, "" for none; LessonError where there is none such."""
    if name and (not isinstance(name, str) or name not in known):
        allowed = ", ".join(known) or "none: there is no [[experiment]]"
        source.refuse(f"there is no experiment {str(name)[:40]!r}; allowed: {allowed}.", *place, "experiment")
    return str(name)


def _lesson(source: Source, name: str) -> Lesson:
    table = source.table()
    experiments = read_experiments(source, table)
    steps = _steps(source, table, experiments)
    return made_from(
        source, Lesson, table, (), experiments=tuple(experiments.values()), steps=steps, id=name, source=source.text
    )


def _steps(source: Source, table: Mapping[str, Any], experiments: Mapping[str, Experiment]) -> tuple[Step, ...]:
    made: list[Step] = []
    current = ""
    for place, entry in entries(source, table, "step", 1, MOST_STEPS):
        current = named_experiment(source, entry.get("experiment", current), experiments, place)
        step = _step(source, {**entry, "experiment": current}, place)
        _require_sides(source, step, experiments.get(current), place)
        made.append(step)
    return tuple(made)


def _step(source: Source, entry: dict[str, Any], place: Place) -> Step:
    kind = str(entry.pop("kind", ""))
    if kind not in STEPS:
        problem = f"is {kind[:40]!r}" if kind else "is missing"
        source.refuse(f"{problem}; allowed: {', '.join(STEPS)}.{near(kind, STEPS)}", *place, "kind")
    return made_from(source, STEPS[kind], entry, place)


def _require_sides(source: Source, step: Step, experiment: Experiment | None, place: Place) -> None:
    """Refuse results of a B that the experiment does not have."""
    if isinstance(step, ExpectStep) and experiment is not None and not experiment.b:
        for k, result in enumerate(step.results):
            if result.run != "A":
                source.refuse(f"the experiment {experiment.name} has no B.", *place, "result", k, "run")
