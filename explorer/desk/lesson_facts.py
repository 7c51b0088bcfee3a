"""What a lesson's step waits for, and what came out against what was expected, as plain data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from explorer.choices.family import resolve
from explorer.desk.setups import fitted
from explorer.desk.sides import Side
from explorer.engine.events import Ready
from explorer.lessons.lesson import Experiment
from explorer.lessons.measures import MEASURES, Seen, measured
from explorer.lessons.names import Until
from explorer.lessons.steps import ExpectStep, Published, Result, WaitStep
from explorer.lessons.wording import quoted, span, titled, written
from explorer.number_text import figure, percent
from explorer.registry import SpecError
from explorer.runs.history import RunHistory
from explorer.runs.predictions import Prediction
from explorer.runs.spec import RunSpec
from explorer.verdicts.verdict_registry import VERDICTS
from explorer.wording import tr

Outcome = Literal["in", "out", "open", "free"]
OTHER = "This run has other settings than the lesson's experiment, so the expected figures are not about it."
"""Said of a run that is not the lesson's."""


@dataclass(frozen=True)
class Shown:
    """What a result is read of: a side's network with its run and analyses (None while the network is asked for), and
    the findings on it."""

    seen: Seen | None = None
    verdicts: frozenset[str] = frozenset()

    @property
    def run(self) -> RunHistory | None:
        """The run on show."""
        return None if self.seen is None else self.seen.run


@dataclass(frozen=True)
class Row:
    """One expected figure beside that of the run on show. `outcome` is "open" while there is nothing to read yet, and
    "free" where nothing is expected of this run."""

    side: Side
    what: str
    expected: str
    found: str
    outcome: Outcome


@dataclass(frozen=True)
class PaperRow:
    """A figure of a paper beside that of the run on show, "" where this is not of the paper's data."""

    side: Side
    what: str
    value: str
    source: str
    found: str = ""


def awaited(wait: WaitStep, titles: Mapping[str, str]) -> str:
    """What a step waits for, as a phrase; `titles` are those of instruments and analyses by their names."""
    named = wait.analysis or wait.instrument
    side, name = wait.run, tr(VERDICTS[wait.verdict].title) if wait.verdict else titles.get(named, named)
    settings = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in wait.setting.items())
    phrases: Mapping[Until, str] = {
        "run-started": tr("the first step of {side}'s run", side=side),
        "run-ended": tr("the end of {side}'s run", side=side),
        "step": tr("step {step:,} of {side}'s run", step=wait.step, side=side),
        "skip-off": tr("a skip of {side} to be switched off", side=side),
        "all-skips-on": tr("all skips of {side} to be on", side=side),
        "gate-moved": tr("a skip of {side} to be switched while it trains", side=side),
        "analysis": tr("the analysis “{name}” of {side}", name=name, side=side),
        "verdict": tr("the finding “{name}” on {side}'s run", name=name, side=side),
        "instrument": tr("the instrument “{name}” to be chosen", name=name),
        "setting": tr("{settings} in the card of {side}", settings=settings, side=side),
    }
    return phrases[wait.until]


def rows(
    step: ExpectStep, shown: Mapping[Side, Shown], titles: Mapping[str, str], *, paper: bool = False
) -> tuple[Row, ...]:
    """Every result of a step; `titles` are those of analyses by their names. With `paper` the runs are of the paper's
    data: nothing was measured that they could be compared with, but what is counted of the network alone."""
    return tuple(_row(result, shown.get(result.run, Shown()), titles, paper) for result in step.results)


def paper_rows(step: ExpectStep, shown: Mapping[Side, Shown], *, paper: bool) -> tuple[PaperRow, ...]:
    """Every published figure of a step; beside those of measures what the runs gave, where they are of its data."""
    return tuple(_published(one, shown.get(one.run, Shown()), paper) for one in step.published)


def _published(one: Published, shown: Shown, paper: bool) -> PaperRow:
    if not one.measure:
        return PaperRow(one.run, one.what, quoted(one.value, one.unit), one.source)
    measure = MEASURES[one.measure]
    found = _read(measure.name, None, shown) if paper or not measure.trained else math.nan
    told = "" if math.isnan(found) else written(found, measure.name)
    return PaperRow(one.run, _capital(titled(measure.name)), quoted(one.value, measure.unit), one.source, told)


