"""What an analysis gives: figures as plain data, sentences, and their way into the store and back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

import numpy as np

from explorer.choices.figure import FIGURES, Figure
from explorer.runs.codec import DamagedError
from explorer.typed import made, parsed, unpacked
from explorer.wording import tr

Value = int | float | str | bool


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Something to choose before an analysis: a number `low` … `high`, one of `choices`, or a yes or no."""

    name: str
    title: str
    about: str
    default: Value
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

    @property
    def bounds(self) -> str:
        """ "0.01–5", or "0–2,147,483,647" of a whole number; empty where any number is allowed."""
        if self.low is None or self.high is None:
            return ""
        form = ",.0f" if isinstance(self.default, int) else "g"
        return tr("{low} to {high}", low=f"{self.low:{form}}", high=f"{self.high:{form}}")


@dataclass(frozen=True, kw_only=True)
class AnalysisResult:
    """Everything one analysis of one network gave. `sentences` say what it shows, with numbers, most telling first.

    `network` is the network's registry name, `made` an ISO time (UTC), `seconds` what it took.
    """

    analysis: str
    network: str
    settings: Mapping[str, Value]
    figures: tuple[Figure, ...]
    sentences: tuple[str, ...]
    made: str
    seconds: float


def encode(result: AnalysisResult) -> bytes:
    """A result as compressed JSON (with Python's NaN and Infinity)."""
    return zlib.compress(json.dumps(asdict(result), default=np.ndarray.tolist).encode())


def decode(data: bytes) -> AnalysisResult:
    """The inverse of `encode`; DamagedError where the bytes are not such a result."""
    try:
        return from_plain(parsed(unpacked(data)))
    except ValueError as error:
        raise DamagedError(f"analysis: {error}") from error


def from_plain(values: object) -> AnalysisResult:
    """A result from its fields as plain data; ValueError where they are none."""
    figures = values.get("figures") if isinstance(values, Mapping) else None
    if not isinstance(values, Mapping) or not isinstance(figures, list | tuple):
        raise DamagedError("no list of figures")
    result = made(AnalysisResult, {**values, "figures": ()})
    return replace(result, figures=tuple(map(_figure, figures)))


def _figure(values: object) -> Figure:
    """A figure from its stored values; ValueError where they are none, or of a kind that is not known."""
    kind = values.get("kind") if isinstance(values, Mapping) else None
    figure = made(FIGURES[str(kind)].record, values)
    if not figure.fits():
        raise DamagedError(f"figure {figure.id}: values of different length")
    return figure
