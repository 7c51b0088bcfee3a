"""What a step has besides its text: something to load, to predict, or to compare."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.desk.lesson_facts import PaperRow, Row
from explorer.desk.lesson_state import StepState
from explorer.desk.loading import GpuVersion
from explorer.gui.lessons.controls import button
from explorer.gui.lessons.lesson_text import LessonText
from explorer.gui.lessons.mark_axis import MarkAxis
from explorer.gui.widgets.theme import DARK, Theme
from explorer.lessons.markup import html
from explorer.lessons.measures import MEASURES
from explorer.lessons.steps import DrawStep, PlaceStep
from explorer.lessons.wording import titled
from explorer.runs.predictions import Prediction
from explorer.wording import tr

_PAPER = "Put the version with the paper's own data and size on the cards. Ctrl+Z takes it back"
_SIGNS = {"in": "✓", "out": "≠", "open": "…", "free": ""}


class Part(QWidget):
    """Shows a StepState of its kind. `first` is the control that takes the keyboard, None for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme: Theme = DARK
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)

    def show_step(self, state: StepState) -> None:
        """Draw a state."""
        raise NotImplementedError

    def first(self) -> QWidget | None:
        """The control that takes the keyboard."""
        return None

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.theme = theme


class LoadPart(Part):
    """`load_wanted` asks for the experiment, True for its version for a GPU."""

    load_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tip = tr("Put this experiment on the cards: both networks, data, instrument and layout. Ctrl+Z takes it back")
        self.about = LessonText("experimentAbout")
        self.load = button("loadExperiment", tr("Load this experiment"), tip, primary=True)
        self.load_gpu = button("loadExperimentGpu", tr("On CIFAR-10"), tr(_PAPER))
        self.gpu_note = LessonText("gpuNote")
        self.load.clicked.connect(lambda: self.load_wanted.emit(False))
        self.load_gpu.clicked.connect(lambda: self.load_wanted.emit(True))
        for widget in (self.about, self.load, self.load_gpu, self.gpu_note):
            self.column.addWidget(widget)

    def show_step(self, state: StepState) -> None:
        """Say what will be loaded."""
        experiment = state.experiment
        self.about.show_html("" if experiment is None else f"<p><b>{escape(experiment.about)}</b></p>")
        self.load.setText(tr("Load it again") if state.loaded else tr("Load this experiment"))
        self._show_gpu(state.gpu)

    def first(self) -> QWidget:
        """The button."""
        return self.load

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        super().set_theme(theme)
        self.about.set_theme(theme)
        self.gpu_note.set_theme(theme)

    def _show_gpu(self, version: GpuVersion | None) -> None:
        self.load_gpu.setVisible(version is not None)
        said = "" if version is None else f"{version.needs} {version.obstacle or version.note}"
        self.gpu_note.show_html(f"<p>{escape(said)}</p>" if said else "")
        if version is None:
            return
        self.load_gpu.setText(version.text)
        self.load_gpu.setAccessibleName(version.text)
        self.load_gpu.setToolTip(version.obstacle or tr(_PAPER))
        self.load_gpu.setEnabled(not version.obstacle)