def _row(result: Result, shown: Shown, titles: Mapping[str, str], paper: bool) -> Row:
    over = shown.run is not None and shown.run.outcome is not None
    if result.verdict:
        title = tr("Finding “{title}”", title=tr(VERDICTS[result.verdict].title))
        there = result.verdict in shown.verdicts
        told: Outcome = "in" if there else "out" if over else "open"
        said = tr("found") if there else tr("not found") if over else ""
        return Row(result.run, title, "" if paper else tr("found"), said, "free" if paper and over else told)
    measure = MEASURES[result.measure]
    free = paper and measure.trained
    title = _capital(titled(measure.name, result.at))
    expected = "" if free else span(result.low, result.high, measure.name)
    value = _read(measure.name, result.at, shown)
    if math.isnan(value):
        asks = bool(measure.analysis) and (shown.seen is None or measure.analysis not in shown.seen.analyses)
        analysis = titles.get(measure.analysis, measure.analysis)
        missing = tr("run the analysis “{analysis}”", analysis=analysis) if asks else tr("no value") if over else ""
        return Row(result.run, title, expected, missing, "out" if over and not asks and not free else "open")
    inside = result.low <= value <= result.high
    return Row(result.run, title, expected, written(value, measure.name), "free" if free else "in" if inside else "out")


def _read(name: str, at: int | None, shown: Shown) -> float:
    """A measure of what is shown; NaN before it is ready."""
    run, measure = shown.run, MEASURES[name]
    over = run is not None and run.outcome is not None
    ready = over or not measure.trained or (at is not None and run is not None and len(run) > at)
    return measured(name, shown.seen, at) if shown.seen is not None and ready else math.nan


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]


def gaps(made: Sequence[Prediction], side: Side, shown: Shown) -> tuple[str, ...]:
    """What was predicted of a side beside what its run gave, a sentence for each."""
    return tuple(text for prediction in made if (text := _gap(prediction, side, shown)))


def _gap(made: Prediction, side: Side, shown: Shown) -> str:
    run = shown.run
    if made.kind == "sentence" or run is None or run.outcome is None or not len(run):
        return ""
    if made.kind == "curve":
        values = run.accuracy if made.about == "accuracy" else run.loss
        end = min(round(made.x[-1] * run.spec.training.total_steps(run.steps_per_epoch)), len(values))
        found = float(values[max(end - 10, 0) : max(end, 1)].mean())
        accuracy = made.about == "accuracy"
        drawn, is_now = (percent(v, 0) if accuracy else figure(v) for v in (made.values[-1], found))
        return tr(
            "{side}: you drew a training {about} that ends at {drawn}; the run's curve ends at {is_now}.",
            side=side,
            about=tr("accuracy") if accuracy else tr("loss"),
            drawn=drawn,
            is_now=is_now,
        )
    measure = MEASURES.get(made.about)
    if measure is None or shown.seen is None:
        return ""
    placed = ", ".join(written(value, measure.name) for value in sorted(made.values))
    value = measured(made.about, shown.seen)
    if math.isnan(value):
        return ""
    return tr(
        "{side}: you placed {title} at {placed}; this run gave {value}.",
        side=side,
        title=titled(measure.name),
        placed=placed,
        value=written(value, measure.name),
    )


def same_experiment(run: RunSpec, loaded: RunSpec) -> bool:
    """Whether a run is of the experiment that was loaded, whatever its seed and its device."""
    return _plain(run) == _plain(loaded)


def _plain(spec: RunSpec) -> RunSpec:
    network = spec.network
    if network.skips == "default" and not network.source:
        network = replace(network, skips="on" if resolve(network.name)[0].skips_on else "off")
    return RunSpec(network=network, training=replace(spec.training, seed=0, device="auto"))


def version_of(
    experiment: Experiment, specs: Mapping[Side, RunSpec], catalog: Ready | None
) -> Literal["built-in", "gpu", "other"]:
    """Which version of the experiment runs or cards of these settings are; other settings are neither."""
    versions: dict[Literal["built-in", "gpu"], bool] = {"built-in": False, "gpu": True}
    for name, gpu in versions.items():
        if gpu and not experiment.gpu:
            continue
        try:
            wanted = {side: fitted(spec, catalog) for side, spec in experiment.runs(gpu=gpu).items()}
        except SpecError:
            return "built-in"
        if all(same_experiment(spec, wanted[side]) for side, spec in specs.items() if side in wanted):
            return name
    return "other"


def outside(found: Iterable[Row]) -> bool:
    """Whether a result came out otherwise."""
    return any(row.outcome == "out" for row in found)
