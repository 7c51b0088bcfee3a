"""The window's side of sweeps: the dock, the dialog and the messages about them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from explorer.desk.background import Doing
from explorer.desk.experiments import Experiments, ExperimentsState
from explorer.engine.sweep_events import QueueEnded, SweepEntered, SweepMeasured
from explorer.gui.experiments.sweep_dialog import SweepDialog
from explorer.gui.experiments.sweeps_dock import SweepsDock
from explorer.gui.widgets.message_bar import MessageBar
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr, tr_count


class SweepDesk(QObject):
    """Connects dock and dialog with the model; answers about a sweep that was changed since are dropped."""

    def __init__(
        self, model: Experiments, dock: SweepsDock, messages: MessageBar, doing: Doing, window: QWidget
    ) -> None:
        super().__init__(window)
        self._model, self._dock, self._messages, self._doing, self._window = model, dock, messages, doing, window
        self._dialog: SweepDialog | None = None
        self._token = 0
        self._theme = DARK
        dock.queue_wanted.connect(model.work)
        dock.new_wanted.connect(self.open)
        dock.chosen.connect(model.choose)
        dock.state_wanted.connect(model.set_state)
        dock.forget_wanted.connect(model.forget)
        dock.retry_wanted.connect(model.retry)
        dock.skip_wanted.connect(model.skip)
        dock.remove_wanted.connect(model.remove)
        dock.move_wanted.connect(model.move)
        dock.visibilityChanged.connect(model.watch)
        model.changed.connect(dock.set_state)
        model.changed.connect(self._offer_cluster)
        model.entered.connect(self._entered)
        model.measured.connect(self._measured)
        model.ended.connect(self._ended)
        model.left_over.connect(self._offer)

    def open(self) -> SweepDialog:
        """Open the dialog, or bring it to the front."""
        if self._dialog is None:
            made = self._dialog = SweepDialog(self._window, self._doing)
            made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            made.finished.connect(self._closed)
            made.measure_wanted.connect(self._measure)
            made.enter_wanted.connect(self._model.enter)
            made.set_theme(self._theme)
            made.set_cluster(self._model.state.no_cluster)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        return self._dialog

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self._dock.set_theme(theme)
        if self._dialog is not None:
            self._dialog.set_theme(theme)

    def _offer_cluster(self, state: ExperimentsState) -> None:
        if self._dialog is not None:
            self._dialog.set_cluster(state.no_cluster)

    def _closed(self) -> None:
        self._dialog, self._token = None, 0

    def _measure(self, source: str) -> None:
        self._token = self._model.measure(source)

    def _measured(self, answer: SweepMeasured) -> None:
        if self._dialog is not None and answer.token == self._token:
            self._dialog.show_measured(answer)

    def _entered(self, event: SweepEntered) -> None:
        """Close the dialog, show the sweep, and have its runs trained."""
        if self._dialog is not None:
            self._dialog.close()
        self._dock.open()
        parts = [tr_count("{count} run added to the queue", "{count} runs added to the queue", event.new)]
        parts += [tr("{kept} were there", kept=event.kept)] * bool(event.kept) + [
            tr("{dropped} taken out", dropped=event.dropped)
        ] * bool(event.dropped)
        start = "" if self._model.state.on else tr("Start queue")
        self._messages.show_message(f"{event.name}: {', '.join(parts)}.", "info", start, lambda: self._model.work(True))

    def _ended(self, event: QueueEnded) -> None:
        """Say what failed; the rest is in the list."""
        if event.outcome is None and not event.run_id:
            self._messages.show_message(
                tr("{name} was not trained. {message}", name=event.name, message=event.message), kind="error"
            )
        elif event.outcome is not None and event.outcome.status == "failed":
            self._messages.show_message(
                tr("{name} failed. {message}", name=event.name, message=event.message), kind="error"
            )

    def _offer(self, count: int) -> None:
        runs = tr_count("{count} run", "{count} runs", count)
        text = tr("The queue of sweeps has {runs} left.", runs=runs)
        self._messages.show_message(text, "info", tr("Start queue"), lambda: self._model.work(True))
