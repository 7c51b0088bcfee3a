"""The name of a folder of images as a dataset: its size, its path, and which of its folders are what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

FOLDER = "folder:"
HERE = "."
Role = Literal["class", "train", "test", "without"]


@dataclass(frozen=True)
class FolderName:
    """Images in `path` as `size` × `size`: "folder:32:/home/me/photos".

    `train` and `test` are the folders, inside of `path`, that hold a folder for each class; `train` is HERE where the
    classes lie beside `test`. `without` are folders that are left out. All are empty where the layout tells:
    "folder:32,train=big,test=small,without=old:/home/me/photos".
    """

    size: str
    path: str
    train: str = ""
    test: str = ""
    without: tuple[str, ...] = ()

    @property
    def chosen(self) -> bool:
        """Whether somebody has said which folders are what."""
        return bool(self.train or self.test or self.without)

    @property
    def parts(self) -> str:
        """Which folders are what, for people; empty where nobody has said it."""
        named = [f"{role} {name}" for role, name in self._roles() if name != HERE]
        return ", ".join(named) or ("all are classes" if self.chosen else "")

    def __str__(self) -> str:
        roles = "".join(f",{role}={quote(name)}" for role, name in self._roles())
        return f"{FOLDER}{self.size}{roles}:{self.path}"

    def _roles(self) -> Iterator[tuple[str, str]]:
        found = (("train", self.train), ("test", self.test), *(("without", name) for name in self.without))
        return ((role, name) for role, name in found if name)


def folder_name(dataset: str) -> FolderName | None:
    """A dataset's name taken apart; None where it names no folder, or not as it should."""
    figures, _, path = dataset.removeprefix(FOLDER).partition(":")
    size, *roles = figures.split(",")
    given: dict[str, list[str]] = {"train": [], "test": [], "without": []}
    for text in roles:
        role, _, name = text.partition("=")
        if role not in given or not name:
            return None
        given[role].append(unquote(name))
    if not dataset.startswith(FOLDER) or not path or len(given["train"]) > 1 or len(given["test"]) > 1:
        return None
    return FolderName(size, path, "".join(given["train"]), "".join(given["test"]), tuple(given["without"]))
