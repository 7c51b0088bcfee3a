"""Findings as text: for labels, and for the clipboard."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from explorer.desk.sides import Side
from explorer.gui.widgets.theme import Theme
from explorer.verdicts.finding import Evidence, Finding
from explorer.verdicts.measured import limits, unseen
from explorer.verdicts.verdict_registry import VERDICTS
from explorer.wording import marked, tr

SEVERITIES = marked({"good": "Good", "unknown": "Inconclusive", "warning": "Warning", "error": "Serious"})


def headline(side: Side, finding: Finding, theme: Theme) -> str:
    """The run's tag, the title and the sentence, as rich text."""
    tag = f'<span style="color:{theme.side(side).name()}">■ <b>{side}</b></span>'
    return f"{tag} <b>{escape(finding.title)}.</b> {escape(finding.sentence)}"


def open_question(finding: Finding, theme: Theme) -> str:
    """What the run alone does not show, as rich text; empty where no other run is offered."""
    text = tr(unseen(finding))
    return f'<span style="color:{theme.muted}">{escape(text)}</span>' if text else ""


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
    """What it is not, what to try, and what it cannot tell, as rich text."""
    muted = f'<span style="color:{theme.muted}">'
    return "<br>".join(f"{muted}{escape(head)}</span>{escape(text)}" for head, text in _more(finding))


def plain(side: Side, finding: Finding) -> str:
    """Everything of a finding, for the clipboard."""
    evidence = "".join(
        tr("\n  · {text} (steps {first} to {last})", text=e.text, first=e.steps[0], last=e.steps[1])
        for e in finding.evidence
    )
    more = "".join(f"\n  {head}{text}" for head, text in (("", tr(unseen(finding))), *_more(finding)) if text)
    return f"{side} {finding.title}. {finding.sentence}{evidence}{more}"


def _more(finding: Finding) -> tuple[tuple[str, str], ...]:
    """What stands behind the fold, each part with the word that begins it."""
    parts = [("", finding.not_this), (tr("Try: "), finding.to_try), (tr("Limitations: "), tr(limits(finding.verdict)))]
    about = finding.offer.decides if finding.offer is not None else finding.verdict
    if about != finding.verdict:
        parts.append((tr("Limitations of “{title}”: ", title=tr(VERDICTS[about].title)), tr(limits(about))))
    return tuple((head, text) for head, text in parts if text)


def all_plain(found: Iterable[tuple[Side, Finding]]) -> str:
    """All findings for the clipboard."""
    return "\n\n".join(plain(side, finding) for side, finding in found)
