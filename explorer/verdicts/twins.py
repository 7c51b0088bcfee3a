"""Twins of a run: the same but for one thing (depth, skips, learning rate, length), and which are worth training."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from explorer.choices.family import FAMILIES
from explorer.number_text import percent
from explorer.registry import SpecError
from explorer.runs.depth_twins import depth_of, is_twin, skips_on, twin_key
from explorer.runs.history import RunHistory
from explorer.runs.spec import RunSpec
from explorer.runs.spec_digest import spec_digest
from explorer.wording import said

FACTOR = 10
"""A rate twin is offered at this many times the learning rate, or at its inverse."""
LONGER = 4
"""A longer twin is offered with this many times the epochs."""
BETTER = 0.05
"""Training accuracy above that of the other from which a twin counts as better: another seed seldom moves it by as
much."""
LEARNS = 0.1
"""Training accuracy above the chance level from which a network counts as learning."""


@dataclass(frozen=True)
class Offer:
    """A run that would decide: its spec, what sets it apart ("plain-20", "learning rate 0.01"), what it shows, and
    the verdict that it `decides` about."""

    spec: RunSpec
    text: str
    shows: str
    decides: str

    @property
    def sentence(self) -> str:
        """What it is for: "The same run with learning rate 0.01 shows whether the learning rate is too high."."""
        return said("The same run with {what} shows {answer}.", what=self.text, answer=self.shows)


@dataclass(frozen=True)
class Compared:
    """Training accuracies of a run and of its twin after the last epoch that both have, counted from 1."""

    own: float
    twin: float
    epoch: int
    better: bool

    @property
    def text(self) -> str:
        """As in "97.3 % against 45.0 % after 15 epochs", the twin's first."""
        return said(
            "{twin} against {own} after {epochs} epochs",
            twin=percent(self.twin),
            own=percent(self.own),
            epochs=self.epoch,
        )


def compared(run: RunHistory, twin: RunHistory | None) -> Compared | None:
    """A run and its twin; None without a twin, or before an epoch of both. One that diverged is at the chance level."""
    if twin is None or not twin.epochs:
        return None
    lost = run.outcome is not None and run.outcome.status == "diverged"
    common = len(twin.epochs) if lost else min(len(run.epochs), len(twin.epochs))
    if not common:
        return None
    own = run.majority if lost else run.epochs[common - 1].train_accuracy
    other = twin.epochs[common - 1].train_accuracy
    return Compared(own, other, common, other > max(own, learns_above(run)) + BETTER)


def learns_above(run: RunHistory) -> float:
    """The training accuracy above which a network has begun to learn: 20 % with ten equally common classes."""
    return min(2 * run.majority, run.majority + LEARNS)


class Twins:
    """Those of some runs that are twins of the run of `spec`; the first of a kind is taken. Runs in which gates were
    moved are none; at another learning rate, or longer, only those that were completed."""

    def __init__(self, spec: RunSpec, runs: Iterable[RunHistory] = ()) -> None:
        self._spec = spec
        known = [run for run in runs if not run.interventions]
        whole = [run for run in known if run.outcome is not None and run.outcome.status == "completed"]
        rates = [run for run in whole if is_rate_twin(spec, run.spec)]
        rate = spec.training.lr
        self.shallower = next((run for run in known if is_twin(spec, run.spec)), None)
        self.residual = next((run for run in known if is_residual_twin(spec, run.spec)), None)
        self.faster = next((run for run in rates if run.spec.training.lr > rate), None)
        self.slower = next((run for run in rates if run.spec.training.lr < rate), None)
        self.longer = next((run for run in whole if is_longer_twin(spec, run.spec)), None)
        long = self.longer
        self.longer_shallower = next((run for run in whole if long is not None and is_twin(long.spec, run.spec)), None)

    @property
    def known(self) -> bool:
        """Whether there is any."""
        kinds = (self.shallower, self.residual, self.faster, self.slower, self.longer)
        return any(run is not None for run in kinds)

    def to_shallower(self) -> Offer | None:
        """The shallower twin, where there is none yet and the family has one."""
        lower = shallower(self._spec) if self.shallower is None else None
        if lower is None:
            return None
        return Offer(lower, lower.network.name, said("whether depth is the cause"), "degradation")

    def to_faster(self) -> Offer | None:
        """The twin at ten times the learning rate, where there is none at a higher one yet."""
        shows = said("whether the learning rate is too low")
        return _offer_of_rate(at_rate(self._spec, FACTOR), shows, "lr-too-low") if self.faster is None else None

    def to_slower(self) -> Offer | None:
        """The twin at a tenth of the learning rate, where there is none at a lower one yet."""
        shows = said("whether the learning rate is too high")
        return _offer_of_rate(at_rate(self._spec, 1 / FACTOR), shows, "lr-too-high") if self.slower is None else None

    def to_longer(self) -> Offer | None:
        """The twin with four times the epochs, where there is no longer one yet."""
        more = longer(self._spec) if self.longer is None else None
        if more is None:
            return None
        return Offer(
            more, said("{epochs} epochs", epochs=more.training.epochs), said("whether it is only slow"), "unfinished"
        )

    def to_longer_shallower(self) -> Offer | None:
        """The shallower twin with the epochs of the longer one, where both are there and it is not."""
        if self.longer is None or self.shallower is None or self.longer_shallower is not None:
            return None
        epochs = self.longer.spec.training.epochs
        spec = replace(self.shallower.spec, training=replace(self.shallower.spec.training, epochs=epochs))
        text = said("{network}, {epochs} epochs", network=spec.network.name, epochs=epochs)
        return Offer(spec, text, said("whether depth is the cause in the long run"), "degradation")


