"""The text of a lesson on a label: the Markdown of lessons, with formulas, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import Theme
from explorer.lessons.markup import html

_SHEET = "<style>p {{ margin: 0 0 8px 0; }} li {{ margin: 0 0 4px 0; }} code {{ background-color: {raised}; }}</style>"


class LessonText(Label):
    """Shows text that wraps and can be selected. What a lesson says is made HTML by `explorer.lessons.markup`, which
    knows no link, image or other HTML: nothing is loaded."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # a new policy forgets that the text wraps, and its last lines are cut off
        self.setSizePolicy(policy)
        self._html, self._raised = "", "transparent"

    def show_markup(self, *texts: str) -> None:
        """Show texts in the Markdown of lessons, one below the other; no room is taken where there is none."""
        self.show_html("".join(html(text) for text in texts if text))

    def show_html(self, made: str) -> None:
        """Show HTML that the program made itself."""
        self._html = made
        self.setVisible(bool(made))
        self._write()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._raised = theme.raised
        self._write()

    def _write(self) -> None:
        self.setText(_SHEET.format(raised=self._raised) + self._html if self._html else "")
