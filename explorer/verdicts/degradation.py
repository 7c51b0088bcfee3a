"""Deeper, and worse on the training data: needs the shallower twin; the residual one gives a suspicion."""

from __future__ import annotations

from dataclasses import dataclass, replace

from explorer.number_text import percent
from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Evidence, Finding
from explorer.verdicts.readings import Record, Span, found, seen
from explorer.verdicts.twins import BETTER, Offer, Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from explorer.wording import said

TITLE = "Degradation"
UNCONFIRMED = "Degradation, to be confirmed"
GAP = 0.08
"""Of training errors: of this run now, and of its twin after half the epochs, so that slower is not worse."""
EPOCHS, FEWEST_EPOCHS = 3, 3


def judge(record: Record, twins: Twins) -> Finding | None:
    """Compares training errors; beside the residual twin alone it is to be confirmed."""
    if not record.whole:
        return None
    twin, offer = twins.shallower or twins.residual, twins.to_shallower()
    if twin is None or (twin is twins.residual and offer is None):
        return None
    compared = _compared(record.run, twin)
    if twin is twins.residual and offer is not None:
        return None if compared is None else _suspected(record, twin, compared, offer)
    if twins.longer is not None:
        return _after_longer(record, twin, twins.longer, twins.longer_shallower)
    return None if compared is None else _confirmed(record, twin, compared)


@dataclass(frozen=True)
class _Compared:
    """Mean training errors over the last `width` common epochs, that of the twin after half of them, and the steps."""

    deep: float
    twin: float
    halfway: float
    epochs: int
    width: int
    span: Span

    @property
    def over(self) -> str:
        """What the errors are means of, where that is not the last epoch alone, which stands in the runs list."""
        return said(" (mean of the last {width})", width=self.width) if self.width > 1 else ""


def _compared(run: RunHistory, twin: RunHistory) -> _Compared | None:
    """None where there are too few epochs, or the run is not clearly worse than its twin."""
    common = min(len(run.epochs), len(twin.epochs))
    if common < FEWEST_EPOCHS:
        return None
    width = max(1, min(EPOCHS, common // 3))
    begin = common // 2 - 1 - (width - 1) // 2
    halfway = twin.epochs[begin : begin + width]
    reached = sum(e.train_accuracy for e in halfway) / width
    last, also = run.epochs[common - width : common], twin.epochs[common - width : common]
    if reached - max(e.train_accuracy for e in last) < GAP or reached > max(e.train_accuracy for e in also):
        return None
    deep, other = (1 - sum(e.train_accuracy for e in part) / width for part in (last, also))
    return _Compared(deep, other, 1 - reached, common, width, (last[0].step, last[-1].step + 1))


def _after_longer(record: Record, twin: RunHistory, long: RunHistory, longer_twin: RunHistory | None) -> Finding | None:
    """By both with more epochs; before the twin has them, by the deep run alone: what that does not catch up with is no
    matter of time."""
    if longer_twin is not None:
        compared = _compared(long, longer_twin)
        if compared is None:
            return None
        return _confirmed(record, longer_twin, replace(compared, span=(0, len(record.run))))
    shallow, deep = (run.epochs[-max(1, min(EPOCHS, len(run.epochs) // 3)) :] for run in (twin, long))
    if not shallow or not deep:
        return None
    reached = sum(e.train_accuracy for e in shallow) / len(shallow)
    if reached - max(e.train_accuracy for e in deep) < BETTER:
        return None
    known = {
        "epochs": deep[-1].epoch,
        "network": record.run.spec.network.name,
        "error": percent(1 - sum(e.train_accuracy for e in deep) / len(deep)),
        "twin": twin.spec.network.name,
        "other": percent(1 - reached),
    }
    text = said("after {epochs} epochs {network} has {error} training error, {other} in {twin}", **known)
    return _worse(
        record,
        said(
            "Even after {epochs} epochs {network} has {error} training error, its shallower twin {twin} {other} after "
            "{fewer}: more layers made training itself worse, not only slower.",
            **known,
            fewer=shallow[-1].epoch,
        ),
        seen(record, "accuracy", (0, len(record.run)), text),
    )


def _confirmed(record: Record, twin: RunHistory, compared: _Compared) -> Finding:
    deep, shallow = percent(compared.deep), percent(compared.twin)
    return _worse(
        record,
        said(
            "After {epochs} epochs{over} {network} has {error} training error, its shallower twin {twin} {other}, and "
            "{halfway} after half of them: more layers made training itself worse.",
            epochs=compared.epochs,
            over=compared.over,
            network=record.run.spec.network.name,
            error=deep,
            twin=twin.spec.network.name,
            other=shallow,
            halfway=percent(compared.halfway),
        ),
        seen(record, "accuracy", compared.span, _errors(deep, shallow)),
    )


def _errors(one: str, other: str) -> str:
    return said("training error {a} against {b}", a=one, b=other)


def _worse(record: Record, sentence: str, evidence: Evidence) -> Finding:
    run = record.run
    return found(
        record,
        verdict="degradation",
        title=TITLE,
        severity="warning",
        sentence=sentence,
        evidence=[evidence],
        not_this=said(
            "Not overfitting: the error is that of the training data. Not a lack of capacity: the deeper network "
            "contains the shallower one, with identity layers."
        ),
        to_try=said("Switch the skips on and train again from the same initial weights.")
        if run.graph.skips and not record.skips_on
        else said("Warm up over some hundred steps, or learning rate {rate:g}.", rate=run.spec.training.lr / 10),
    )


def _suspected(record: Record, twin: RunHistory, compared: _Compared, offer: Offer) -> Finding:
    deep, residual = percent(compared.deep), percent(compared.twin)
    return found(
        record,
        verdict="degradation",
        title=said(UNCONFIRMED),
        severity="warning",
        sentence=said(
            "Training error {error} after {epochs} epochs{over}, in the residual twin {twin} {other}. Train {network} "
            "to confirm.",
            error=deep,
            epochs=compared.epochs,
            over=compared.over,
            twin=twin.spec.network.name,
            other=residual,
            network=offer.text,
        ),
        evidence=[seen(record, "accuracy", compared.span, _errors(deep, residual))],
        not_this=said(
            "Not overfitting: the error is that of the training data. Not a lack of capacity: the residual twin has "
            "the same layers."
        ),
        to_try=said(
            "Train the shallower {network}: if its training error is lower, this is degradation.", network=offer.text
        ),
        offer=offer,
    )


VERDICTS.register(
    Verdict(
        name="degradation",
        title=TITLE,
        rule=f"In each of the last epochs that both have, a third of them but at most {EPOCHS}, of at least "
        f"{FEWEST_EPOCHS}, the training error is at least {100 * GAP:g} points above that which a run that is the same "
        "but shallower had after half of them. Where both were also trained for more "
        "epochs, those decide; where the deeper alone was, it does if its training error is still at least "
        f"{100 * BETTER:g} points above that of the shallower run. To be confirmed "
        "where it holds beside a run that is the same but with its skips on, no shallower one was trained, and the "
        "gradient has not vanished.",
        limits="One run does not show how a shallower network does, and a deep network that is only slower "
        "looks the same until both were trained for more epochs.",
        source="He et al. 2015, arXiv 1512.03385, section 1 and figure 1.",
        judge=judge,
    )
)
