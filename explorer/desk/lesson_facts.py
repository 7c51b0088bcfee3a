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
from explorer.lessons.steps import ExpectStep, Result, WaitStep
from explorer.lessons.wording import span, titled, written
from explorer.number_text import figure
from explorer.registry import SpecError
from explorer.runs.history import RunHistory
from explorer.runs.predictions import Prediction
from explorer.runs.spec import RunSpec

Outcome = Literal["in", "out", "open"]
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
    """One expected figure beside that of the run on show. `outcome` is "open" while there is nothing to read yet."""

    side: Side
    what: str
    expected: str
    found: str
    outcome: Outcome


def awaited(wait: WaitStep) -> str:
    """What a step waits for, as a phrase."""
    side, name = wait.run, next(filter(None, (wait.analysis, wait.verdict, wait.instrument)), "").replace("-", " ")
    settings = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in wait.setting.items())
    phrases: Mapping[Until, str] = {
        "run-started": f"the first step of {side}'s run",
        "run-ended": f"the end of {side}'s run",
        "step": f"step {wait.step:,} of {side}'s run",
        "skip-off": f"a skip of {side} to be switched off",
        "all-skips-on": f"all skips of {side} to be on",
        "gate-moved": f"a skip of {side} to be switched while it trains",
        "analysis": f"the analysis “{name}” of {side}",
        "verdict": f"the finding “{name}” on {side}'s run",
        "instrument": f"the instrument “{name}” to be chosen",
        "setting": f"{settings} in the card of {side}",
    }
    return phrases[wait.until]


def rows(step: ExpectStep, shown: Mapping[Side, Shown]) -> tuple[Row, ...]:
    """Every result of a step."""
    return tuple(_row(result, shown.get(result.run, Shown())) for result in step.results)


def _row(result: Result, shown: Shown) -> Row:
    run = shown.run
    over = run is not None and run.outcome is not None
    if result.verdict:
        title = result.verdict.replace("-", " ").capitalize()
        found = result.verdict in shown.verdicts
        outcome: Outcome = "in" if found else "out" if over else "open"
        return Row(result.run, title, "found", "found" if found else "not found" if over else "–", outcome)
    measure = MEASURES[result.measure]
    value = math.nan
    ready = over or not measure.trained or (result.at is not None and run is not None and len(run) > result.at)
    if shown.seen is not None and ready:
        value = measured(result.measure, shown.seen, result.at)
    title = titled(measure.name, result.at)
    title = title[:1].upper() + title[1:]
    expected = span(result.low, result.high, measure.name)
    if math.isnan(value):
        asks = bool(measure.analysis) and (shown.seen is None or measure.analysis not in shown.seen.analyses)
        missing = f"run the analysis {measure.analysis.replace('-', ' ')}" if asks else "no value" if over else "–"
        return Row(result.run, title, expected, missing, "out" if over and not asks else "open")
    inside = result.low <= value <= result.high
    return Row(result.run, title, expected, written(value, measure.name), "in" if inside else "out")


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
        drawn, is_now = (f"{100 * v:.0f} %" if accuracy else figure(v) for v in (made.values[-1], found))
        return f"{side}: you drew a training {made.about} that ends at {drawn}; the run's curve ends at {is_now}."
    measure = MEASURES.get(made.about)
    if measure is None or shown.seen is None:
        return ""
    placed = ", ".join(written(value, measure.name) for value in sorted(made.values))
    value = measured(made.about, shown.seen)
    if math.isnan(value):
        return ""
    return f"{side}: you placed {measure.title} at {placed}; this run gave {written(value, measure.name)}."


def same_experiment(run: RunSpec, loaded: RunSpec) -> bool:
    """Whether a run is of the experiment that was loaded, whatever its seed and its device."""
    return _plain(run) == _plain(loaded)


def _plain(spec: RunSpec) -> RunSpec:
    network = spec.network
    if network.skips == "default" and not network.source:
        network = replace(network, skips="on" if resolve(network.name)[0].skips_on else "off")
    return RunSpec(network=network, training=replace(spec.training, seed=0, device="auto"))


def is_other(experiment: Experiment, specs: Mapping[Side, RunSpec], catalog: Ready | None) -> bool:
    """Whether runs or cards of these settings are neither of the experiment nor of its version for a GPU."""
    try:
        wanted = [experiment.runs(gpu=gpu) for gpu in (False, True)]
        fits = [{side: fitted(spec, catalog) for side, spec in runs.items()} for runs in wanted]
    except SpecError:
        return False
    of_it = {side: spec for side, spec in specs.items() if side in fits[0]}
    return not any(all(same_experiment(spec, version[side]) for side, spec in of_it.items()) for version in fits)


def outside(found: Iterable[Row]) -> bool:
    """Whether a result came out otherwise."""
    return any(row.outcome == "out" for row in found)
