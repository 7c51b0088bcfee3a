"""The card of A or B: one compact strip of everything that makes its run, with training folded under it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from explorer.choices.family import FamilyInfo
from explorer.desk.edits import family_of, typed, value_of, with_value
from explorer.desk.families import offered
from explorer.desk.fields import FIELDS, Field
from explorer.desk.sides import Side
from explorer.desk.titles import training_line
from explorer.engine.events import Ready
from explorer.gui.cards.buttons import SkipButtons, tool_button
from explorer.gui.cards.complaint import Complaint
from explorer.gui.cards.data_choices import MORE_DATA, offer_data
from explorer.gui.cards.editors import ChoiceEditor, DepthEditor, Editor, make_editor
from explorer.gui.cards.family_editor import FamilyEditor
from explorer.gui.cards.strip import FieldGroup, Strip, labeled, tooltip
from explorer.gui.runs.runs_model import dragged_run
from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import DARK, Theme
from explorer.infos import DatasetInfo
from explorer.registry import SpecError
from explorer.runs.spec import RunSpec
from explorer.wording import tr

_BY_NAME = {field.name: field for field in FIELDS}
_EDGES = 4  # pixels: the card's border
_FROM_CATALOG = ("family", "depth", "dataset")


class RunCard(QFrame):
    """Shows a RunSpec and emits `spec_changed` with an edited one; never a spec that is not allowed.

    A value that is not allowed stays on show with its reason below the field until it is corrected, taken back
    with Escape, or another edit follows. `commit` confirms what is being typed, and so does every other edit. Until
    the catalog comes, what depends on it cannot be edited. While its run trains the card is locked; the skips'
    buttons stay, as they then move gates. A stored run can be dropped on it (`run_dropped` with the run's id).
    A click beside its fields, or on one that is disabled, takes the focus: what is typed then goes nowhere."""

    spec_changed = Signal(RunSpec)
    all_skips_wanted = Signal(bool)
    unfolded = Signal(bool)
    run_dropped = Signal(str)
    more_data_wanted = Signal()

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side: Side = side
        self._spec = RunSpec()
        self._catalog: Ready | None = None
        self._locked = False
        self._theme = DARK
        self._editors: dict[str, Editor] = {}
        self._groups: dict[str, FieldGroup] = {}
        self._hidden: frozenset[QWidget] = frozenset()
        self._has_skips = True
        self.setObjectName(f"card{side}")
        self.setAccessibleName(tr("Settings of run {side}", side=side))
        self.setProperty("panel", True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._build()
        self._show()
        self.set_theme(DARK)

    def _build(self) -> None:
        for field in FIELDS:
            editor = make_editor(field)
            editor.edited.connect(partial(self._edit, field))
            self._editors[field.name] = editor
            self._groups[field.name] = labeled(field, editor, self.objectName(), tr("run {side}", side=self.side))
        self._family_editor.taken_back.connect(self._forget_family)
        badge = Label(self.side)
        badge.setProperty("role", "badge")
        self._skips = SkipButtons(self.side)
        self._skips.wanted.connect(self.all_skips_wanted)
        self._fold_button = tool_button(f"card{self.side}_training", "", tr("Show or hide training settings"))
        self._fold_button.setCheckable(True)
        self._fold_button.toggled.connect(self._fold)
        basic = [self._groups[f.name] for f in FIELDS if f.basic]
        self._strips = (
            Strip((badge, *basic, self._skips, self._fold_button)),
            Strip((self._groups[f.name] for f in FIELDS if not f.basic), apart=10),
        )
        self._strips[1].hide()
        self._message = Complaint(self)
        self._message.setObjectName(f"{self.objectName()}_message")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(5)
        for widget in self._strips:
            column.addWidget(widget)
        column.addStretch(1)  # a card beside a higher one has its rows at the top

    def _choice(self, name: str) -> ChoiceEditor:
        editor = self._editors[name]
        assert isinstance(editor, ChoiceEditor)
        return editor

    @property
    def _family_editor(self) -> FamilyEditor:
        editor = self._editors["family"]
        assert isinstance(editor, FamilyEditor)
        return editor

    def _fold(self, open_: bool) -> None:
        self._strips[1].setVisible(open_)
        self._fold_icon()
        self.unfolded.emit(open_)

    def _fold_icon(self) -> None:
        self._fold_button.setIcon(icon("fold-open" if self._fold_button.isChecked() else "fold-closed", self._theme))

    # ── what others set ─────────────────────────────────────────────────────────────────────────

    @property
    def spec(self) -> RunSpec:
        """The spec on show: always an allowed one."""
        return self._spec

    def set_spec(self, spec: RunSpec) -> None:
        """Show a spec; no signal. The spec already on show changes nothing, not even a wrong entry."""
        if spec != self._spec:
            self._spec = spec
            self._show()

    def set_catalog(self, catalog: Ready) -> None:
        """Offer the engine's families and data."""
        self._catalog = catalog
        self._family_editor.offer(catalog.families)
        offer_data(self._choice("dataset"), catalog.datasets)
        self._show()

    def set_datasets(self, datasets: tuple[DatasetInfo, ...]) -> None:
        """Offer these data from now on."""
        if self._catalog is not None:
            self._catalog = replace(self._catalog, datasets=datasets)
            offer_data(self._choice("dataset"), datasets)

    def set_locked(self, locked: bool) -> None:
        """Fix the settings while the run trains."""
        self._locked = locked
        focused = QApplication.focusWidget()
        if locked and focused is not None and any(group.isAncestorOf(focused) for group in self._groups.values()):
            self.setFocus()  # or the keys would go to what Qt finds next
        self._enable()

    def set_has_skips(self, has: bool) -> None:
        """Whether there is a skip to switch: without one the buttons would do nothing."""
        self._has_skips = has
        self._leave_out(family_of(self._spec.network, self._catalog))

    def height_at(self, width: int) -> int:
        """The height that the card's rows take at this width."""
        column = self.layout()
        assert column is not None
        margins = column.contentsMargins()
        inside = width - margins.left() - margins.right() - _EDGES
        rows = [strip.heightForWidth(inside) for strip in self._strips if not strip.isHidden()]
        return sum(rows) + column.spacing() * (len(rows) - 1) + margins.top() + margins.bottom() + _EDGES

    def set_unfolded(self, open_: bool) -> None:
        """Open or close the training settings."""
        self._fold_button.setChecked(open_)

    def obstacles(self) -> dict[Field, str]:
        """The fields on offer, and why each cannot be edited now, empty where it can."""
        groups = {field: self._groups[field.name] for field in FIELDS}
        return {field: group.obstacle for field, group in groups.items() if group not in self._hidden}

    def go_to(self, field: Field) -> None:
        """Give a field the keyboard, unfolding what hides it."""
        if not field.basic:
            self.set_unfolded(True)
        self._editors[field.name].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self._fold_icon()
        self._message.set_theme(theme)
        for strip in self._strips:
            strip.even()

    # ── edits ───────────────────────────────────────────────────────────────────────────────────

    def commit(self) -> None:
        """Confirm what is being typed; `problem` then says what is wrong with it."""
        for editor in self._editors.values():
            editor.commit()

    @property
    def problem(self) -> str:
        """What is wrong with an entry, in a sentence; empty where nothing is."""
        return self._message.text()

    def _forget_family(self) -> None:
        if self._editors["family"].property("wrong"):
            self._show_wrong(None, "")

    def _edit(self, field: Field, raw: Any) -> None:
        if raw == MORE_DATA and field.kind == "dataset":
            self._show()
            self.more_data_wanted.emit()
            return
        for name, editor in self._editors.items():  # what is being typed elsewhere came first
            if name != field.name:
                editor.commit()
        if self._locked:  # too late
            self._show()
            return
        try:
            value = typed(field, raw) if field.kind in ("whole", "real", "depth") else raw
            spec = with_value(self._spec, field, value, self._catalog)
        except SpecError as error:
            self._show_wrong(field, str(error))
            return
        changed, self._spec = spec != self._spec, spec
        self._show()
        if changed:
            self.spec_changed.emit(spec)

    def _show(self) -> None:
        family = family_of(self._spec.network, self._catalog)
        depth = self._editors["depth"]
        assert isinstance(depth, DepthEditor)
        depth.offer(family.depths if family else ())
        if family is not None:
            norms = dict(_BY_NAME["norm"].choices)
            self._choice("norm").offer((norm, tr(norms[norm])) for norm in family.norms)
        for field in FIELDS:
            self._editors[field.name].show_value(value_of(self._spec, field))
        self._show_source()
        self._leave_out(family)
        training = self._spec.training
        self._fold_button.setText(training_line(training, self._choice("optimizer").currentText()))
        self._fold_button.setAccessibleDescription("; ".join(map(str, training.interventions)))
        self._show_wrong(None, "")
        self._enable()

    def _show_source(self) -> None:
        """The whole name is in the tooltip, with the path of a user's own model."""
        network, about = self._spec.network, tooltip(_BY_NAME["family"])
        own = tr("{name} of {source}", name=network.name, source=network.source) if network.source else ""
        name = own or self._family_editor.currentText()
        self._groups["family"].tell(f"{name}\n{about}")

    def _leave_out(self, family: FamilyInfo | None) -> None:
        """Hide what has no effect on this network."""
        hidden: frozenset[QWidget] = frozenset(
            self._groups[field.name]
            for field in FIELDS
            if not offered(field, family, self._spec.network)
            or (field.kind == "depth" and value_of(self._spec, field) is None)
        )
        hidden |= frozenset(() if self._has_skips else (self._skips,))
        if hidden != self._hidden:
            self._hidden = hidden
            for strip in self._strips:
                strip.leave_out(hidden)

    def _show_wrong(self, field: Field | None, message: str) -> None:
        for other in FIELDS:
            editor = self._editors[other.name]
            target = editor.box if isinstance(editor, DepthEditor) else editor
            if bool(target.property("wrong")) != (other is field):
                target.setProperty("wrong", other is field)
                target.style().polish(target)
        self._message.tell(message, None if field is None else self._groups[field.name])

    def _enable(self) -> None:
        locked = tr("Locked while {side} trains. Stop or discard its run to edit.", side=self.side) * self._locked
        for field in FIELDS:
            known = self._catalog is not None or field.kind not in _FROM_CATALOG
            useful = field.needs is None or value_of(self._spec, _BY_NAME[field.needs[0]]) in field.needs[1]
            self._groups[field.name].setEnabled(known and useful and not self._locked)
            self._groups[field.name].tell(why=locked or ("" if known else tr("Available once the engine is ready.")))

    # ── dropped runs ────────────────────────────────────────────────────────────────────────────

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Runs of the runs list are welcome."""
        if dragged_run(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the run that was dropped."""
        run_id = dragged_run(event.mimeData())
        if run_id is not None:
            event.acceptProposedAction()
            self.run_dropped.emit(run_id)
