"""Run ids."""

from __future__ import annotations

import re
import uuid

ALLOWED = "up to 64 letters, digits, dots, dashes, underscores"
_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def new_run_id() -> str:
    """A fresh id, unique across machines."""
    return uuid.uuid4().hex[:16]


def is_run_id(text: object) -> bool:
    """Whether a run may be called so. What a file says is asked too: an id becomes the name of a weights file."""
    return isinstance(text, str) and _RUN_ID.fullmatch(text) is not None
