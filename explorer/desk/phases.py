"""What the phases of a step are called and what they measure, for people; and how far they have come."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from explorer.infos import InstrumentInfo
from explorer.runs.phases import PHASES, Phase, PhaseValues
from explorer.runs.snapshot import ABSENT, Floats
from explorer.wording import marked

_OUTPUT = marked(
    InstrumentInfo(
        "phase-output", "Output RMS", "‖y‖₂ / √n, y: a layer's output of n numbers for the batch", "", "", "", ""
    )
)
_GRADIENT = marked(InstrumentInfo(
    "phase-gradient", "Output gradient RMS", "‖∂loss/∂y‖₂ / √n, y: a layer's output of n numbers for the batch",
    "", "", "", "",
))  # fmt: skip
_UPDATE = marked(
    InstrumentInfo("phase-update", "Update / weight", "‖w after − w before‖₂ / ‖w before‖₂", "", "", "", "")
)
INFOS: Mapping[Phase, InstrumentInfo] = {
    "forward": _OUTPUT,
    "loss": _OUTPUT,
    "backward": _GRADIENT,
    "update": _UPDATE,
}
"""What the values of a phase are."""
ABOUT: Mapping[Phase, str] = marked(
    {
        "forward": "Forward: the batch goes through the layers, from the input on. Colors: RMS of each layer's output",
        "loss": "Loss: the class scores are compared with the labels. Colors: RMS of each layer's output",
        "backward": "Backward: the loss's gradient goes back through the layers, from the output on. Colors: RMS of "
        "the gradient with respect to each layer's output",
        "update": "Update: the optimizer changes the weights. Colors: size of the update over size of the weights",
    }
)


def next_phase(phase: Phase | None) -> Phase:
    """The phase that comes after one; a new step begins with the first."""
    return PHASES[0] if phase is None else PHASES[(PHASES.index(phase) + 1) % len(PHASES)]


def lit(found: PhaseValues, share: float) -> Floats:
    """The values of a phase that has come through `share` (0–1) of the layers, in the order in which it computes them;
    ABSENT for the others."""
    count = len(found.values)
    done = round(share * count)
    reached: NDArray[np.bool_] = np.arange(count) < done
    if found.phase == "backward":
        reached = reached[::-1]
    return np.where(reached, found.values, np.float32(ABSENT)).astype(np.float32)


def moving(phase: Phase) -> bool:
    """Whether a phase goes through the layers one after another."""
    return phase in ("forward", "backward")
