"""Findings as text: for labels, and for the clipboard."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from explorer.desk.sides import Side
from explorer.gui.widgets.theme import Theme
from explorer.verdicts.finding import Evidence, Finding

SEVERITIES = {"good": "Good", "unknown": "Inconclusive", "warning": "Warning", "error": "Serious"}


def headline(side: Side, finding: Finding, theme: Theme) -> str:
    """The run's tag, the title and the sentence, as rich text."""
    tag = f'<span style="color:{theme.side(side).name()}">■ <b>{side}</b></span>'
    return f"{tag} <b>{escape(finding.title)}.</b> {escape(finding.sentence)}"


def links(finding: Finding, theme: Theme, shown: Evidence | None = None) -> str:
    """What to look at, as links to the evidence's places in the list; the one on show is marked."""
    return " &nbsp;·&nbsp; ".join(
        _link(place, evidence.text, theme, evidence == shown) for place, evidence in enumerate(finding.evidence)
    )


def _link(place: int, text: str, theme: Theme, shown: bool) -> str:
    look = f"color:{theme.panel}; background-color:{theme.accent}" if shown else f"color:{theme.accent}"
    words = f"&nbsp;{escape(text)}&nbsp;" if shown else escape(text)
    return f'<a href="{place}" style="{look}; text-decoration:none">{words}</a>'


def advice(finding: Finding, theme: Theme) -> str:
    """What it is not, and what to try, as rich text."""
    parts = (("", finding.not_this), ("Try: ", finding.to_try))
    return "<br>".join(f'<span style="color:{theme.muted}">{head}</span>{escape(text)}' for head, text in parts if text)


def plain(side: Side, finding: Finding) -> str:
    """Everything of a finding, for the clipboard."""
    evidence = "".join(f"\n  · {e.text} (steps {e.steps[0]} to {e.steps[1]})" for e in finding.evidence)
    more = "".join(f"\n  {text}" for text in (finding.not_this, finding.to_try and f"Try: {finding.to_try}") if text)
    return f"{side} {finding.title}. {finding.sentence}{evidence}{more}"


def all_plain(found: Iterable[tuple[Side, Finding]]) -> str:
    """All findings for the clipboard."""
    return "\n\n".join(plain(side, finding) for side, finding in found)
