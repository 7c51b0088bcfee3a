"""The texts of registries and other tables, which say themselves what they are called."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.analyses.analysis_registry import ANALYSES
from explorer.choices.family import FAMILIES
from explorer.choices.init import INITS
from explorer.choices.norm import NORMS
from explorer.desk.fields import FIELDS
from explorer.desk.preferences import PREFERENCES
from explorer.engine import worker
from explorer.exports.format_registry import FORMATS
from explorer.gui.picture import keyboard
from explorer.gui.widgets.shortcuts import SHORTCUTS
from explorer.instruments.instrument_registry import INSTRUMENTS
from explorer.lessons.measures import MEASURES
from explorer.verdicts.verdict_registry import VERDICTS


def texts() -> Iterator[str]:
    """Every text of every table that the window shows."""
    yield from (text for text in _texts() if any(map(str.isalpha, text)))


def _texts() -> Iterator[str]:
    yield from _of_the_window()
    yield from ("Completed", "Stopped", "Diverged", "Interrupted", "Failed")  # how runs end
    yield from ("cross-entropy", keyboard.KEYS)
    yield from dict.fromkeys(family.group for family in FAMILIES)
    for instrument in INSTRUMENTS:
        yield from (instrument.title, instrument.formula, instrument.unit)
        yield instrument.needs
    for analysis in ANALYSES:
        yield from (analysis.title, analysis.question)
        yield from (text for setting in analysis.settings for text in (setting.title, setting.about))
    for verdict in VERDICTS:
        yield from (verdict.title, verdict.limits)
    for choice in (*NORMS, *INITS):
        yield choice.phrase
    for measure in MEASURES.values():
        yield from (measure.title, measure.unit, measure.unit.removesuffix("s"))  # of several, and of one
    for form in FORMATS:
        yield from (form.title, form.about)
    yield from (worker.STARTING, worker.RESTARTING, worker.CLOSED, worker.NO_ENGINE)


def _of_the_window() -> Iterator[str]:
    for shortcut in SHORTCUTS:
        yield from (shortcut.text, shortcut.group)
        if shortcut.gesture:
            yield from (keys for keys in shortcut.keys if len(keys) > 1)
    for preference in PREFERENCES:
        yield from (preference.title, preference.about, *(text for _, text in preference.choices))
    for field in FIELDS:
        yield from (field.title, field.label, *field.tooltip.split("\n"), *(text for _, text in field.choices))
