"""JSON that every reader accepts: NaN and infinity become null."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from explorer.commands.failures import UsageError


def dumps(data: Any) -> str:
    """`data` as indented JSON."""
    return json.dumps(_finite(data), indent=2, allow_nan=False, ensure_ascii=False)


def check_writable(path: Path) -> None:
    """UsageError where a file at `path` cannot be written; an existing file keeps its contents."""
    existed = path.exists()
    try:
        with path.open("a", encoding="utf-8"):
            pass
        if not existed:
            path.unlink()
    except OSError as error:
        raise UsageError(f"--json {path} cannot be written: {error.strerror}. Name a file you can write to.") from error


def _finite(data: Any) -> Any:
    if isinstance(data, float):
        return data if math.isfinite(data) else None
    if isinstance(data, dict):
        return {key: _finite(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_finite(value) for value in data]
    return data
