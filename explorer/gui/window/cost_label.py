"""What measuring costs the training on show, in one line."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.desk.sides import Side
from explorer.gui.widgets.labels import ElidedLabel
from explorer.number_text import percent
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Probe
from explorer.wording import tr

TELL = (
    "Fractions of the training time, measured during training. Instruments: measurements at every step (CPU time). "
    "Probes: a separate pass over a fixed batch, at intervals adapted so that both together cost at most 5 "
    "% (1 % more if the instruments alone take that), unless Probe every is set in the card. Neither "
    "changes the run's numbers."
)


def probe_text(probe: Probe, taken: int, by_hand: int) -> str:
    """A run's newest probe: "instruments 2.1 % · probes 2.4 % · 9 probes, the last at step 320"; what is not known yet
    is left out. `by_hand` is the distance that was chosen, 0 where it adapts."""
    parts = [
        f"{name} {percent(share)}"
        for name, share in (("instruments", probe.step_cost), ("probes", probe.probe_cost))
        if share > 0
    ]
    if by_hand:
        when = tr("probed at every step") if by_hand == 1 else tr("probed every {by_hand:,} steps", by_hand=by_hand)
    else:
        when = (
            tr("{taken:,} probes, the last at step {step:,}", taken=taken, step=probe.step)
            if taken > 1
            else tr("probed at step {step:,}", step=probe.step)
        )
    return " · ".join((*parts, when))


def cost_text(runs: Mapping[Side, RunHistory]) -> str:
    """The newest probe of each run; empty where none was probed."""
    told = [
        f"{side}: {probe_text(run.probe, len(run.probe_steps), run.spec.training.probe_every)}"
        for side, run in runs.items()
        if run.probe is not None
    ]
    return "      ".join(told)


class CostLabel(ElidedLabel):
    """Follows the newest probe of A and B; empty without one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("costLabel")
        self.setAccessibleName(tr("Measurement cost"))
        self.setProperty("role", "muted")
        self.setContentsMargins(8, 0, 8, 0)
        self.set_about(tr(TELL))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # never wider than the window

    def set_runs(self, runs: Mapping[Side, RunHistory]) -> None:
        """Tell of these runs as they are now; costs nothing where that is the same."""
        text = cost_text(runs)
        if text != self.text():
            self.setText(text)
