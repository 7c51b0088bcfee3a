"""Trained weights on their way from a served engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WeightsPart:
    """The next part of a run's file of trained weights, `total` bytes in all: a served engine sends them before the
    end of the run, and the worker stores them."""

    run_id: str
    total: int
    data: bytes
