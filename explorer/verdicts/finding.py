"""What a verdict says of a run: a sentence and its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from explorer.verdicts.twins import Offer

Severity = Literal["good", "unknown", "warning", "error"]


@dataclass(frozen=True)
class Evidence:
    """Where to see it: `measure` is "loss", "accuracy" or an instrument's name; `steps` first and last; `layers` are
    indices in the graph's `main_path` (empty: all); `text` the values, "‖g‖ 3.1e-9 in layer 1, 0.02 in layer 56"."""

    measure: str
    steps: tuple[int, int]
    layers: tuple[int, ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One verdict on one run. `sentence` says it with numbers, `not_this` what it is not, `to_try` what to do.

    `offer` is the run that would decide, where one is missing.
    """

    verdict: str
    title: str
    severity: Severity
    sentence: str
    evidence: tuple[Evidence, ...]
    not_this: str
    to_try: str
    offer: Offer | None = None
