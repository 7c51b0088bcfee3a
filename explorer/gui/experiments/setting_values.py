"""Values of a sweep's settings as they are typed: separated by commas, several of them vary."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any

from explorer.experiments.run_options import FOLDER_OPTIONS
from explorer.experiments.sweep_file import KEYS

_FIRST = (
    "network", "family", "depth", "seed", "norm", "init", "activation", "slope", "shortcut", "skips", "width",
    "zero_gamma", "branch_scale", "stem", "dataset", "augment", "epochs", "max_steps", "batch_size", "optimizer", "lr",
)  # fmt: skip
_FILE_ALONE = ("at", *FOLDER_OPTIONS)
SHOWN = tuple(key for key in dict.fromkeys((*_FIRST, *KEYS)) if key not in _FILE_ALONE)
"""The settings of the form, what varies most often first; the others stand in the file alone."""

_WORDS = {"true": True, "false": False}


def typed_values(text: str) -> tuple[Any, ...]:
    """The values of a text such as "8, 14, 20" or "plain, resnet"; a text in quotes may hold commas."""
    parts = next(csv.reader([text], skipinitialspace=True), [])
    return tuple(_value(part.strip()) for part in parts if part.strip())


def values_text(values: Iterable[Any]) -> str:
    """The inverse of `typed_values`."""
    return ", ".join(map(_text, values))


def _value(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = f"{value:g}" if isinstance(value, float) and float(f"{value:g}") == value else str(value)
    return f'"{text}"' if "," in text else text
