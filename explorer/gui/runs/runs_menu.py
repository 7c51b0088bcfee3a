"""What can be done with selected runs besides opening them: compare, group, tag, note, star; and which columns show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from explorer.gui.runs.runs_model import EXTRA
from explorer.gui.widgets.labels import plain_tip
from explorer.gui.widgets.offers import offer
from explorer.runs.resuming import no_forking_row, no_resuming_row
from explorer.runs.rows import RunRow
from explorer.runs.values import title
from explorer.wording import tr

_GROUPS = ("sweep", "kind", "depth", "dataset", "norm", "init", "lr", "seed", "status", "verdict", "tags")
_OBSTACLES = (no_resuming_row, no_forking_row)


class RunsMenu(QObject):
    """Emits wishes: `compare_wanted` and `tags_wanted` with ids, `notes_wanted`, `reference_wanted` with one id ("" for
    none), `sweep_wanted` with a sweep's id, `resume_wanted`, `fork_wanted` and `replay_wanted` with one id,
    `group_chosen` with a setting ("" for none), `columns_chosen`, `export_wanted` with rows, `command_wanted` with one
    row."""

    compare_wanted = Signal(list)
    tags_wanted = Signal(list, str)
    notes_wanted = Signal(list, str)
    reference_wanted = Signal(str)
    sweep_wanted = Signal(str)
    resume_wanted = Signal(str)
    fork_wanted = Signal(str)
    replay_wanted = Signal(str)
    group_chosen = Signal(str)
    columns_chosen = Signal(list)
    export_wanted = Signal(list)
    command_wanted = Signal(object)

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self._home = home
        self.columns: list[str] = []
        self.group = ""

    def open(self, rows: Sequence[RunRow], actions: Sequence[QAction], place: QPoint) -> None:
        """The menu of selected runs; `actions` stand at its top."""
        menu = self._menu("runs_menu")
        menu.addAction(_heading(menu, rows))
        menu.addActions(list(actions))
        menu.addSeparator()
        one = rows[0] if len(rows) == 1 else None
        self._add_going_on(menu, one)
        starred = one is not None and one.reference
        star = (tr("Not the reference any more"), "") if starred else (tr("Make reference"), one.id if one else "")
        tag, note = (partial(ask, rows) for ask in (self._ask_tags, self._ask_note))
        menu.addAction(_entry(menu, "tag_runs", tr("Tags…"), tr("Words to find and group runs by"), tag))
        menu.addAction(_entry(menu, "note_run", tr("Note…"), tr("A text of your own about this run"), note))
        sweep = next(iter(one.sweeps), "") if one is not None else ""
        tip = tr("All runs of the sweep that this run belongs to, as a chart")
        menu.addAction(
            _entry(menu, "compare_sweep", tr("Compare its sweep"), tip, partial(self.sweep_wanted.emit, sweep))
        )
        tip = tr("Comparisons show differences from the reference")
        menu.addAction(_entry(menu, "star_run", star[0], tip, partial(self.reference_wanted.emit, star[1])))
        tip = tr("As an archive that opens elsewhere, a report, tables, JSON or event files")
        menu.addAction(_entry(menu, "export_runs", tr("Export…"), tip, partial(self.export_wanted.emit, list(rows))))
        tip = tr("The command that trains a run of these settings again")
        copy = partial(self.command_wanted.emit, one)
        menu.addAction(_entry(menu, "copy_command", tr("Copy command line"), tip, copy))
        for action in menu.actions()[-6:]:
            enabled = {"tag_runs": bool(rows), "export_runs": bool(rows), "compare_sweep": bool(sweep)}
            action.setEnabled(enabled.get(action.objectName(), one is not None))
        menu.addSeparator()
        self._add_groups(menu.addMenu(tr("Group by")))
        menu.popup(place)

    def _add_going_on(self, menu: QMenu, row: RunRow | None) -> None:
        """What goes on from a run's checkpoints, and why it cannot."""
        no_resuming, no_forking = (why(row) if row else tr("Select one run first.") for why in _OBSTACLES)
        longer = row is not None and row.status == "completed"
        for name, text, tip, signal, why in (
            ("resume_run", tr("Train longer…") if longer else tr("Resume"),
             tr("Go on with this run, from its last checkpoint"), self.resume_wanted, no_resuming),
            ("fork_run", tr("Fork…"),
             tr("Train a child of this run from one of its steps on, with other settings"),
             self.fork_wanted, no_forking),
            ("replay_run", tr("Replay in A"),
             tr("Put its settings in A, with its interventions planned, to be trained again"),
             self.replay_wanted, no_forking),
        ):  # fmt: skip
            action = _entry(menu, name, text, tip, partial(signal.emit, row.id if row else ""))
            offer(action, tip, why)
            menu.addAction(action)
        menu.addSeparator()

    def choose_columns(self, place: QPoint) -> None:
        """The menu of columns, to be opened at the table's header."""
        menu = self._menu("runs_columns_menu")
        for name in EXTRA:
            action = QAction(title(name)[:1].upper() + title(name)[1:], menu)
            action.setObjectName(f"column_{name}")
            action.setToolTip(plain_tip(tr("Show the column {name}", name=name)))
            action.setCheckable(True)
            action.setChecked(name in self.columns)
            action.triggered.connect(partial(self._switch_column, name))
            menu.addAction(action)
        menu.popup(place)

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self._home)
        menu.setObjectName(name)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _add_groups(self, menu: QMenu) -> None:
        menu.setObjectName("runs_group_menu")
        for name in ("", *_GROUPS):
            action = QAction(title(name)[:1].upper() + title(name)[1:] if name else tr("None"), menu)
            action.setObjectName(f"group_{name or 'none'}")
            action.setToolTip(
                tr("Rows with the same {name} stand together", name=title(name))
                if name
                else tr("One list, in its order")
            )
            action.setCheckable(True)
            action.setChecked(name == self.group)
            action.triggered.connect(partial(self._choose_group, name))
            menu.addAction(action)

    def _choose_group(self, name: str) -> None:
        self.group = name
        self.group_chosen.emit(name)

    def _switch_column(self, name: str) -> None:
        chosen = set(self.columns) ^ {name}
        self.columns = [name for name in EXTRA if name in chosen]
        self.columns_chosen.emit(self.columns)

    def _ask_tags(self, rows: Sequence[RunRow]) -> None:
        shared = [tag for tag in rows[0].tags if all(tag in row.tags for row in rows)]
        what = tr("these runs") if len(rows) > 1 else tr("this run")
        dialog = self._dialog(
            "tagsDialog", tr("Tags"), tr("Tags of {what}, separated by spaces:", what=what), " ".join(shared)
        )
        dialog.textValueSelected.connect(partial(self.tags_wanted.emit, [row.id for row in rows]))
        dialog.open()

    def _ask_note(self, rows: Sequence[RunRow]) -> None:
        dialog = self._dialog("noteDialog", tr("Note"), tr("Note on this run:"), rows[0].notes)
        dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        dialog.textValueSelected.connect(partial(self.notes_wanted.emit, [rows[0].id]))
        dialog.open()

    def _dialog(self, name: str, heading: str, label: str, text: str) -> QInputDialog:
        dialog = QInputDialog(self._home)
        dialog.setObjectName(name)
        dialog.setWindowTitle(heading)
        dialog.setLabelText(label)
        dialog.setTextValue(text)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog


def _heading(menu: QMenu, rows: Sequence[RunRow]) -> QAction:
    """Which runs the menu is about: a mark in a chart does not say."""
    heading = QAction(
        rows[0].name.replace("&", "&&") if len(rows) == 1 else tr("{count:,} runs", count=len(rows)), menu
    )
    heading.setObjectName("menu_runs")
    heading.setToolTip(tr("The runs that this menu is about"))
    heading.setEnabled(False)
    return heading


def _entry(menu: QMenu, name: str, text: str, tip: str, wish: Callable[[], None]) -> QAction:
    action = QAction(text, menu)
    action.setObjectName(name)
    action.setToolTip(tip)
    action.triggered.connect(wish)
    return action