def is_residual_twin(a: RunSpec, b: RunSpec) -> bool:
    """Whether `b` is the same as `a` but for its skips, which are on, while those of `a` are off."""
    depth = depth_of(a.network)
    if depth is None or depth_of(b.network) != depth or skips_on(a.network) or not skips_on(b.network):
        return False
    return twin_key(replace(a, network=replace(a.network, skips="on"))) == twin_key(b)


def is_rate_twin(a: RunSpec, b: RunSpec) -> bool:
    """Whether `b` is the same as `a` but for its learning rate."""
    return a.training.lr != b.training.lr and _same(a, replace(b, training=replace(b.training, lr=a.training.lr)))


def is_longer_twin(a: RunSpec, b: RunSpec) -> bool:
    """Whether `b` is the same as `a` but has more epochs."""
    epochs = a.training.epochs
    return epochs < b.training.epochs and _same(a, replace(b, training=replace(b.training, epochs=epochs)))


def _same(a: RunSpec, b: RunSpec) -> bool:
    """Whether two runs are the same, wherever they were trained."""
    one, other = (spec_digest(replace(spec, training=replace(spec.training, device="auto"))) for spec in (a, b))
    return one == other


def shallower(spec: RunSpec) -> RunSpec | None:
    """The spec of the shallower twin, None where there is none to offer: it is shallow itself, or not of a family."""
    depth, family = depth_of(spec.network), FAMILIES.get(spec.network.family)
    if depth is None or family is None or depth <= family.shallow:
        return None
    return replace(spec, network=spec.network.at(family.shallow))


def at_rate(spec: RunSpec, factor: float) -> RunSpec | None:
    """The same run at another learning rate; None where that is not allowed."""
    with suppress(SpecError):
        return replace(spec, training=replace(spec.training, lr=float(f"{spec.training.lr * factor:.6g}")))
    return None


def longer(spec: RunSpec) -> RunSpec | None:
    """The same run with more epochs; None where that is not allowed, or steps end it."""
    with suppress(SpecError):
        longest = replace(spec, training=replace(spec.training, epochs=LONGER * spec.training.epochs))
        return None if spec.training.max_steps else longest
    return None


def shorter(spec: RunSpec) -> RunSpec | None:
    """The run that has `spec` as its longer twin; None where there is none."""
    epochs, rest = divmod(spec.training.epochs, LONGER)
    return None if rest or not epochs else replace(spec, training=replace(spec.training, epochs=epochs))


def at_learning_rate(rate: float) -> str:
    """What sets a run at another learning rate apart."""
    return said("learning rate {rate:g}", rate=rate)


def _offer_of_rate(spec: RunSpec | None, shows: str, decides: str) -> Offer | None:
    return None if spec is None else Offer(spec, at_learning_rate(spec.training.lr), shows, decides)
