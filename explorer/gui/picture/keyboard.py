"""The picture's keys, turned into what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

KEYS = (
    "Click an arc to switch its skip; Shift and drag across several; ← → and Space do the same; G moves a gate while "
    "training. Alt with ← → selects layers; + and − show more or less detail; Page Up and Page Down zoom; F shows "
    "everything."
)
Deed = Literal["fit", "arc", "toggle", "gate", "node", "detail", "auto"]
_ARCS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -(10**9), Qt.Key.Key_End: 10**9,
}  # fmt: skip
_TOGGLES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DETAIL = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
ZOOMS = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}
"""Into layers; with Shift into time."""
FOCUSED = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


@dataclass(frozen=True)
class Stroke:
    """What a key asks for, and by how many places."""

    deed: Deed
    by: int = 0


def meaning(event: QKeyEvent) -> Stroke | None:
    """What a key means: F fit; ← → Home End arcs, with Alt nodes; Space and Enter switch, G moves; + − 0 detail."""
    key, modifiers = Qt.Key(event.key()), event.modifiers()
    if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier):
        return None
    if key in _ARCS:
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        return Stroke("node" if alt else "arc", _ARCS[key])
    if key in _DETAIL:
        return Stroke("detail", _DETAIL[key])
    if key in _TOGGLES:
        return Stroke("toggle")
    others = {Qt.Key.Key_F: Stroke("fit"), Qt.Key.Key_0: Stroke("auto"), Qt.Key.Key_G: Stroke("gate")}
    return others.get(key)
