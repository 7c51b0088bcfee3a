"""What the chosen instrument measures and how to read it, beside its plot."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import DARK, Theme
from explorer.infos import InstrumentInfo
from explorer.wording import marked, tr

_PER = marked(
    {
        "layer": "each layer",
        "skip": "each residual block",
        "bins": "each layer, bin by bin",
        "network": "the whole network",
    }
)


def rows(info: InstrumentInfo) -> list[tuple[str, str]]:
    """Heading and text of everything there is to say, what is empty left out."""
    when = tr("by probes, on a schedule") if info.probed else tr("at every step")
    found = (
        (tr("Formula"), info.formula),
        (tr("Unit"), info.unit),
        (tr("Healthy"), info.healthy),
        (tr("Limitations"), info.limits),
        (tr("Measured"), tr("for {what}, {when}", what=tr(_PER[info.per]), when=when) if info.formula else ""),
        (tr("Source"), info.source),
    )
    return [(heading, text) for heading, text in found if text]


def explanation(info: InstrumentInfo) -> str:
    """What an instrument measures and how to read it, as rich text."""
    lines = "".join(f"<br><b>{name}</b> {escape(text)}" for name, text in rows(info))
    return f"<p><b>{escape(info.title)}</b>{lines}</p>"


class AboutInstrument(QScrollArea):
    """Formula, unit, healthy numbers, limits and source of one instrument, as text that can be selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutInstrument")
        self.setAccessibleName(tr("About the instrument"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = Label()
        self.text.setObjectName("aboutInstrumentText")
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self.text)
        column.addStretch(1)
        self.setWidget(inside)
        self._info: InstrumentInfo | None = None
        self._theme = DARK

    def set_instrument(self, info: InstrumentInfo) -> None:
        """Tell of another instrument."""
        self._info = info
        self._write()
        self.verticalScrollBar().setValue(0)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self._write()

    def _write(self) -> None:
        if self._info is None:
            return
        lines = "".join(
            f'<tr><td style="color:{self._theme.muted}; padding:2px 12px 2px 0; white-space:nowrap">{heading}</td>'
            f'<td style="padding:2px 0">{escape(text)}</td></tr>'
            for heading, text in rows(self._info)
        )
        self.text.setText(f"<b>{escape(self._info.title)}</b><table>{lines}</table>")
