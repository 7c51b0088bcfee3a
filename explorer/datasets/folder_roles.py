"""Parts of a folder of images as the user says which of its folders are what."""

from __future__ import annotations

from explorer.datasets.data_errors import DataError
from explorer.datasets.folder_listing import Folder
from explorer.datasets.folder_parts import LAYOUTS, Parts, counted, descended, listed, relative
from explorer.runs.folders import HERE, FolderName


def chosen_parts(root: Folder, name: FolderName) -> Parts:
    """The parts of `root` that `name` says; DataError where there is no such folder, or no folders of classes in it."""
    home = descended(root)
    test = _found(root, name.test) if name.test else None
    without = [_found(root, each) for each in name.without]
    if name.train not in ("", HERE):
        train = descended(_found(root, name.train))
        used = (train, test)
        aside = [f for f in home.filled if not any(u and _within(u, f) for u in used)]
    else:
        aside = without
        kept = [f for f in home.folders.values() if f not in without and not (test and _within(test, f))]
        train = Folder(home.path, home.images, {f.name: f for f in kept})
    for part in (train, test and descended(test)):
        if part is not None and not part.filled:
            raise DataError(f"{part.path} has no folders of classes in it. Allowed: {LAYOUTS}.")
    notes = [f"Ignored as requested: {listed(without)}."] if without else []
    notes += [f"{counted(f)} left out: it is neither for training nor for testing." for f in aside if f not in without]
    return Parts(train, test and descended(test), (f"Roles of the folders as given: {name.parts}.", *notes))


def _found(root: Folder, path: str) -> Folder:
    """A folder by its path in `root`."""
    folder = root
    for part in path.strip("/").split("/"):
        if part not in folder.folders:
            raise DataError(
                f"{root.path} has no folder {path}; {relative(folder, root) if folder is not root else 'it'} has "
                f"{listed(folder.filled[:12]) or 'none with images'}."
            )
        folder = folder.folders[part]
    return folder


def _within(folder: Folder, other: Folder) -> bool:
    return folder.path == other.path or folder.path.startswith(f"{other.path}/")
