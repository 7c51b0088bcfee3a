"""What an analysis gives: figures as plain data, sentences, and their way into the store and back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from explorer.runs.codec import DamagedError

Numbers = NDArray[np.float64]
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
        """ "0.01 … 5", or "0 … 2,147,483,647" of a whole number; empty where any number is allowed."""
        if self.low is None or self.high is None:
            return ""
        form = ",.0f" if isinstance(self.default, int) else "g"
        return f"{self.low:{form}} … {self.high:{form}}"


@dataclass(frozen=True)
class Series:
    """One line: x and y of shape (n,), a band `low` … `high` of that shape, or empty ones. `dashed`: a reference."""

    label: str
    x: Numbers
    y: Numbers
    low: Numbers = field(default_factory=lambda: np.empty(0))
    high: Numbers = field(default_factory=lambda: np.empty(0))
    dashed: bool = False


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Lines over one x axis. `id` is equal in results that belong on one plot: A's and B's."""

    id: str
    title: str
    x_label: str
    y_label: str
    series: tuple[Series, ...]
    log_x: bool = False
    log_y: bool = False
    kind: Literal["lines"] = "lines"


@dataclass(frozen=True, kw_only=True)
class Bars:
    """A value (n,) for each label. `skips` names the skip (its block) of each bar, to be drawn under its arc.

    `baseline` is the value of the network as it is.
    """

    id: str
    title: str
    x_label: str
    y_label: str
    labels: tuple[str, ...]
    values: Numbers
    skips: tuple[str, ...] = ()
    baseline: float | None = None
    log_y: bool = False
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True, kw_only=True)
class Surface:
    """z (ny, nx) over x (nx,) and y (ny,): contours and a surface or, with `matrix`, squares, `labels` on both axes."""

    id: str
    title: str
    x_label: str
    y_label: str
    z_label: str
    x: Numbers
    y: Numbers
    z: Numbers
    log_z: bool = False
    matrix: bool = False
    labels: tuple[str, ...] = ()
    kind: Literal["surface"] = "surface"


Figure = Lines | Bars | Surface


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


_KINDS: Mapping[str, type[Lines] | type[Bars] | type[Surface]] = {"lines": Lines, "bars": Bars, "surface": Surface}
_ARRAYS = ("x", "y", "z", "values", "low", "high")


def encode(result: AnalysisResult) -> bytes:
    """A result as compressed JSON (with Python's NaN and Infinity)."""
    return zlib.compress(json.dumps(asdict(result), default=np.ndarray.tolist).encode())


def decode(data: bytes) -> AnalysisResult:
    """The inverse of `encode`; DamagedError where the bytes are not such a result."""
    try:
        found = json.loads(zlib.decompress(data))
        figures = tuple(_figure(figure) for figure in found.pop("figures"))
        return AnalysisResult(**{**found, "figures": figures, "sentences": tuple(found["sentences"])})
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(f"analysis: {error}") from error


def _figure(data: dict[str, Any]) -> Figure:
    if data["kind"] == "lines":
        data["series"] = tuple(Series(**_arrays(series)) for series in data["series"])
    for name in ("labels", "skips"):
        if name in data:
            data[name] = tuple(data[name])
    return _KINDS[data["kind"]](**_arrays(data))


def _arrays(data: dict[str, Any]) -> dict[str, Any]:
    return {name: np.array(value, np.float64) if name in _ARRAYS else value for name, value in data.items()}
