"""What a card offers as data: the datasets, none at all, and the way to more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt

from explorer.gui.cards.editors import ChoiceEditor
from explorer.gui.widgets.labels import plain_tip
from explorer.infos import DatasetInfo
from explorer.number_text import size
from explorer.runs.spec import NO_DATA
from explorer.wording import tr

MORE_DATA = "more"
"""Chosen, it opens the list of all data instead of being a setting; no dataset is called so."""
_LONGEST = 24  # characters of a title; a folder's name may be any


def offer_data(chooser: ChoiceEditor, datasets: Iterable[DatasetInfo]) -> None:
    """Fill a card's chooser; not echoed."""
    choices = tuple(_choices(datasets))
    chooser.offer((value, text) for value, text, _ in choices)
    for value, _, about in choices:
        chooser.setItemData(chooser.findData(value), plain_tip(about), Qt.ItemDataRole.ToolTipRole)


def _choices(datasets: Iterable[DatasetInfo]) -> Iterator[tuple[str, str, str]]:
    for data in datasets:
        fetch = (
            ""
            if data.present
            else tr(" Download required: {download_bytes}.", download_bytes=size(data.download_bytes))
        )
        title = data.title if len(data.title) <= _LONGEST else f"{data.title[: _LONGEST - 1]}…"
        yield (
            data.name,
            title,
            tr(
                "{title}: {train_size:,} + {test_size:,} images. {license}{fetch}",
                title=data.title,
                train_size=data.train_size,
                test_size=data.test_size,
                license=data.license,
                fetch=fetch,
            ),
        )
    yield NO_DATA, tr("No data"), tr("Architecture only, no training: the network's own input shape and classes")
    yield MORE_DATA, tr("More data…"), tr("Download datasets, open an image folder, view samples")
