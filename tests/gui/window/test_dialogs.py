"""Every dialog there is: each control has a name, a tooltip and the keyboard."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module

import pytest
from PySide6.QtWidgets import QDialog, QPushButton

import explorer.gui
from explorer.desk.background import AtOnce
from explorer.gui.data.data_dialog import DataDialog
from explorer.gui.data.roles_dialog import RolesDialog
from explorer.gui.experiments.sweep_dialog import SweepDialog
from explorer.gui.exports.existing_dialog import ExistingDialog
from explorer.gui.exports.export_dialog import ExportDialog
from explorer.gui.images.enlarged import EnlargedDialog
from explorer.gui.own_models.own_model_dialog import OwnModelDialog
from explorer.gui.palette.palette_dialog import PaletteDialog
from explorer.gui.picture.gate_slider import GateSlider
from explorer.gui.runs.fork_dialog import ForkDialog
from explorer.gui.runs.space_dialog import SpaceDialog
from explorer.gui.window.closing import SavingDialog
from explorer.gui.window.connect_dialog import ConnectDialog
from explorer.gui.window.preferences_dialog import PreferencesDialog
from explorer.gui.window.problem_report import ReportDialog
from explorer.gui.window.shortcuts_dialog import ShortcutsDialog
from tests.gui.access import controls, lacking
from tests.gui.data.test_roles_dialog import FOLDERS
from tests.gui.desk import Desk
from tests.gui.own_models.test_own_model_dialog import SIDES

MAKERS: dict[type[QDialog], Callable[[Desk], QDialog]] = {
    ConnectDialog: lambda desk: ConnectDialog("", "", desk.window),
    DataDialog: lambda desk: DataDialog(desk.window),
    EnlargedDialog: lambda desk: EnlargedDialog(desk.window),
    ExistingDialog: lambda desk: ExistingDialog(["first"], 2, desk.window),
    ExportDialog: lambda desk: ExportDialog(2, parent=desk.window),
    ForkDialog: lambda desk: ForkDialog(desk.history("A"), "first", 1, parent=desk.window),
    GateSlider: lambda desk: GateSlider("Gate of skip1", 1.0, desk.window),
    OwnModelDialog: lambda desk: OwnModelDialog(lambda _: None, SIDES, parent=desk.window),
    PaletteDialog: lambda desk: PaletteDialog(lambda _: (), desk.window),
    PreferencesDialog: lambda desk: PreferencesDialog(desk.window.settings, desk.window),
    ReportDialog: lambda desk: ReportDialog(desk.window),
    RolesDialog: lambda desk: RolesDialog("folder:8:/x", "which?", FOLDERS, desk.window),
    SavingDialog: lambda desk: _saving(SavingDialog(desk.window)),
    ShortcutsDialog: lambda desk: ShortcutsDialog(desk.window),
    SpaceDialog: lambda desk: SpaceDialog(10, 1000, 0, desk.window),
    SweepDialog: lambda desk: SweepDialog(desk.window, AtOnce()),
}


def _saving(dialog: SavingDialog) -> SavingDialog:
    vars(dialog)["exec"] = lambda: 0  # not wait
    dialog.tell(["The disk is full."])
    return dialog


def test_every_dialog_is_known_here() -> None:
    for module in pkgutil.walk_packages(explorer.gui.__path__, "explorer.gui."):
        import_module(module.name)
    found, kinds = set(), [QDialog]
    while kinds:
        kinds += (own := kinds.pop().__subclasses__())
        found |= {kind for kind in own if kind.__module__.startswith("explorer.")}
    assert found == set(MAKERS)


def test_every_control_of_every_dialog_can_be_named_found_and_reached(trained: Desk) -> None:
    missing = {}
    for kind, make in MAKERS.items():
        dialog = make(trained)
        dialog.show()
        named = [f"{kind.__name__}: no object name or title"] if not dialog.objectName() else []
        missing[kind.__name__] = [*named, *lacking(dialog)]
        dialog.deleteLater()
    assert {name: lines for name, lines in missing.items() if lines} == {}


@pytest.mark.parametrize("kind", MAKERS, ids=lambda kind: kind.__name__)
def test_tab_reaches_every_button_of_a_dialog(trained: Desk, kind: type[QDialog]) -> None:
    dialog = MAKERS[kind](trained)
    dialog.show()
    start = seen = dialog.nextInFocusChain()
    chain = [start]
    while (seen := seen.nextInFocusChain()) is not start:
        chain.append(seen)
    pressed = [w for w in controls(dialog) if isinstance(w, QPushButton) and w.isVisible() and w.isEnabled()]
    assert [w.objectName() for w in pressed if w not in chain or not w.focusPolicy()] == []
    dialog.deleteLater()
