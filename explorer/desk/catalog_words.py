"""The engine's catalog in the window's language: what it says of instruments, analyses and their settings."""

from __future__ import annotations

from dataclasses import replace

from explorer.engine.events import Ready
from explorer.infos import AnalysisInfo, InstrumentInfo
from explorer.wording import tr


def in_words(catalog: Ready) -> Ready:
    """The catalog with its texts translated; names, which are stored, stay."""
    return replace(
        catalog,
        instruments=tuple(map(_instrument, catalog.instruments)),
        analyses=tuple(map(_analysis, catalog.analyses)),
    )


def _instrument(info: InstrumentInfo) -> InstrumentInfo:
    return replace(
        info,
        title=tr(info.title),
        formula=tr(info.formula),
        unit=tr(info.unit),
        needs=tr(info.needs),
    )


def _analysis(info: AnalysisInfo) -> AnalysisInfo:
    return replace(
        info,
        title=tr(info.title),
        question=tr(info.question),
        settings=tuple(replace(each, title=tr(each.title), about=tr(each.about)) for each in info.settings),
    )
