"""Arguments written as text: lists of skips and shapes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from explorer.commands.failures import UsageError
from explorer.runs.folders import HERE, folder_name

_SKIP = re.compile(r"(?:skip)?(\d{1,4})(?:-(?:skip)?(\d{1,4}))?")
_SHAPE = re.compile(r"(\d{1,5})[x×](\d{1,5})[x×](\d{1,5})")


def parse_skips(text: str) -> str | tuple[str, ...]:
    """ "on", "off", "default", or the ids that are on from a list of ids, numbers and ranges ("skip1,4,7-9").

    UsageError for anything else; whether the network has these skips is not known here.
    """
    word = text.strip().lower()
    if word in ("on", "off", "default"):
        return word
    numbers: dict[int, None] = {}
    for part in word.split(","):
        match = _SKIP.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if first > last:
            raise UsageError(f"--skips is {text!r}; allowed: on, off, or a list such as skip1,skip4 or 1-9,12.")
        numbers.update(dict.fromkeys(range(first, last + 1)))
    return tuple(f"skip{number}" for number in numbers)


def parse_shape(text: str) -> tuple[int, int, int]:
    """Channels, height and width from text such as "3x32x32"; UsageError for anything else."""
    match = _SHAPE.fullmatch(text.strip().lower())
    if match is None:
        raise UsageError(f"--input is {text!r}; allowed: channels x height x width, such as 3x32x32.")
    return int(match[1]), int(match[2]), int(match[3])


def with_roles(dataset: str, options: Mapping[str, Any]) -> str:
    """A dataset's name with what --train-folder, --test-folder and --without-folder say of a folder of images.

    UsageError where it is no folder of images.
    """
    train, test = options.get("train_folder") or "", options.get("test_folder") or ""
    without = tuple(options.get("without_folder") or ())
    if not (train or test or without):
        return dataset
    given = folder_name(dataset)
    if given is None:
        raise UsageError(
            f"--train-folder, --test-folder and --without-folder are for a folder of images, as folder:32:photos; the "
            f"dataset is {dataset!r}."
        )
    return str(replace(given, train=train.strip("/") or HERE, test=test.strip("/"), without=without))
