"""What can go wrong with data, told to people."""

from __future__ import annotations

from explorer.infos import Subfolder


class DataError(RuntimeError):
    """Data that are not there or cannot be used; the message says where they were looked for and what to do."""


class UnclearLayoutError(DataError):
    """It is not clear which folders are what: the `question`, and the `folders` to say it of."""

    def __init__(self, question: str, how: str, folders: tuple[Subfolder, ...]) -> None:
        super().__init__(f"{question} {how}")
        self.question, self.folders = question, folders


class FetchCanceledError(DataError):
    """The user stopped a download; what has come is kept."""
