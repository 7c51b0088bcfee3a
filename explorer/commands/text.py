"""Figures as text."""

from __future__ import annotations


def percent(share: float | None) -> str:
    """A share from 0 to 1 as text; a dash where there is none."""
    return "–" if share is None else f"{share:.1%}"
