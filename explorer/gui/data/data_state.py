"""What the data dialog shows, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.desk.sides import SIDES, Side
from explorer.infos import DatasetInfo
from explorer.number_text import size
from explorer.wording import tr


@dataclass(frozen=True)
class Download:
    """A download under way, in bytes; `total` is 0 until it is known."""

    dataset: str
    done: int = 0
    total: int = 0
    canceling: bool = False

    @property
    def words(self) -> str:
        """How far it is: "41.2 MB of 170 MB"."""
        return (
            tr("{done} of {total}", done=size(self.done), total=size(self.total)) if self.total else tr("Connecting…")
        )


@dataclass(frozen=True)
class DataState:
    """Every dataset, the download under way, the folder that is being looked through (empty: none), what there is to
    say about folders, by dataset, and the sides whose data can be chosen (they do not train)."""

    datasets: tuple[DatasetInfo, ...] = ()
    download: Download | None = None
    looking_at: str = ""
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    free: tuple[Side, ...] = SIDES
