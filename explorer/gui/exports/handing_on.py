"""Runs out of the window and into it: what is wished is asked about, done in a thread of its own, and told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from explorer.desk.background import Background, Doing
from explorer.exports import SUFFIX, Existing
from explorer.exports.archive import Archive, ArchiveError
from explorer.exports.format_registry import FORMATS, ExportError, Format, Wanted, export
from explorer.exports.taking_in import Taken, read_into
from explorer.gui.exports.existing_dialog import ExistingDialog
from explorer.gui.exports.export_dialog import ExportDialog
from explorer.gui.widgets.message_bar import MessageBar
from explorer.gui.widgets.picture_file import ask_for_file
from explorer.number_text import percent
from explorer.runs.command_line import command_line
from explorer.runs.rows import RunRow
from explorer.runs.store import RunStore, StoreError
from explorer.wording import tr, tr_count

_FAILURES = (ArchiveError, ExportError, StoreError)
Known = tuple[list[str], int]  # names of the runs that are there already, of how many


class HandingOn(QObject):
    """Exports and imports, one at a time; `entered` is emitted when runs came in. What fails is said in the message
    bar, and what is written there is whole or not there."""

    entered = Signal()
    _share = Signal(str, float)

    def __init__(self, store: RunStore, messages: MessageBar, window: QWidget, doing: Doing | None = None) -> None:
        super().__init__(window)
        self._store, self._messages, self._window = store, messages, window
        self._own = Background(self) if doing is None else None
        self._doing: Doing = doing or self._own or Background(self)
        self._format = ""
        self._told = ""
        self._share.connect(self._show_share, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """Wait for what is being written."""
        if self._own is not None:
            self._own.close()

    # ── out ─────────────────────────────────────────────────────────────────────────────────────

    def export(self, rows: Sequence[RunRow], title: str = "") -> None:
        """Ask how these runs are to be handed on, and where to."""
        dialog = ExportDialog(len(rows), self._format, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(partial(self._ask_where, list(rows), title))
        dialog.open()

    def copy_command_line(self, row: RunRow) -> None:
        """Put the command that repeats a run on the clipboard."""
        try:
            line = command_line(self._store.spec(row.id), row.name)
        except StoreError as error:
            self._messages.show_message(str(error), kind="error")
            return
        QGuiApplication.clipboard().setText(line)
        self._messages.show_message(tr("Copied: {line}", line=line))

    def _ask_where(self, rows: list[RunRow], title: str, name: str, layers: bool, weights: bool) -> None:
        form, self._format = FORMATS[name], name
        title = title or (rows[0].name if len(rows) == 1 else "runs")
        stem = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in title).strip("-.") or "runs"
        kinds = (f"{tr(form.title)} (*{form.suffix})",) if form.suffix else (f"{tr(form.title)} (*)",)
        path = ask_for_file(self._window, tr("Export as {title}", title=tr(form.title)), f"{stem}{form.suffix}", kinds)
        if path is not None:
            path = path.with_suffix(form.suffix) if form.suffix and path.suffix.lower() != form.suffix else path
            self.write(form, Wanted(self._store, rows, title, layers=layers, weights=weights), path)

    def write(self, form: Format, wanted: Wanted, path: Path) -> None:
        """Write runs to a path."""
        self._begin(tr("Writing {name}", name=path.name))
        self._doing.run(
            partial(export, form, wanted, path, self._shares(tr("Writing {name}", name=path.name))), self._written
        )

    def _written(self, answer: Future[tuple[Path, ...]]) -> None:
        self._finish(answer, lambda files: tr("Saved {files}", files=", ".join(map(str, files))))

    # ── in ──────────────────────────────────────────────────────────────────────────────────────

    def ask_for_archive(self) -> None:
        """Ask for a file, and take its runs in."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, tr("Import runs"), "", f"{tr('Archives of runs')} (*{SUFFIX})"
        )
        if chosen:
            self.take_in(Path(chosen))

    def take_in(self, path: Path) -> None:
        """Take in the runs of an archive; what becomes of runs that are there already is asked."""
        self._doing.run(partial(_known, self._store, path), partial(self._looked, path))

    def _looked(self, path: Path, answer: Future[Known]) -> None:
        try:
            known, total = answer.result()
        except _FAILURES as error:
            self._messages.show_message(str(error), kind="error")
            return
        if not known:
            self._read(path, Existing.REFUSE)
            return
        dialog = ExistingDialog(known, total, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(partial(self._read, path))
        dialog.open()

    def _read(self, path: Path, existing: Existing) -> None:
        self._begin(tr("Reading {name}", name=path.name))
        job = partial(_read_into, self._store, path, existing, self._shares(tr("Reading {name}", name=path.name)))
        self._doing.run(job, self._entered)

    def _entered(self, answer: Future[Taken]) -> None:
        self._finish(answer, _said)
        self.entered.emit()

    # ── what is told ────────────────────────────────────────────────────────────────────────────

    def _begin(self, text: str) -> None:
        self._told = f"{text} …"
        self._messages.show_message(self._told)

    def _shares(self, text: str) -> Callable[[float], None]:
        return lambda share: self._share.emit(text, share)

    def _show_share(self, text: str, share: float) -> None:
        if self._told and share < 1:
            self._messages.withdraw(self._told)
            self._told = f"{text} … {percent(share, 0)}"
            self._messages.show_message(self._told)

    def _finish(self, answer: Future, said: Callable[..., str]) -> None:  # type: ignore[type-arg]
        self._messages.withdraw(self._told)
        self._told = ""
        try:
            self._messages.show_message(said(answer.result()))
        except _FAILURES as error:
            self._messages.show_message(str(error), kind="error")


def _known(store: RunStore, path: Path) -> Known:
    with Archive(path) as archive:
        runs = list(archive.manifest.runs)
        known = store.transfers.known(runs)
    names = {row.id: row.name for row in store.rows()}  # without deleted ones, which can still be brought back
    return [names.get(run_id, run_id) for run_id in known], len(runs)


def _read_into(store: RunStore, path: Path, existing: Existing, told: Callable[[float], None]) -> Taken:
    with Archive(path) as archive:
        return read_into(store, archive, existing, told)


def _said(taken: Taken) -> str:
    skipped = tr(", skipped {count:,}", count=len(taken.skipped)) if taken.skipped else ""
    return tr_count(
        "Imported 1 run{skipped}.", "Imported {count:,} runs{skipped}.", len(taken.entered), skipped=skipped
    )
