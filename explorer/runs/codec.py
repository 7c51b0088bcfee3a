"""Specs, graphs, outcomes and rows of numbers as text and bytes. Nothing here can run code: JSON and raw floats."""

from __future__ import annotations

import json
import math
import zlib
from dataclasses import asdict
from weakref import WeakValueDictionary

import numpy as np

from explorer.graph.model import NetworkGraph
from explorer.runs.snapshot import Floats, Outcome
from explorer.runs.spec import RunSpec
from explorer.typed import made, parsed, unpacked

_FLOAT = np.dtype("<f4")
_graphs: WeakValueDictionary[bytes, NetworkGraph] = WeakValueDictionary()


class DamagedError(ValueError):
    """Stored data that does not decode; the message says which part."""


def encode_spec(spec: RunSpec) -> str:
    """A run's settings as JSON."""
    return json.dumps(spec.to_dict())


def decode_spec(text: str) -> RunSpec:
    """The inverse of `encode_spec`; DamagedError where the text is not such JSON."""
    try:
        return RunSpec.from_dict(parsed(text))
    except ValueError as error:
        raise DamagedError(f"settings: {error}") from error


def encode_graph(graph: NetworkGraph) -> bytes:
    """A graph as compressed JSON: about 1 kB per ten layers."""
    return zlib.compress(json.dumps(graph.to_dict()).encode())


def decode_graph(data: bytes) -> NetworkGraph:
    """The inverse of `encode_graph`; DamagedError where the bytes are not such a graph. Of equal bytes the same graph,
    as long as it is in use: runs of one network share it."""
    try:
        graph = _graphs.get(data) or NetworkGraph.from_dict(parsed(unpacked(data)))
        _graphs[data] = graph
        return graph
    except ValueError as error:
        raise DamagedError(f"network graph: {error}") from error


def encode_outcome(outcome: Outcome) -> str:
    """An outcome as JSON (with Python's NaN and Infinity)."""
    return json.dumps(asdict(outcome))


def decode_outcome(text: str) -> Outcome:
    """The inverse of `encode_outcome`; DamagedError where the text is not such JSON."""
    try:
        return made(Outcome, parsed(text))
    except ValueError as error:
        raise DamagedError(f"result: {error}") from error


def encode_rows(rows: Floats) -> tuple[int, int | None, bytes]:
    """Numbers of shape (k,) or (k, L) as (k, L or None, little-endian float32 bytes); NaN and infinity survive."""
    width = None if rows.ndim == 1 else rows.shape[1]
    return len(rows), width, np.ascontiguousarray(rows, _FLOAT).tobytes()


def decode_rows(count: int, width: int | None, data: bytes) -> Floats:
    """The inverse of `encode_rows`, as a read-only view of `data`; DamagedError where the sizes do not fit."""
    shape = shape_of(count, width, len(data) if isinstance(data, bytes) else None)
    return np.frombuffer(data, _FLOAT).reshape(shape).astype(np.float32, copy=False)


def shape_of(count: int, width: int | None, size: int | None) -> tuple[int, ...]:
    """The shape of rows stored in `size` bytes (None: not bytes); DamagedError where that does not fit."""
    shape = (count,) if width is None else (count, width)
    if size is None or any(type(side) is not int or side < 0 for side in shape):
        raise DamagedError(f"measurements: data of shape {shape}")
    if size != _FLOAT.itemsize * math.prod(shape):
        raise DamagedError(f"measurements: {size} bytes for shape {shape}")
    return shape
