"""What an analysis is, the analyses there are, and carrying one out."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from explorer.analyses.subject import Subject
from explorer.choices.figure import Figure
from explorer.registry import Registry, SpecError
from explorer.runs.analysis import AnalysisResult, Setting, Value

Settings = Mapping[str, Any]


@dataclass(frozen=True)
class Report:
    """What an analysis found: figures, and sentences with numbers, most telling first."""

    figures: tuple[Figure, ...]
    sentences: tuple[str, ...]


Work = Generator[float, None, Report]
"""Yields the share done (0–1) several times a second and returns the report; closing it cancels."""


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """One question to a network. `question` is it in a line; `healthy` says in numbers what good looks like, `limits`
    what the answer cannot show, `source` where the method comes from. `trained`: it needs a run's weights."""

    name: str
    title: str
    question: str
    healthy: str
    limits: str
    source: str
    trained: bool
    work: Callable[[Subject, Settings], Work]
    settings: tuple[Setting, ...] = ()


ANALYSES: Registry[Analysis] = Registry("analysis", "explorer.analyses")


def carry_out(
    analysis: Analysis, subject: Subject, given: Mapping[str, Value], progress: Callable[[float], None]
) -> AnalysisResult:
    """Answer the question with these settings, the others at their defaults. What `progress` raises cancels.

    Raises SpecError for a setting that is unknown or outside its range.
    """
    settings = checked(analysis, given)
    started = time.perf_counter()
    work = analysis.work(subject, settings)
    try:
        while True:
            progress(next(work))
    except StopIteration as end:
        report: Report = end.value
    finally:
        work.close()
    return AnalysisResult(
        analysis=analysis.name,
        network=subject.spec.network.name,
        settings=settings,
        figures=report.figures,
        sentences=report.sentences,
        made=datetime.now(UTC).isoformat(),
        seconds=time.perf_counter() - started,
    )


def checked(analysis: Analysis, given: Mapping[str, Value]) -> dict[str, Value]:
    """All settings of an analysis, those given in place of the defaults; SpecError names what is not allowed."""
    allowed = {setting.name: setting for setting in analysis.settings}
    unknown = sorted(set(given) - set(allowed))
    if unknown:
        names = ", ".join(allowed) or "none, it has no settings"
        raise SpecError(f"{analysis.name} has no setting {', '.join(unknown)}; allowed: {names}.")
    return {name: _value(setting, given.get(name, setting.default)) for name, setting in allowed.items()}


def _value(setting: Setting, value: Value) -> Value:
    if setting.choices:
        if value not in setting.choices:
            raise SpecError(f"{setting.name} is {value!r}; allowed: {', '.join(setting.choices)}.")
        return value
    if isinstance(setting.default, bool):  # bool("no") is True
        if not isinstance(value, bool):
            raise SpecError(f"{setting.name} is {value!r}; allowed: True or False.")
        return value
    try:
        read: Value = type(setting.default)(value)
    except (ValueError, OverflowError) as error:
        raise SpecError(f"{setting.name} is {value!r}; allowed: a number.") from error
    low, high = setting.low, setting.high
    if low is not None and high is not None and not low <= float(read) <= high:
        raise SpecError(f"{setting.name} is {read}; allowed: {setting.bounds}.")
    return read
