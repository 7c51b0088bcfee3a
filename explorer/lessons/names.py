"""The closed lists that lesson files choose from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Run = Literal["A", "B"]
Layout = Literal["", "stacked", "side-by-side"]
Curve = Literal["loss", "accuracy"]

PLACES: Mapping[str, str] = MappingProxyType(
    {
        "card-a": "the settings of A",
        "card-b": "the settings of B",
        "picture-a": "strip, arcs and heatmap of A",
        "picture-b": "strip, arcs and heatmap of B",
        "pair": "the line that says what differs between A and B",
        "train": "the button *Train both*",
        "train-a": "the button that trains A",
        "train-b": "the button that trains B",
        "instrument": "the chooser of the instrument",
        "loss": "the loss plot",
        "accuracy": "the accuracy plot",
        "profile": "the gradient through depth",
        "histogram": "the gradient histogram",
        "findings": "the findings",
        "time": "the time slider",
        "scale": "the color scale",
        "runs": "the list of runs",
        "analyses": "the dock of analyses",
        "inspector": "the inspector",
        "sweeps": "the dock of sweeps",
    }
)
"""Parts of the window that a step can highlight."""

Until = Literal[
    "run-started", "run-ended", "step", "skip-off", "all-skips-on", "gate-moved", "analysis", "verdict", "instrument",
    "setting",
]  # fmt: skip
UNTIL: Mapping[Until, str] = MappingProxyType(
    {
        "run-started": "the run has its first step",
        "run-ended": "the run is over: completed, stopped or diverged",
        "step": "the run has reached the step `step`",
        "skip-off": "at least one skip of the network is off",
        "all-skips-on": "the network has skips and all of them are on",
        "gate-moved": "a gate of the run was moved while it trained",
        "analysis": "the analysis `analysis` of the network is there",
        "verdict": "the finding `verdict` is given on the run",
        "instrument": "the window shows the instrument `instrument`",
        "setting": "the run's or card's settings are those of `setting`",
    }
)
"""What a step can wait for."""
