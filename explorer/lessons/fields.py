"""How the fields of lesson files are checked: each says what it allows beside its type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from explorer.experiments.sweep_file import KEYS, setting
from explorer.experiments.toml_lines import near
from explorer.lessons.markup import MarkupError, html
from explorer.lessons.measures import MEASURES
from explorer.lessons.names import PLACES
from explorer.runs.folders import folder_name
from explorer.verdicts.verdict_registry import VERDICTS

Metadata = Mapping[str, Any]
SETTINGS = tuple(k for k in KEYS if k not in ("train_folder", "test_folder", "without_folder", "device"))
"""What an experiment can set: what a sweep can, without what names folders of a computer or its device."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class FieldError(ValueError):
    """A value that a field does not allow: the field's key in the file, and what is wrong."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(problem)
        self.key = key


def one_line(most: int) -> Metadata:
    """Metadata of a text in one line without markup, which a translation can say otherwise."""

    def check(value: str) -> None:
        if "\n" in value.strip() or len(value) > most:
            raise ValueError(f"{len(value)} characters; allowed: one line of at most {most}.")

    return {"check": check, "said": True}


def label(most: int) -> Metadata:
    """Metadata of a line that is the same in every language: a name that refers to something, or a unit."""
    return {**one_line(most), "said": False}


def prose(most: int) -> Metadata:
    """Metadata of a text in the Markdown of lessons, which a translation can say otherwise."""

    def check(value: str) -> None:
        if not value.strip() or len(value) > most:
            raise ValueError(f"{len(value):,} characters; allowed: 1 to {most:,}.")
        try:
            html(value)
        except MarkupError as error:
            raise ValueError(str(error)) from error

    return {"check": check, "said": True}


def measure_name() -> Metadata:
    """Metadata of the name of a measure."""
    return {"check": lambda value: _one_of(value, tuple(MEASURES))}


def verdict_name() -> Metadata:
    """Metadata of the name of a verdict."""
    return {"check": lambda value: _one_of(value, VERDICTS.names())}


def plain_name() -> Metadata:
    """Metadata of a name that is looked up later: `known.unknown_names` says whether it exists."""

    def check(value: str) -> None:
        if not _NAME.fullmatch(value):
            raise ValueError(f"{value[:40]!r}; allowed: a name of lower-case letters, digits and hyphens.")

    return {"check": check}


def places() -> Metadata:
    """Metadata of a list of parts of the window."""

    def check(values: tuple[str, ...]) -> None:
        for value in values:
            _one_of(value, tuple(PLACES))

    return {"check": check}


def settings() -> Metadata:
    """Metadata of a table of settings of a run."""
    return {"each": checked_setting}


def checked_setting(key: str, value: object) -> Any:
    """A setting of an experiment, by its name in SETTINGS; ValueError (SpecError and WrongTypeError are) else. Data are
    those that the program knows: a lesson names no folder."""
    if key not in SETTINGS:
        raise ValueError(f"unknown setting; allowed: {', '.join(SETTINGS)}.{near(key, SETTINGS)}")
    if key == "dataset" and (folder_name(str(value)) is not None or not _NAME.fullmatch(str(value))):
        raise ValueError(f"dataset is {str(value)[:40]!r}; allowed: a dataset of the program, such as digits.")
    return setting(key, value)


def _one_of(value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{value[:40]!r}; allowed: {', '.join(allowed)}.{near(value, allowed)}")
