"""What the palette finds in the window: the menus' actions, lessons, settings, networks, and the newest runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from explorer.desk.edits import with_value
from explorer.desk.fields import FIELDS, Field
from explorer.desk.palette import Offer, found, networks
from explorer.desk.sides import SIDES, Side
from explorer.desk.workbench import Workbench
from explorer.gui.cards.run_card import RunCard
from explorer.registry import SpecError
from explorer.runs.rows import RunRow
from explorer.wording import tr

_FIELDS = {field.name: field for field in FIELDS}
_UNAVAILABLE = "{} is not available now."


class PaletteOffers:
    """Gathers the offers once, when the palette opens; `search` then picks among them."""

    def __init__(
        self,
        menus: Sequence[QMenu],
        bench: Workbench,
        rows: Sequence[RunRow],
        open_run: Callable[[str, Side], None],
        tell: Callable[[str], None],
        *,
        lessons: Sequence[Offer] = (),
        cards: Sequence[RunCard] = (),
        arrived: Callable[[], None] = lambda: None,
    ) -> None:
        self._bench, self._tell = bench, tell
        self._actions = [*_actions(menus), *lessons, *_settings(cards, arrived)]
        self._runs = [
            Offer(
                tr("Run"),
                tr("Open in {side}: {name}", side=side, name=row.name),
                partial(open_run, row.id, side),
                f"{row.created:%Y-%m-%d %H:%M}",
            )
            for row in rows
            for side in SIDES
        ]

    def search(self, text: str) -> list[Offer]:
        """The offers that match."""
        catalog = self._bench.catalog
        families = () if catalog is None else catalog.families
        return found([*self._actions, *networks(families, text, self._put), *self._runs], text)

    def _put(self, side: Side, family: str, depth: int | None) -> None:
        """Have a side take a network, as choosing it in its card does."""
        self._bench.settled()
        catalog = self._bench.catalog
        try:
            spec = with_value(self._bench.document.side(side).spec, _FIELDS["family"], family, catalog)
            if depth is not None:
                spec = with_value(spec, _FIELDS["depth"], depth, catalog)
        except SpecError as error:
            self._tell(str(error))
            return
        self._bench.edit(side, spec)


def _actions(menus: Sequence[QMenu]) -> Iterator[Offer]:
    """Every entry that does something. Submenus are given as menus of their own: what QAction.menu() gives dies with
    the action's Python object until PySide6 6.11.1."""
    own = {menu.menuAction() for menu in menus}
    top = {_plain(menu.title()) for menu in menus if isinstance(menu.parent(), QMenuBar)}
    for menu in menus:
        for action in menu.actions():
            text = _plain(action.text())
            if action not in own and not action.isSeparator() and text and action.isVisible():
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                why = "" if action.isEnabled() else _obstacle(action, text)
                group = _plain(menu.title())
                said = text if group in top else f"{group}: {text}"
                yield Offer(group, said, action.trigger, keys, why)


def _settings(cards: Sequence[RunCard], arrived: Callable[[], None]) -> Iterator[Offer]:
    """The fields of cards; choosing one gives it the keyboard, then calls `arrived`."""

    def go(card: RunCard, field: Field) -> None:
        card.go_to(field)
        arrived()

    for card in cards:
        for field, obstacle in card.obstacles().items():
            title = tr(field.title)
            name = tr(field.label) or title[:1].upper() + title[1:]
            note = "" if name.casefold() == title.casefold() else title
            yield Offer(tr("Setting"), f"{card.side}: {name}", partial(go, card, field), note, obstacle)


def _obstacle(action: QAction, text: str) -> str:
    """The first line of the tooltip where it says why not (see widgets.offers), else that it cannot be done now."""
    lines = action.toolTip().splitlines()
    return lines[0] if len(lines) > 1 else tr(_UNAVAILABLE).format(text)


def _plain(text: str) -> str:
    """A menu entry's text without its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
