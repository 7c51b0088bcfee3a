"""Findings as text: for labels, and for the clipboard."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from explorer.gui.theme import Side, Theme
from explorer.verdicts.finding import Finding

SEVERITIES = {"good": "Good", "unknown": "Cannot tell", "warning": "Warning", "error": "Serious"}


def headline(side: Side, finding: Finding, theme: Theme) -> str:
    """The run's tag, the title and the sentence, as rich text."""
    tag = f'<span style="color:{theme.side(side).name()}">■ <b>{side}</b></span>'
    return f"{tag} <b>{escape(finding.title)}.</b> {escape(finding.sentence)}"


def links(finding: Finding, theme: Theme) -> str:
    """What to look at, as links to the evidence's places in the list."""
    shown = (
        f'<a href="{place}" style="color:{theme.accent}; text-decoration:none">{escape(evidence.text)}</a>'
        for place, evidence in enumerate(finding.evidence)
    )
    return " &nbsp;·&nbsp; ".join(shown)


def advice(finding: Finding, theme: Theme) -> str:
    """What it is not, and what to try, as rich text."""
    parts = (("", finding.not_this), ("Try: ", finding.to_try))
    return "<br>".join(f'<span style="color:{theme.muted}">{head}</span>{escape(text)}' for head, text in parts if text)


def plain(side: Side, finding: Finding) -> str:
    """Everything of a finding, for the clipboard."""
    evidence = "".join(f"\n  · {e.text} (steps {e.steps[0]} … {e.steps[1]})" for e in finding.evidence)
    more = "".join(f"\n  {text}" for text in (finding.not_this, finding.to_try and f"Try: {finding.to_try}") if text)
    return f"{side} {finding.title}. {finding.sentence}{evidence}{more}"


def all_plain(found: Iterable[tuple[Side, Finding]]) -> str:
    """All findings for the clipboard."""
    return "\n\n".join(plain(side, finding) for side, finding in found)
