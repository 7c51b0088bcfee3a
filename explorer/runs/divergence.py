"""What the outcome and the verdict of a run that diverged say: where step 0 gives NaN or infinity, and what to try."""

from __future__ import annotations

import re

from explorer.wording import said

STEP_0 = (
    "No learning rate changes step 0, which comes before any update. Check what is computed there: a logarithm or "
    "square root of 0, a division by 0, an exponential of a large number, values beyond the largest of float32."
)
_ORIGIN = re.compile(r"In the (forward|backward) pass of step 0, .+? comes from (.+?)\.(?= |$)")


def origin(what: str, way: str) -> str:
    """The sentence on `what` gives the first value that is not finite, in the forward or backward pass of step 0."""
    return said(
        "In the forward pass of step 0, before any update, the first value that is not finite comes from {what}."
        if way == "forward"
        else "In the backward pass of step 0, before any update, the first value that is not finite comes from {what}.",
        what=what,
    )


def origin_in(message: str) -> str:
    """That sentence in an outcome's message; empty where there is none."""
    found = _ORIGIN.search(message)
    return origin(found[2], found[1]) if found else ""


def later(rate: float, normed: bool) -> str:
    """What to try where the loss became not finite after step 0."""
    return said(
        "Lower the learning rate (now {rate:g}) ten times, warm up over some hundred steps, or {last}.",
        rate=rate,
        last=said("choose He init") if normed else said("add batch norm"),
    )
