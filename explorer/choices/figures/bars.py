"""A bar for each label."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.choices.figure import FIGURES, Figure, FigureKind, later
from explorer.typed import Numbers


@dataclass(frozen=True, kw_only=True)
class Bars(Figure):
    """A value (n,) for each label. `skips` names the skip (its block) of each bar, to be drawn under its arc.

    `baseline` is the value of the network as it is.
    """

    labels: tuple[str, ...]
    values: Numbers
    skips: tuple[str, ...] = ()
    baseline: float | None = None
    log_y: bool = False
    kind: str = "bars"

    def fits(self) -> bool:
        """Whether each label has a value, and a skip where there are any."""
        bars = (len(self.labels),)
        return self.values.shape == bars and len(self.skips) in (0, *bars)


FIGURES.register(
    FigureKind(
        name="bars",
        about="A bar for each label",
        record=Bars,
        view=later("explorer.gui.analyses.bars_view", "BarsView"),
    )
)
