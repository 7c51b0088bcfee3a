"""Findings as text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from explorer.gui.findings.finding_text import advice, all_plain, headline, links
from explorer.gui.widgets.theme import DARK, LIGHT, Theme
from tests.gui.findings.findings import HEALTHY, LOSS, finding


def shown(rich: str) -> str:
    document = QTextDocument()
    document.setHtml(rich)
    return document.toPlainText()


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_signs_of_html_are_shown_as_they_are(theme: Theme) -> None:
    assert shown(headline("A", finding(), theme)) == "■ A Exploded & frozen. ‖g‖ < 1e-3 since step 5."
    assert theme.a in headline("A", finding(), theme)
    assert shown(advice(finding(), theme)) == "Not a vanishing gradient.\nTry: Warm up."
    assert shown(advice(finding(not_this=""), theme)) == "Try: Warm up."


def test_every_piece_of_evidence_is_a_link() -> None:
    rich = links(finding(), DARK)
    assert [f'href="{place}"' in rich for place in range(3)] == [True, True, False]
    assert shown(rich).replace("\xa0", " ") == "‖g‖ 274 near the input  ·  loss 2.3 → 2.3"


def test_the_clipboard_gets_everything() -> None:
    assert all_plain([("A", finding()), ("B", HEALTHY)]).splitlines() == [
        "A Exploded & frozen. ‖g‖ < 1e-3 since step 5.",
        "  · ‖g‖ 274 near the input (steps 0 to 3)",
        "  · loss 2.3 → 2.3 (steps 10 to 40)",
        "  Not a vanishing gradient.",
        "  Try: Warm up.",
        "",
        "B Healthy. ‖g‖ < 1e-3 since step 5.",
        "  Not a vanishing gradient.",
        "  Try: Warm up.",
    ]


def test_the_evidence_on_show_is_marked() -> None:
    rich = links(finding(), DARK, LOSS)
    assert rich.count("background-color") == 1
    assert shown(rich).replace("\xa0", " ") == "‖g‖ 274 near the input  ·   loss 2.3 → 2.3 "
