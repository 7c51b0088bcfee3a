"""Findings as text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from explorer.gui.findings.finding_text import advice, all_plain, headline, links, open_question
from explorer.gui.widgets.theme import DARK, LIGHT, Theme
from explorer.verdicts.measured import limits
from tests.gui.findings.findings import HEALTHY, LOSS, finding


def shown(rich: str) -> str:
    document = QTextDocument()
    document.setHtml(rich)
    return document.toPlainText()


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_signs_of_html_are_shown_as_they_are(theme: Theme) -> None:
    assert shown(headline("A", finding(), theme)) == "■ A Exploded & frozen. ‖g‖ < 1e-3 since step 5."
    assert theme.a in headline("A", finding(), theme)
    told = shown(advice(finding(), theme)).splitlines()
    assert told[:2] == ["Not a vanishing gradient.", "Try: Warm up."]
    assert shown(advice(finding(not_this=""), theme)).splitlines() == told[1:]


def test_every_piece_of_evidence_is_a_link() -> None:
    rich = links(finding(), DARK)
    assert [f'href="{place}"' in rich for place in range(3)] == [True, True, False]
    assert shown(rich).replace("\xa0", " ") == "‖g‖ 274 near the input  ·  loss 2.3 → 2.3"


def test_the_clipboard_gets_everything() -> None:
    assert all_plain([("A", finding()), ("B", HEALTHY)]).splitlines() == [
        "A Exploded & frozen. ‖g‖ < 1e-3 since step 5.",
        "  · ‖g‖ 274 near the input (steps 0 to 3)",
        "  · loss 2.3 → 2.3 (steps 10 to 40)",
        "  This run alone does not show whether depth is the cause.",
        "  Not a vanishing gradient.",
        "  Try: Warm up.",
        f"  Limitations: {limits('false-vanishing')}",
        f"  Limitations of “Degradation”: {limits('degradation')}",
        "",
        "B Healthy. ‖g‖ < 1e-3 since step 5.",
        "  Not a vanishing gradient.",
        "  Try: Warm up.",
        f"  Limitations: {limits('healthy')}",
    ]


def test_the_evidence_on_show_is_marked() -> None:
    rich = links(finding(), DARK, LOSS)
    assert rich.count("background-color") == 1
    assert shown(rich).replace("\xa0", " ") == "‖g‖ 274 near the input  ·   loss 2.3 → 2.3 "


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_what_a_verdict_cannot_tell_stands_behind_the_fold(theme: Theme) -> None:
    """Its own limits, and those of the verdict that the offered run decides about."""
    own, decided = shown(advice(finding(), theme)).splitlines()[2:]
    assert own == f"Limitations: {limits('false-vanishing')}"
    assert decided == f"Limitations of “Degradation”: {limits('degradation')}"
    assert shown(advice(HEALTHY, theme)).splitlines()[2:] == [f"Limitations: {limits('healthy')}"]
    assert len(shown(advice(finding(verdict="degradation"), theme)).splitlines()) == 3, "each is said once"


def test_a_finding_without_an_offer_has_no_open_question() -> None:
    assert open_question(HEALTHY, DARK) == ""
    assert shown(open_question(finding(), DARK)).startswith("This run alone does not show whether depth is the cause")
