"""The texts of registries and other tables, which say themselves what they are called."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.desk.fields import FIELDS
from explorer.desk.preferences import PREFERENCES
from explorer.gui.widgets.shortcuts import SHORTCUTS


def texts() -> Iterator[str]:
    """Every text of every table that the window shows."""
    yield from filter(None, _texts())


def _texts() -> Iterator[str]:
    for shortcut in SHORTCUTS:
        yield from (shortcut.text, shortcut.group)
        if shortcut.gesture:
            yield from (keys for keys in shortcut.keys if len(keys) > 1)
    for preference in PREFERENCES:
        yield from (preference.title, preference.about, *(text for _, text in preference.choices))
    for field in FIELDS:
        yield from (field.title, field.label, *field.tooltip.split("\n"), *(text for _, text in field.choices))
