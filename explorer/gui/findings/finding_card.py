"""One finding: its sentence, links to the evidence, and what is behind a fold."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from explorer.desk.sides import Side
from explorer.gui.findings.finding_text import SEVERITIES, advice, headline, links, open_question
from explorer.gui.widgets.icons import icon, show_icon
from explorer.gui.widgets.labels import Label, plain_tip
from explorer.gui.widgets.theme import DARK, Theme
from explorer.verdicts.finding import Evidence, Finding, Severity
from explorer.wording import tr

_ICONS: dict[Severity, str] = {"good": "good", "unknown": "unknown", "warning": "warning", "error": "error"}
_TEXT = Qt.TextInteractionFlag.TextSelectableByMouse
_LINKS = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
TWIN_TIP = "Train this run in addition to A and B; it is stored, and the findings take it into account"
FOLD_TIP = "Alternatives ruled out, what to try, and what this verdict cannot tell"


class FindingCard(QFrame):
    """Shows a finding of one side. `evidence_wanted` carries the Evidence that was clicked, `twin_wanted` the Offer
    of the run that would decide."""

    evidence_wanted = Signal(object)
    twin_wanted = Signal(object)

    def __init__(self, side: Side, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side, self.finding = side, finding
        self._theme = DARK
        self._shown: Evidence | None = None
        self.setObjectName(f"finding_{side}_{finding.verdict}")
        self._icon, self._text, self._open = Label(), self._label(_TEXT), self._label(_TEXT)
        self._open.setObjectName("open_question")
        self._links, self._more = self._label(_TEXT | _LINKS), self._label(_TEXT)
        self._links.setObjectName("evidence")
        self._links.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._links.setToolTip(tr("Show this evidence: instrument, step and layers (click, or Tab and Enter)"))
        self._links.setAccessibleName(tr("Evidence"))
        self._links.linkActivated.connect(lambda place: self.evidence_wanted.emit(self.finding.evidence[int(place)]))
        self._fold, self._twin = self._fold_button(), self._twin_button()
        self._lay_out()
        self._unfold(False)
        self.set_theme(DARK)

    def set_finding(self, finding: Finding) -> None:
        """Say the same verdict's newer finding."""
        if finding != self.finding:
            self.finding = finding
            self._write()

    def set_shown(self, evidence: Evidence | None) -> None:
        """Mark the piece of evidence that is on show, or none."""
        if evidence != self._shown:
            self._shown = evidence
            self._links.setText(links(self.finding, self._theme, evidence))

    def set_obstacle(self, obstacle: str) -> None:
        """Why the twin cannot be trained now; empty where it can."""
        self._twin.setEnabled(not obstacle)
        self._twin.setToolTip(plain_tip(obstacle or tr(TWIN_TIP)))

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self._write()

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _label(self, flags: Qt.TextInteractionFlag) -> QLabel:
        label = Label()
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setTextInteractionFlags(flags)
        return label

    def _fold_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("finding_fold")
        button.setToolTip(tr(FOLD_TIP))
        button.setAccessibleName(tr(FOLD_TIP))
        button.setCheckable(True)
        button.setIconSize(QSize(14, 14))
        button.setStyleSheet("QToolButton { padding: 1px; }")
        button.setFixedSize(22, 20)  # a crowded list is squeezed until it is laid out; an icon cannot be
        button.toggled.connect(self._unfold)
        return button

    def _twin_button(self) -> QPushButton:
        button = QPushButton()
        button.setObjectName("finding_twin")
        button.setAccessibleName(tr("Train the twin"))
        button.clicked.connect(lambda: self.twin_wanted.emit(self.finding.offer))
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 6, 4)
        row.setSpacing(7)
        column = QVBoxLayout()
        column.setSpacing(2)
        top = Qt.AlignmentFlag.AlignTop
        below = QHBoxLayout()  # the fold stands here, not beside the sentence: in a narrow panel that costs a line
        below.setSpacing(6)
        below.addWidget(self._links, 1, top)
        below.addStretch()
        below.addWidget(self._fold, 0, top)
        column.addWidget(self._text)
        column.addWidget(self._open)
        column.addLayout(below)
        column.addWidget(self._more)
        column.addWidget(self._twin, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self._icon, 0, top)
        row.addLayout(column, 1)

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────

    def _unfold(self, on: bool) -> None:
        self._more.setVisible(on)
        self._fold.setIcon(icon("fold-open" if on else "fold-closed", self._theme))

    def _write(self) -> None:
        finding, theme = self.finding, self._theme
        colors = {"good": theme.skip, "unknown": theme.muted, "warning": theme.warning, "error": theme.danger}
        show_icon(self._icon, _ICONS[finding.severity], theme, colors[finding.severity], 17)
        self._icon.setToolTip(tr(SEVERITIES[finding.severity]))
        self._icon.setAccessibleName(tr(SEVERITIES[finding.severity]))
        self._text.setText(headline(self.side, finding, theme))
        self._text.setAccessibleName(f"{self.side}, {finding.title}: {finding.sentence}")
        self._open.setText(open_question(finding, theme))
        self._open.setVisible(finding.offer is not None)
        self._links.setText(links(finding, theme, self._shown))
        self._links.setVisible(bool(finding.evidence))
        self._more.setText(advice(finding, theme))
        self._twin.setVisible(finding.offer is not None)
        if finding.offer is not None:
            self._twin.setText(tr("Train the twin, {text}", text=finding.offer.text))
        self._unfold(self._fold.isChecked())
