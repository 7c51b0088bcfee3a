"""The panel "Findings": the findings of A and B, the most severe first."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.desk.findings import FindingsState, Found
from explorer.desk.sides import SIDES, Side
from explorer.gui.findings.finding_card import FindingCard
from explorer.gui.findings.finding_text import all_plain
from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.labels import ElidedLabel, Label
from explorer.gui.widgets.offers import offer
from explorer.gui.widgets.shortcuts import tooltip
from explorer.gui.widgets.theme import DARK, Theme
from explorer.verdicts.finding import Evidence, Finding
from explorer.wording import tr

NO_RUNS = (
    "Train A or B to see findings here: what is healthy or wrong with a run, the evidence (layers, steps, values), "
    "alternatives ruled out, and what to try."
)
SHARES = (74, 100, 132)
"""Heights at first: of each plot over steps, of the one over depth, of the findings."""
COPY = "Copy all findings as text"
NOTHING = "No findings yet."
NO_STEPS = "Waiting for the first steps…"


class VerdictPanel(QFrame):
    """Draws findings, keeping the cards of those that stay. `evidence_wanted` carries a side and the Evidence that was
    clicked, `twin_wanted` the Offer of a run to train beside A and B; `back_wanted` asks to take the evidence off
    show."""

    evidence_wanted = Signal(str, object)
    back_wanted = Signal()
    twin_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdicts")
        self.setAccessibleName(tr("Findings"))
        self.setProperty("panel", True)
        self.setMinimumHeight(84)
        self._theme = DARK
        self._obstacle = ""
        self._found: Found = {}
        self.cards: list[FindingCard] = []
        self._shown: tuple[Side, Evidence] | None = None
        self._copy, self._back = self._copy_button(), self._back_button()
        self._count = Label()
        self._count.setObjectName("verdictsCount")
        self._count.setProperty("role", "muted")
        self._count.setToolTip(tr("Number of findings for A and B; those of B are listed below those of A"))
        self._empty = Label(tr(NO_RUNS))
        self._empty.setObjectName("verdictsEmpty")
        self._empty.setWordWrap(True)
        self._empty.setProperty("role", "muted")
        self._empty.setContentsMargins(10, 4, 10, 4)
        self._pair = Label()
        self._pair.setObjectName("verdictsPair")
        self._pair.setWordWrap(True)
        self._pair.setContentsMargins(10, 4, 10, 4)
        self._pair.setToolTip(tr("Shown if A and B differ in one setting, at the last epoch that both have finished"))
        self._pair.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._pair.hide()
        self._lay_out()

    def stand_below(self, rows: QSplitter) -> None:
        """Stand at the bottom of the plots, with room for a finding of each side."""
        rows.addWidget(self)
        shares = (*[SHARES[0]] * (rows.count() - 2), *SHARES[1:])
        rows.setSizes(shares)
        for place, share in enumerate(shares):
            rows.setStretchFactor(place, share)

    def show_state(self, state: FindingsState) -> None:
        """Show findings, the sentence about the pair, and whether twins can be trained."""
        self._show_findings(state.found)
        self._pair.setText(state.pair)
        self._pair.setVisible(bool(state.pair))
        self._obstacle = state.obstacle
        for card in self.cards:
            card.set_obstacle(state.obstacle)

    def _show_findings(self, found: Found) -> None:
        if found == self._found:
            return
        self._found = dict(found)
        old = {(card.side, card.finding.verdict): card for card in self.cards}
        self.cards = [
            self._card(old.pop((side, finding.verdict), None), side, finding)
            for side in SIDES
            for finding in found.get(side) or ()
        ]
        for card in old.values():
            card.hide()
            card.deleteLater()
        for place, card in enumerate(self.cards):
            if self._list.indexOf(card) != place:
                self._list.insertWidget(place, card)
        any_run = any(findings is not None for findings in found.values())
        self._empty.setText(tr(NO_STEPS) if any_run else tr(NO_RUNS))
        self._empty.setVisible(not self.cards)
        offer(self._copy, tr(COPY), "" if self.cards else tr(NOTHING))
        counts = (f"{side} {len(findings)}" for side in SIDES if (findings := found.get(side)))
        self._count.setText(" · ".join(counts))

    def set_shown(self, shown: tuple[Side, Evidence] | None) -> None:
        """Mark the evidence that is on show, and offer the way back from it."""
        self._shown = shown
        self._back.setVisible(shown is not None)
        for card in self.cards:
            self._mark(card)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self._copy.setIcon(icon("copy", theme))
        self._back.setIcon(icon("back", theme))
        self._area.setStyleSheet(  # the keys that scroll need a place that is seen to have them
            f"#verdictsArea {{ border: 1px solid transparent; }}#verdictsArea:focus {{ border-color: {theme.accent}; }}"
        )
        for card in self.cards:
            card.set_theme(theme)

    def text(self) -> str:
        """Everything on show as plain text."""
        findings = all_plain((card.side, card.finding) for card in self.cards)
        return "\n\n".join(text for text in (self._pair.text(), findings) if text)

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _card(self, old: FindingCard | None, side: Side, finding: Finding) -> FindingCard:
        if old is not None:
            old.set_finding(finding)
            return old
        card = FindingCard(side, finding)
        card.evidence_wanted.connect(lambda evidence: self.evidence_wanted.emit(side, evidence))
        card.twin_wanted.connect(self.twin_wanted)
        card.set_theme(self._theme)
        card.set_obstacle(self._obstacle)
        self._mark(card)
        return card

    def _mark(self, card: FindingCard) -> None:
        card.set_shown(self._shown[1] if self._shown is not None and self._shown[0] == card.side else None)

    def _copy_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("verdicts_copy")
        button.setAccessibleName(tr(COPY))
        button.setIconSize(QSize(14, 14))
        button.setStyleSheet("QToolButton { padding: 1px 4px; }")
        offer(button, tr(COPY), tr(NOTHING))
        button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        return button

    def _back_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("verdicts_back")
        button.setText(tr("Close evidence"))
        button.setToolTip(tooltip("hide_evidence"))
        button.setAccessibleName(tr("Close evidence"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(14, 14))
        button.setStyleSheet("QToolButton { padding: 1px 6px; }")
        button.clicked.connect(self.back_wanted)
        button.hide()
        return button

    def _lay_out(self) -> None:
        title = ElidedLabel()
        title.setText(tr("Findings"))
        title.setProperty("role", "title")
        title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        title.set_about(tr("Updated every second during training and at its end. Click evidence to show it."))
        header = QHBoxLayout()
        header.setContentsMargins(10, 3, 6, 0)
        header.setSpacing(9)
        header.addWidget(title)
        header.addWidget(self._count, 1)
        header.addWidget(self._back)
        header.addWidget(self._copy)
        inside = QWidget()
        inside.setObjectName("verdictsInside")
        inside.setStyleSheet("#verdictsInside { background: transparent; }")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._empty)
        rows.addWidget(self._pair)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        rows.addLayout(self._list)
        rows.addStretch(1)
        self._area = area = QScrollArea()
        area.setObjectName("verdictsArea")
        area.setAccessibleName(tr("Findings"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 3)
        column.setSpacing(0)
        column.addLayout(header)
        column.addWidget(area, 1)