class DrawPart(Part):
    """`keys_wanted` gives the plot the keyboard, `remove_wanted` takes the drawing back."""

    keys_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = LessonText("drawHelp")
        self.keys = button(
            "drawWithKeys", tr("Draw with the keys"), tr("Give the plot the keyboard: arrows choose and move points")
        )
        self.remove = button(
            "removePrediction", tr("Remove prediction"), tr("Take your drawing off the plot and the run")
        )
        self.keys.clicked.connect(self.keys_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        for widget in (self.text, self.keys, self.remove):
            self.column.addWidget(widget)

    def show_step(self, state: StepState) -> None:
        """Say where to draw, or that there is a drawing."""
        step = state.step
        assert isinstance(step, DrawStep)
        plot = tr("{curve} plot on the right", curve=step.curve)
        keys = tr("Or with the keys: left and right choose a point, up and down move it, Enter returns here.")
        said = (
            tr("Draw with the mouse in the {plot}. {keys}", plot=plot, keys=keys)
            if not state.obstacle
            else state.obstacle
        )
        self.text.show_html(f"<p>{escape(said)}</p>")
        self.keys.setEnabled(not state.obstacle)
        self.remove.setEnabled(state.prediction is not None)

    def first(self) -> QWidget:
        """The button that leads to the plot."""
        return self.keys


class PlacePart(Part):
    """`predicted` carries a Prediction, `remove_wanted` takes the marks back."""

    predicted = Signal(object)
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text, self.axis = LessonText("placeHelp"), MarkAxis()
        self.remove = button("removeMarks", tr("Remove marks"), tr("Take your marks off the axis and the run"))
        self._about = ""
        self.axis.placed.connect(self._tell)
        self.remove.clicked.connect(self.remove_wanted)
        for widget in (self.text, self.axis, self.remove):
            self.column.addWidget(widget)

    def show_step(self, state: StepState) -> None:
        """Show the axis and the marks on it."""
        step = state.step
        assert isinstance(step, PlaceStep)
        measure = MEASURES[step.measure]
        self._about = step.measure
        said = state.obstacle or (
            tr(
                "{run}: {title}. Click {seeds} times on the axis, or press Space there and move each "
                "mark with the arrow keys.",
                run=step.run,
                title=titled(measure.name),
                seeds=step.seeds,
            )
        )
        self.text.show_html(f"<p>{escape(said)}</p>")
        self.axis.set_axis(step.low, step.high, tr(measure.unit) if measure.unit else "", step.seeds)
        self.axis.set_values(state.prediction.values if state.prediction else (), self.theme.side(step.run))
        self.axis.setEnabled(not state.obstacle)
        self.remove.setEnabled(state.prediction is not None)

    def first(self) -> QWidget:
        """The axis."""
        return self.axis

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        super().set_theme(theme)
        self.axis.set_theme(theme)

    def _tell(self, values: tuple[float, ...]) -> None:
        self.predicted.emit(Prediction(kind="marks", about=self._about, values=values))


class QuizPart(Part):
    """`quiz_wanted` opens the quiz."""

    quiz_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = button("lessonQuiz", tr("Open the quiz"), tr("Answer questions about all lessons"), primary=True)
        self.open.clicked.connect(self.quiz_wanted)
        self.column.addWidget(self.open)

    def show_step(self, state: StepState) -> None:
        """Nothing to draw."""

    def first(self) -> QWidget:
        """The button."""
        return self.open


class ResultsPart(Part):
    """The expected figures beside those of this run, and what is to be said of the difference."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table, self.notes = LessonText("expectedFigures"), LessonText("expectedNotes")
        self.column.setSpacing(10)  # as between the paragraphs of each
        self.column.addWidget(self.table)
        self.column.addWidget(self.notes)

    def show_step(self, state: StepState) -> None:
        """Show the figures."""
        papers = "".join(map(self._paper, state.papers))
        head = f"<p><b>{tr('Published, not measured here')}</b></p>" if papers else ""
        self.table.show_html("".join(self._line(row) for row in state.rows) + head + papers)
        told = [f"<p><b>{escape(head)}</b></p>{html(why)}" for head, why in state.told]
        self.notes.show_html("".join([*(html(note) for note in state.notes), *told]))

    def _line(self, row: Row) -> str:
        color = {"in": self.theme.skip, "out": self.theme.warning}.get(row.outcome, self.theme.muted)
        side = f'<b style="color:{self.theme.side(row.side).name()}">{row.side}</b>'
        said = escape(f"{_SIGNS[row.outcome]} {row.found}".strip()).replace(
            " ", "&nbsp;"
        )  # no break between sign and value
        found = f'<b style="color:{color}">{said}</b>'
        told = tr("expected {expected}, here", expected=escape(row.expected)) if row.expected else tr("here")
        expected = f'<span style="color:{self.theme.muted}">{told}</span>'
        return f"<p>{side} {escape(row.what)}<br>{expected} {found}</p>"

    def _paper(self, row: PaperRow) -> str:
        side = f'<b style="color:{self.theme.side(row.side).name()}">{row.side}</b>'
        found = tr(", here <b>{found}</b>", found=escape(row.found)) if row.found else ""
        source = f'<span style="color:{self.theme.muted}">{escape(row.source)}</span>'
        return f"<p>{side} {escape(row.what)}: <b>{escape(row.value)}</b>{found}<br>{source}</p>"
