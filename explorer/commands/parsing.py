"""Arguments written as text: shapes."""

from __future__ import annotations

import re

from explorer.commands.failures import UsageError

_SHAPE = re.compile(r"(\d{1,5})[x×](\d{1,5})[x×](\d{1,5})")


def parse_shape(text: str) -> tuple[int, int, int]:
    """Channels, height and width from text such as "3x32x32"; UsageError for anything else."""
    match = _SHAPE.fullmatch(text.strip().lower())
    if match is None:
        raise UsageError(f"--input is {text!r}; allowed: channels x height x width, such as 3x32x32.")
    return int(match[1]), int(match[2]), int(match[3])
