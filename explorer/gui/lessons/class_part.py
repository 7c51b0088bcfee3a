"""The predictions of a class in a lesson: saving one's own as a file, and all of them beside what came out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from explorer.desk.lesson_gaps import Strip, Vote, Votes
from explorer.desk.lesson_state import StepState
from explorer.gui.lessons.controls import button
from explorer.gui.lessons.lesson_text import LessonText
from explorer.gui.lessons.mark_strip import MarkStrip
from explorer.gui.lessons.parts import Part
from explorer.gui.widgets.theme import DARK, Theme
from explorer.lessons.markup import html
from explorer.lessons.steps import ChooseStep, ExpectStep
from explorer.lessons.wording import titled
from explorer.wording import tr


class SavePart(Part):
    """`save_wanted` asks for the step's prediction as a file."""

    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.save = button(
            "saveForClass", tr("Save for the class…"), tr("Save your prediction as a small file for the teacher")
        )
        self.save.clicked.connect(self.save_wanted)
        self.column.addWidget(self.save)

    def show_step(self, state: StepState) -> None:
        """Offer it once there is a prediction."""
        made = bool(state.answers) if isinstance(state.step, ChooseStep) else state.prediction is not None
        self.save.setEnabled(made)


class ClassPart(Part):
    """What was placed and chosen, by oneself and in class. `open_wanted` asks for files of predictions, `hide_wanted`
    takes them off."""

    open_wanted = Signal()
    hide_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tip = tr("Show the predictions of many, from small files: curves in the plots, marks and answers here")
        self.open = button("openClass", tr("Show predictions of a class…"), tip)
        self.hide_all = button(
            "hideClass", tr("Hide predictions of the class"), tr("Take the predictions of the class off")
        )
        self.open.clicked.connect(self.open_wanted)
        self.hide_all.clicked.connect(self.hide_wanted)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(6)
        self.column.addLayout(self.rows)
        for one in (self.open, self.hide_all):
            self.column.addWidget(one)
        self._shown: tuple[tuple[Strip, ...], tuple[Votes, ...]] = ((), ())

    def show_step(self, state: StepState) -> None:
        """Draw strips and votes."""
        self.hide_all.setVisible(state.has_class)
        if not isinstance(state.step, ExpectStep) or (state.strips, state.votes) == self._shown:
            return
        self._shown = state.strips, state.votes
        while (item := self.rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        for strip in state.strips:
            title = LessonText("markStripTitle", self)  # without a parent it would be a window of its own
            title.show_html(f"<p><b>{strip.side}</b> {titled(strip.measure)}: {_legend(strip)}</p>")
            self.rows.addWidget(title)
            self.rows.addWidget(MarkStrip(strip, self.theme))
        for asked in state.votes:
            self.rows.addWidget(VoteBars(asked, self.theme))

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        super().set_theme(theme)
        for strip in self.findChildren(MarkStrip):
            strip.set_theme(theme)
        for bars in self.findChildren(VoteBars):
            bars.set_theme(theme)


class VoteBars(QWidget):
    """Shows how many chose each sentence: a bar with its count below each, the right one marked."""

    def __init__(self, asked: Votes, theme: Theme = DARK, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("voteBars")
        self.bars: list[QProgressBar] = []
        self._texts: list[tuple[LessonText, Vote]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        question = LessonText("voteQuestion", self)
        question.show_markup(asked.question)
        column.addWidget(question)
        total = sum(vote.count for vote in asked.votes)
        for vote in asked.votes:
            text, bar = LessonText("voteText", self), QProgressBar(self)
            bar.setRange(0, total)
            bar.setValue(vote.count)
            bar.setFormat(tr("%v of %m"))
            bar.setObjectName("voteBar")
            bar.setAccessibleName(tr("{count} of {total} chose: {text}", count=vote.count, total=total, text=vote.text))
            bar.setToolTip(tr("How many of the class chose this"))
            self.bars.append(bar)
            self._texts.append((text, vote))
            column.addWidget(text)
            column.addWidget(bar)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        for text, vote in self._texts:
            own = f" ({tr('yours')})" if vote.own else ""
            sign = f'<b style="color:{theme.skip}">✓ {tr("Right")}:</b> ' if vote.right else ""
            text.show_html(f"<p>{sign}{html(vote.text).removeprefix('<p>').removesuffix('</p>')}{own}</p>")


def _legend(strip: Strip) -> str:
    """What the signs on a strip are."""
    signs = ((f"▼ {tr('yours')}", strip.own), (tr("● the class"), strip.others), (tr("◆ runs"), strip.runs))
    return ", ".join(sign for sign, there in signs if there)
