"""The picture's context menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from explorer.wording import tr

Wish = Callable[[], None]


@dataclass(frozen=True)
class Offer:
    """What one place of the picture offers: the skip there and the node there (label, wish), the stage there, all
    skips, gates to be moved to any value (label, wish), the view, and a file of the picture (True: on white). None:
    there is none, or it has no skips. `when` says when switching comes into effect, or why nothing can be switched now
    (`can_switch` false); `no_gates` why no gate can be moved to a value between."""

    when: str
    can_switch: bool
    skip: tuple[str, Wish] | None
    node: tuple[str, Wish] | None
    stage: tuple[int, Callable[[bool], None]] | None
    everything: Callable[[bool], None] | None
    gates: Sequence[tuple[str, Wish]]
    no_gates: str
    save: Callable[[bool], None]
    fit: Wish


def _add(menu: QMenu, text: str, wish: Wish, enabled: bool = True) -> None:
    action = menu.addAction(text)
    action.setEnabled(enabled)
    action.triggered.connect(lambda _checked=False: wish())


def _add_skips(menu: QMenu, offer: Offer) -> None:
    """What switches skips, below when that comes into effect."""
    if offer.everything is None:
        return
    everything, can = offer.everything, offer.can_switch
    menu.addAction(offer.when).setEnabled(False)
    if offer.skip is not None:
        _add(menu, *offer.skip, can)
    if offer.stage is not None:
        number, switch = offer.stage
        _add(menu, tr("Stage {number}: all skips on", number=number), lambda: switch(True), can)
        _add(menu, tr("Stage {number}: all skips off", number=number), lambda: switch(False), can)
    _add(menu, tr("All skips on"), lambda: everything(True), can)
    _add(menu, tr("All skips off"), lambda: everything(False), can)
    for text, wish in offer.gates:
        _add(menu, text, wish, not offer.no_gates)
        menu.actions()[-1].setToolTip(offer.no_gates or tr("Move to any value from 0 (off) to 1 (on)"))
    menu.addSeparator()


def _add_levels(menu: QMenu, levels: Iterable[QAction]) -> None:
    """Actions of its own, which trigger those: a menu that goes takes the actions with it that it shows."""
    for action in levels:
        mine = menu.addAction(action.text())
        mine.setCheckable(True)
        mine.setChecked(action.isChecked())
        mine.setEnabled(action.isEnabled())
        mine.setToolTip(action.toolTip())
        mine.triggered.connect(action.trigger)


def build_menu(parent: QWidget, offer: Offer, levels: Iterable[QAction]) -> QMenu:
    """A menu for one place of the picture; `levels` choose the level of detail."""
    menu = QMenu(parent)
    menu.setObjectName("pictureMenu")
    menu.setToolTipsVisible(True)
    _add_skips(menu, offer)
    if offer.node is not None:
        _add(menu, *offer.node)
    _add_levels(menu.addMenu(tr("Detail")), levels)
    _add(menu, tr("Save picture…"), lambda: offer.save(False))
    _add(menu, tr("Save picture for print…"), lambda: offer.save(True))
    _add(menu, tr("Show the whole network\tF"), offer.fit)
    return menu
