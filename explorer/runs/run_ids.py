"""Run ids, and the files that are named by them."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

from explorer.runs.store_errors import StoreError

ALLOWED = "up to 64 letters, digits, dots, dashes, underscores"
_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def new_run_id() -> str:
    """A fresh id, unique across machines."""
    return uuid.uuid4().hex[:16]


def is_run_id(text: object) -> bool:
    """Whether a run may be called so. What a file says is asked too: an id becomes the name of a weights file."""
    return isinstance(text, str) and _RUN_ID.fullmatch(text) is not None


def weights_file(folder: Path, run_id: str) -> Path:
    """Where the weights of a run of the store in `folder` lie; neither folder nor file need exist.

    StoreError for an id that is no file name, and where "weights" is a link that leads out of the folder.
    """
    if not is_run_id(run_id):
        raise StoreError(f"The run id {run_id!r} is damaged; allowed: {ALLOWED}.")
    place = folder / "weights"
    if place.resolve() != folder.resolve() / "weights":
        raise StoreError(f"The weights folder {place} points outside the runs folder. Replace it with a folder.")
    return place / f"{run_id}.safetensors"
