"""What the analyses dock shows, as frozen data, and what stands in the way of asking a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from explorer.desk.fitting_data import choose_data
from explorer.desk.sides import Side
from explorer.engine.events import Ready
from explorer.infos import AnalysisInfo
from explorer.number_text import percent
from explorer.runs.analysis import AnalysisResult
from explorer.runs.history import RunHistory
from explorer.runs.spec import NO_DATA, RunSpec
from explorer.wording import tr

Owner = str | RunSpec
"""Whose a result is: a run's (its id), or that of a spec before any training."""


@dataclass(frozen=True)
class Job:
    """An analysis that was ordered; `fraction` is None while it waits."""

    token: int
    analysis: str
    side: Side
    owner: Owner
    fraction: float | None = None
    canceling: bool = False

    @property
    def words(self) -> str:
        """How far it is."""
        if self.canceling:
            return tr("Canceling…")
        return tr("Waiting…") if self.fraction is None else percent(self.fraction, 0)


@dataclass(frozen=True)
class SideView:
    """One side of the chosen analysis. `obstacle` says why it cannot be asked, empty where it can."""

    name: str = ""
    obstacle: str = ""
    job: Job | None = None
    result: AnalysisResult | None = None


@dataclass(frozen=True)
class AnalysesState:
    """Everything the dock shows; `elsewhere` are orders of other analyses, or for runs that are not on show."""

    known: tuple[AnalysisInfo, ...] = ()
    chosen: str = ""
    sides: Mapping[Side, SideView] = field(default_factory=dict)
    elsewhere: tuple[Job, ...] = ()

    @property
    def info(self) -> AnalysisInfo | None:
        """The chosen analysis."""
        return next((info for info in self.known if info.name == self.chosen), None)


def obstacle(
    info: AnalysisInfo,
    side: Side,
    spec: RunSpec,
    history: RunHistory | None,
    weights: bool,
    *,
    catalog: Ready | None = None,
) -> str:
    """Why this analysis cannot be asked of a side, and what to do; empty where it can. `weights`: the run on show has
    its trained weights in the store."""
    if spec.training.dataset == NO_DATA:
        return tr("{side} has no dataset. {network}", side=side, network=choose_data(spec.network, catalog))
    if not info.trained:
        return ""
    if history is None:
        return tr("{side} is not trained yet. Train it, or open a stored run in {side}.", side=side)
    if history.outcome is None:
        return tr("{side} is training. Wait until it finishes, or stop it; either saves its weights.", side=side)
    return "" if weights else tr("No saved weights for the run in {side}. Train it to completion first.", side=side)
