"""The context menu of a place in a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QMenu

from explorer.gui.picture.menu import Offer, build_menu
from explorer.gui.picture.save_dialog import ask_and_save
from explorer.gui.widgets.theme import LIGHT
from explorer.wording import tr

if TYPE_CHECKING:
    from explorer.gui.picture.network_view import NetworkView


def menu_at(view: NetworkView, position: QPointF) -> QMenu:
    """The menu for a canvas position: the skips, the node and the stage there, all skips, the view."""
    canvas, sight = view.canvas, view.sight
    arc, at, node = canvas.arc_at(position), canvas.strip_at(position), view.selection.node_at(position)
    skip = None if arc is None else (view.arc_cursor.label(arc), lambda: view.toggle((arc,)))
    stage = sight.stage_at(at)
    can_switch, when = sight.switching()
    offer = Offer(
        when=when,
        can_switch=can_switch,
        skip=skip,
        node=None if node is None else (tr("Zoom in"), lambda: view.selection.open(position)),
        stage=None if stage is None else (stage, lambda on: view.stage_wanted.emit(stage, on)),
        everything=view.all_wanted.emit if sight.gates else None,
        gates=view.gates.choices(arc, stage, position.toPoint()),
        no_gates=sight.no_gates(),
        save=lambda white: ask_and_save(view, LIGHT if white else None),
        fit=view.fit,
    )
    return build_menu(view, offer, view.header.detail.actions_by_level.values())
