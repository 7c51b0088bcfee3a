"""Which folders of a listing are the classes, and which of them are parts: training, test, validation, unlabeled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from explorer.datasets.data_errors import DataError, UnclearLayoutError
from explorer.datasets.folder_listing import Folder
from explorer.infos import Subfolder
from explorer.runs.folders import Role

_END = r"(?:[-_ ]?(?:set|data|dataset|split|images?|imgs?|samples))?"
_ROLES = {
    role: re.compile(rf"(?P<prefix>.*[-_ ])?(?:{names}){_END}(?:[-_ ]?\d{{4}})?", re.IGNORECASE)
    for role, names in {
        "train": "train|training|trn",
        "test": "test|testing|tests|tst",
        "val": "val|valid|validation|dev|eval|evaluation",
        "unlabeled": "unlabell?ed|unsup|unsupervised",
    }.items()
}
SAY = (
    "Set --train-folder, --test-folder and --without-folder, or choose roles in the window (Data, Open image "
    "folder), or open one of the folders alone."
)
LAYOUTS = "a folder for each class, either in train/ and test/ (or val/), or directly in the folder"


@dataclass(frozen=True)
class Parts:
    """`train` holds a folder for each class; so does `test`, None where the test images have to be split off."""

    train: Folder
    test: Folder | None
    notes: tuple[str, ...]


def parts_of(root: Folder) -> Parts:
    """The parts of `root` by the names of its folders; UnclearLayoutError where they do not tell, DataError."""
    home = descended(root)
    notes = () if home is root else (f"The images are in {relative(home, root)}.",)
    by_role: dict[str, list[Folder]] = {role: [] for role in (*_ROLES, "")}
    for folder in home.filled:
        by_role[_role(folder)].append(folder)
    trains, tests, others = by_role["train"], [*by_role["test"], *by_role["val"]], by_role[""]
    aside = [*tests, *by_role["unlabeled"]]
    if trains and aside:
        parts = _parted(root, trains, tests, [*by_role["unlabeled"], *others])
    else:
        parts = _classes(root, home, trains, aside, others)
    return Parts(parts.train, parts.test, notes + parts.notes)


def _parted(root: Folder, trains: list[Folder], tests: list[Folder], others: list[Folder]) -> Parts:
    """Training images in a folder of their own, beside test, validation or unlabeled images."""
    if len(trains) > 1:
        raise _unclear(root, f"{root.path} has {listed(trains)}: which one holds the training images?", parted=True)
    train = descended(trains[0])
    if train.images or not train.filled:
        raise DataError(
            f"{trains[0].path} has its {trains[0].count:,} images directly in it, so their classes are not known. "
            f"Allowed: {LAYOUTS}."
        )
    test, notes = None, []
    for folder in tests:
        inner = descended(folder)
        if test is not None:
            notes.append(f"{counted(folder)} left out: the test images are those of {relative(test, root)}.")
        elif _labeled(inner, train):
            test = inner
        else:
            notes.append(f"{counted(folder)} left out: no folders of classes in it.")
    notes += [f"{counted(folder)} left out: it is neither for training nor for testing." for folder in others]
    return Parts(train, test, tuple(notes))


def _classes(root: Folder, home: Folder, trains: list[Folder], aside: list[Folder], others: list[Folder]) -> Parts:
    """Classes directly in a folder. Names of parts are only classes where nothing speaks against it."""
    doubtful = [folder for folder in (*trains, *aside) if folder.filled and not folder.images]
    if doubtful or (aside and len(others) < 2):  # fewer than two classes would be left
        named = doubtful or aside
        beside = listed([f for f in home.filled if f not in named][:3])
        what = f"has {listed(named)}{f' beside {beside}' if beside else ''}"
        raise _unclear(root, f"{root.path} {what}: it is not clear whether these are parts or classes.", bool(trains))
    kept = [folder for folder in home.filled if folder not in aside]
    notes = [f"{counted(folder)} left out: its name is that of a part, not of a class." for folder in aside]
    notes += [f"{folder.name}/ is taken as a class." for folder in trains]
    notes += _alike(kept)
    empty = {name: folder for name, folder in home.folders.items() if not folder.count}
    folders = {folder.name: folder for folder in kept} | empty
    return Parts(Folder(home.path, home.images, folders), None, tuple(notes))


def _unclear(root: Folder, question: str, parted: bool) -> UnclearLayoutError:
    """The question which folders are what, with what their names suggest."""
    guesses: dict[str, Role] = {"train": "train", "test": "test", "val": "test", "unlabeled": "without"}
    given: set[Role] = set()
    found = []
    for folder in descended(root).filled:
        role = guesses.get(_role(folder), "without" if parted else "class")
        role = "without" if role in given else role
        given |= {role} & {"train", "test"}
        found.append(Subfolder(relative(folder, root).rstrip("/"), folder.count, role))
    return UnclearLayoutError(question, SAY, tuple(found))


def _alike(classes: list[Folder]) -> list[str]:
    """A line where every class holds the same folders: then these may be the classes."""
    inner = [sorted(folder.name for folder in one.filled) for one in classes]
    if len(inner) < 2 or len(inner[0]) < 2 or any(names != inner[0] for names in inner):
        return []
    return [
        f"The classes are {listed(classes[:3])}, and each holds {listed(classes[0].filled[:3])}: if those are the "
        f"classes, open {classes[0].path}."
    ]


def _role(folder: Folder) -> str:
    """What part a folder is by its name; a longer name, as seg_train, counts only with folders in it."""
    for role, pattern in _ROLES.items():
        match = pattern.fullmatch(folder.name)
        if match and (not match["prefix"] or (folder.filled and not folder.images)):
            return role
    return ""


def descended(folder: Folder) -> Folder:
    """The first folder from here down that is more than a wrapper around one other."""
    while len(folder.filled) == 1 and folder.filled[0].filled and not folder.filled[0].images:
        folder = folder.filled[0]
    return folder


def _labeled(folder: Folder, train: Folder) -> bool:
    """Whether its folders are classes: those of the training images, or at least two of any name."""
    names = {inner.name for inner in folder.filled}
    return bool(names & {inner.name for inner in train.filled}) or len(names) > 1


def relative(folder: Folder, root: Folder) -> str:
    """A folder by its path in `root`."""
    return f"{Path(folder.path).relative_to(root.path).as_posix()}/"


def counted(folder: Folder) -> str:
    """The beginning of a sentence about a folder."""
    return f"{folder.name}/ ({folder.count:,} image{'s' if folder.count != 1 else ''}) is"


def listed(folders: Iterable[Folder]) -> str:
    """Folders by name."""
    return " and ".join(f"{folder.name}/" for folder in folders)
