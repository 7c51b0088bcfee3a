"""An order for a run: its id and the name it begins with."""

from __future__ import annotations

import uuid

from explorer.desk.describer import Describer
from explorer.desk.edits import family_of
from explorer.desk.titles import run_name
from explorer.engine.commands import Order
from explorer.engine.events import Ready
from explorer.runs.spec import RunSpec

BUSY = "A run is training. Stop or discard it before starting another."
"""Why a run cannot be ordered."""


def new_order_id() -> str:
    """A fresh id for a run."""
    return uuid.uuid4().hex[:12]


def order_for(spec: RunSpec, describer: Describer, catalog: Ready | None) -> Order:
    """A new run of this spec, named after its network, its data and what is unusual about it."""
    name = run_name(spec, describer.graph(spec), family_of(spec.network, catalog))
    return Order(new_order_id(), name, spec)
