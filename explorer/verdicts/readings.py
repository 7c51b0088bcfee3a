"""What the verdicts read of a run: slices, medians over layers and steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.number_text import percent
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import ABSENT, EpochResult
from explorer.verdicts.finding import Evidence, Finding, Severity
from explorer.verdicts.twins import Offer
from explorer.wording import joined, said, said_count

Numbers = NDArray[np.float64]
Span = tuple[int, int]

ROWS = 48
"""Rows looked at of a span, evenly spread: a median over more takes longer and says the same."""
RECENT = 0.2
"""The share of the judged steps that counts as now."""
FEWEST = 20
"""Steps below which a span is too short for a median to be trusted."""
TOLD = 5
"""Steps from which a mean accuracy is told, of batches before and after a switch or beside a twin."""
STUCK = 20
"""Steps after which a network that still guesses is called stuck, where the run is over; one that goes on has time."""
UNEVEN = 1.5
"""Share of the commonest class, in that of equally common ones: above it the baseline is worth a word."""
SHRUNK = 0.05
"""Length of the weights now, in that of the first judged step."""


class Record:
    """A run since its last intervention, which split it in two: what came before was another network's.

    Steps `first` … `end` − 1 are judged, all with a finite loss; a span is (first, end) of steps. `columns` are those
    of the weighted layers on the main path that train, but the classifier; `places` are their indices in the graph's
    `main_path`, `frozen` those of the layers that do not train, which are left out everywhere.
    Readings are float64 (layers,), NaN where there is nothing to measure, None where nothing was measured.
    """

    def __init__(self, run: RunHistory) -> None:
        self.run = run
        self.first = max((i.step for i in run.interventions), default=0)
        self.finite = not len(run.loss) or bool(np.isfinite(run.loss[-1]))
        self.end = max(self.first, len(run) - (not self.finite))
        column = {layer: i for i, layer in enumerate(run.graph.layers)}
        path = run.graph.main_path
        self.frozen = tuple(i for i, layer in enumerate(path) if run.graph.calls[layer].frozen)
        training = [i for i in range(len(path)) if i not in self.frozen] or [len(path) - 1]
        self.last = training[-1]
        self.places = tuple(training[:-1]) or (self.last,)
        self.columns = [column[path[i]] for i in self.places]
        self.head = column[path[self.last]]
        self.skips_on = sum(value > 0 for value in run.gates().values())

    @property
    def steps(self) -> int:
        """How many steps are judged."""
        return self.end - self.first

    @property
    def whole(self) -> bool:
        """Whether the run is judged from its first step."""
        return self.first == 0

    @property
    def over(self) -> bool:
        """Whether the run has ended."""
        return self.run.outcome is not None

    @property
    def normed(self) -> bool:
        """Whether the network has norms."""
        return self.run.graph.normed

    @cached_property
    def bypassed(self) -> frozenset[int]:
        """Places of layers whose branch an addition bypasses, with its skip on: such a branch may be silent."""
        gates = self.run.gates()
        on = (skip for skip in self.run.graph.skips if gates[skip.id] > 0 and skip.kind != "concatenation")
        beside = {layer for skip in on for layer in skip.residual}
        return frozenset(i for i in self.places if self.run.graph.main_path[i] in beside)

    @property
    def chance(self) -> float:
        """The chance level, 0–1: accuracy of always predicting the most frequent class."""
        return self.run.majority

    @property
    def chance_loss(self) -> float:
        """The loss at chance level, nats: ln(classes) for balanced classes."""
        return self.run.prior_loss

    @property
    def uneven(self) -> str:
        """What to say of the baseline where classes are not equally common: ", where …"; else empty."""
        even = self.chance <= UNEVEN / self.run.graph.classes
        return "" if even else said("; chance level is {chance}", chance=percent(self.chance))

    @cached_property
    def recent(self) -> Span:
        """The steps that count as now."""
        return self.part(1 - RECENT, 1)

    def part(self, start: float, stop: float, fewest: int = FEWEST) -> Span:
        """A part of the judged steps, 0–1; at least `fewest` steps, where there are as many."""
        end = self.first + round(stop * self.steps)
        begin = min(self.first + round(start * self.steps), end - fewest)
        return max(self.first, begin), max(end, min(self.end, self.first + 1))

    @cached_property
    def epochs(self) -> list[EpochResult]:
        """Epochs that ran wholly within the judged steps, with finite training figures."""
        size = self.run.steps_per_epoch
        return [e for e in self.run.epochs if e.step - size + 1 >= self.first and math.isfinite(e.train_loss)]

    def loss(self, span: Span) -> float:
        """Mean training loss over a span, nats."""
        return float(self.run.loss[slice(*span)].mean(dtype=np.float64))

    def spread(self, span: Span) -> float:
        """Standard error of the mean that `loss` gives."""
        values = self.run.loss[slice(*span)].astype(np.float64)
        return float(values.std()) / math.sqrt(max(1, len(values)))

    def trend(self, span: Span) -> tuple[float, float]:
        """The loss of a span along a straight line: the share of it that is lost from the middle of the first half to
        that of the second, and how many standard errors its slope is below 0."""
        loss = self.run.loss[slice(*span)].astype(np.float64)
        steps = np.arange(len(loss)) - (len(loss) - 1) / 2
        slope = float((steps * loss).sum() / max(1.0, (steps**2).sum()))
        rest = loss - loss.mean() - slope * steps
        error = math.sqrt(float((rest**2).sum()) / max(1, len(loss) - 2) / max(1.0, float((steps**2).sum())))
        fall = -slope * len(loss) / 2 / max(1e-9, float(loss[: max(1, len(loss) // 2)].mean()))
        return fall, -slope / max(error, 1e-12)

    def accuracy(self, span: Span) -> float:
        """Mean training accuracy over a span, 0–1."""
        return float(self.run.accuracy[slice(*span)].mean(dtype=np.float64))

    @property
    def enough(self) -> bool:
        """Whether there are steps enough to call a network lost; one that goes on has time."""
        return self.steps >= (STUCK if self.over else 2 * FEWEST)

    @cached_property
    def stuck(self) -> bool:
        """Whether accuracy and loss are at chance level, now and before."""
        return self.enough and all(self._guesses(self.part(*p)) for p in ((0.6, 0.8), (0.8, 1)))

    def _guesses(self, span: Span) -> bool:
        count = min(span[1] - span[0], 4 * FEWEST) * self.run.spec.training.batch_size
        margin = 0.02 + 4 * math.sqrt(self.chance * (1 - self.chance) / count)
        return self.accuracy(span) < self.chance + margin and self.loss(span) > 0.98 * self.chance_loss

    def at(self, name: str, step: int) -> Numbers | None:
        """One step's reading, of the main path's layers."""
        rows = self.run.held(name, step, step + 1)
        return _cleaned(rows[0, self.columns]) if len(rows) else None

    def median(self, name: str, span: Span) -> Numbers | None:
        """The median over a span's steps, of the main path's layers."""
        rows = self.rows(name, span)
        return None if rows is None else np.median(rows, axis=0)

    def rows(self, name: str, span: Span) -> Numbers | None:
        """At most ROWS readings of a span, evenly spread, (rows, layers)."""
        return self._rows(name, span, self.columns)

    def every(self, name: str, span: Span) -> Numbers | None:
        """All readings of a short span, (steps, layers): for spikes, which a selection would miss."""
        taken = self.run.rows(name, *span)
        return _cleaned(taken[:, self.columns]) if len(taken) else None

    def head_rows(self, name: str, span: Span) -> Numbers | None:
        """As `rows`, of the classifier alone, (rows,)."""
        rows = self._rows(name, span, [self.head])
        return None if rows is None else rows[:, 0]

    def _rows(self, name: str, span: Span, columns: list[int]) -> Numbers | None:
        taken = self.run.held(name, *span) if name not in self._probed else self._probes(name, span)
        if not len(taken):
            return None
        picked = np.unique(np.linspace(0, len(taken) - 1, ROWS).round().astype(int))
        return _cleaned(taken[picked][:, columns])

    @cached_property
    def _probed(self) -> frozenset[str]:
        return frozenset(() if self.run.probe is None else self.run.probe.values)

    def _probes(self, name: str, span: Span) -> NDArray[np.float32]:
        """Readings of the probes taken in a span, or the last before it ends."""
        begin, end = np.searchsorted(self.run.probe_steps, span, side="left")
        return self.run.rows(name, int(min(begin, end - 1)) if end else 0, int(end))

    @cached_property
    def silent(self) -> bool:
        """Whether no layer but the classifier has had any gradient lately, exactly none, though it had one before.

        With weights that are not 0 this is a signal that ends on its way for every image of every batch.
        """
        now = self.rows("gradient-norm", self.recent)
        before = self.rows("gradient-norm", self.part(0, 0.5))
        weights = self.rows("weight-norm", self.recent)
        if now is None or before is None or weights is None or not self.enough:
            return False
        return bool((now == 0).all() and (before > 0).any() and (weights > 0).all())

    @cached_property
    def shrunk(self) -> bool:
        """Whether weight decay has worn the weights away: the median layer has less than a twentieth of its length."""
        before, now = self.at("weight-norm", self.first), self.median("weight-norm", self.recent)
        return before is not None and now is not None and bool(np.median(now) < SHRUNK * np.median(before))

    def since(self) -> str:
        """How a sentence begins where only a part of the run, or of the network, is judged."""
        moved = said(
            "Judged from step {step} on, where skips were switched{before}. ", step=self.first, before=self._before()
        )
        return joined((self._frozen_part(), "" if self.whole else moved))

    def _before(self) -> str:
        """What the switch did to the training accuracy, where enough steps before and after it tell."""
        begin = max((i.step for i in self.run.interventions if i.step < self.first), default=0)
        before, now = (max(begin, self.first - FEWEST), self.first), self.recent
        if min(before[1] - before[0], now[1] - now[0]) < TOLD:
            return ""
        was, is_now = percent(self.accuracy(before)), percent(self.accuracy(now))
        return said(": training accuracy was {was} before and is {now} now", was=was, now=is_now)

    def _frozen_part(self) -> str:
        count, path = len(self.frozen), len(self.run.graph.main_path)
        if not count:
            return ""
        only = said("only the classifier trains. ") if count == path - 1 else said("they are not judged. ")
        return said_count(
            "{count} of {layers} layers is frozen: {only}", "{count} of {layers} layers are frozen: {only}", count,
            layers=path, only=only,
        )  # fmt: skip


def _cleaned(values: NDArray[np.float32]) -> Numbers:
    return np.where(values == ABSENT, np.nan, values.astype(np.float64))


def first_layers(values: NDArray[Any]) -> NDArray[Any]:
    """Those of the layers nearest the input: a quarter of them, at most three."""
    return values[: max(1, min(3, len(values) // 4))]


def ends(record: Record) -> tuple[int, ...]:
    """The first layers and the classifier, as evidence names them."""
    count = len(first_layers(np.asarray(record.places)))
    return (*record.places[:count], record.last)


def found(
    record: Record,
    *,
    verdict: str,
    title: str,
    severity: Severity,
    sentence: str,
    evidence: Sequence[Evidence],
    not_this: str,
    to_try: str,
    offer: Offer | None = None,
) -> Finding:
    """A finding; where a gate was moved its sentence says so."""
    return Finding(
        verdict=verdict,
        title=title,
        severity=severity,
        sentence=joined((record.since(), sentence)),
        evidence=tuple(evidence),
        not_this=not_this,
        to_try=to_try,
        offer=offer,
    )


def seen(record: Record, measure: str, span: Span, text: str, layers: tuple[int, ...] = ()) -> Evidence:
    """Evidence over a span of steps."""
    return Evidence(measure, (span[0], max(span[0], span[1] - 1)), layers, text)
