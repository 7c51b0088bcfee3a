"""Findings made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from explorer.runs.spec import NetworkSpec, RunSpec
from explorer.verdicts.finding import Evidence, Finding
from explorer.verdicts.twins import Offer

TWIN = RunSpec(network=NetworkSpec(name="plain-20"))
OFFER = Offer(TWIN, "plain-20", "whether depth is the cause", "degradation")
NORM = Evidence("gradient-norm", (0, 3), (0, 1, 5), "‖g‖ 274 near the input")
LOSS = Evidence("loss", (10, 40), (), "loss 2.3 → 2.3")


def finding(**changes: Any) -> Finding:
    made = Finding(
        verdict="false-vanishing",
        title="Exploded & frozen",
        severity="error",
        sentence="‖g‖ < 1e-3 since step 5.",
        evidence=(NORM, LOSS),
        not_this="Not a vanishing gradient.",
        to_try="Warm up.",
        offer=OFFER,
    )
    return replace(made, **changes)


HEALTHY = finding(verdict="healthy", title="Healthy", severity="good", evidence=(), offer=None)
