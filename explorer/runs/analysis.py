"""What an analysis gives: figures as plain data, sentences, and their way into the store and back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from explorer.runs.codec import DamagedError
from explorer.typed import made, parsed, unpacked

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


def encode(result: AnalysisResult) -> bytes:
    """A result as compressed JSON (with Python's NaN and Infinity)."""
    return zlib.compress(json.dumps(asdict(result), default=np.ndarray.tolist).encode())


def decode(data: bytes) -> AnalysisResult:
    """The inverse of `encode`; DamagedError where the bytes are not such a result."""
    try:
        result = made(AnalysisResult, parsed(unpacked(data)))
        for figure in result.figures:
            if not _fits(figure):
                raise DamagedError(f"figure {figure.id}: values of different length")
    except ValueError as error:
        raise DamagedError(f"analysis: {error}") from error
    return result


def _fits(figure: Figure) -> bool:
    """Whether the arrays of a figure have the shapes that its class tells of."""
    match figure:
        case Lines():
            return all(s.x.ndim == 1 and _alike(s.x, s.y, s.low, s.high) for s in figure.series)
        case Bars():
            bars = (len(figure.labels),)
            return figure.values.shape == bars and len(figure.skips) in (0, *bars)
        case Surface():
            return figure.x.ndim == figure.y.ndim == 1 and figure.z.shape == (len(figure.y), len(figure.x))


def _alike(x: Numbers, y: Numbers, *bands: Numbers) -> bool:
    return y.shape == x.shape and all(band.shape in (x.shape, (0,)) for band in bands)
