"""What the gradient of step 0, before any update, tells: several verdicts look at it."""

from __future__ import annotations

import numpy as np

from explorer.verdicts.readings import Numbers, Record, first_layers

BARE, NORMED = 12.0, 60.0
"""Largest ‖g‖ of a layer at step 0, without norm and with one: there a batch's own statistics add to it."""
STEEP = 40.0
"""‖g‖ at step 0 of the layers nearest the input, in that of the classifier."""


def norms_at(record: Record, step: int) -> Numbers | None:
    """‖g‖ of every judged layer and, last, the classifier, at one step."""
    norms, head = record.at("gradient-norm", step), record.head_rows("gradient-norm", (step, step + 1))
    return None if norms is None or head is None else np.append(norms, head[0])


def large(record: Record) -> bool:
    """Whether the gradient of step 0 is far above that of networks that learn."""
    norms = norms_at(record, 0)
    limit = NORMED if record.normed else BARE
    # NaN alone is no explosion: a square root at 0 gives it. One that overflows has infinite or huge values beside it.
    return norms is not None and bool(np.any(norms >= limit))


def steep(record: Record) -> bool:
    """Whether the gradient of step 0 grows toward the input by more than networks that learn have it."""
    norms = norms_at(record, 0)
    return norms is not None and bool(np.median(first_layers(norms[:-1])) > STEEP * norms[-1])
