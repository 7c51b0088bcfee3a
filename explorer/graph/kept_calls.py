"""Calls of a user's code that are kept as they are written, by reason."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.graph.model import Call

_NAMED = 3


def kept_whole(calls: Iterable[Call]) -> list[tuple[str, str]]:
    """Names of calls and why they are kept as written, one line for each reason; empty where there are none."""
    by_reason: dict[str, dict[str, None]] = {}
    for call in calls:
        if call.kept:
            by_reason.setdefault(call.kept, {})[call.path or call.id] = None
    return [(_shortened(list(names)), why) for why, names in by_reason.items()]


def _shortened(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
