"""Fingerprints of Python values and of all that can be reached from them, to see whether code has changed them."""

from __future__ import annotations

import array
import collections
import enum
import functools
import itertools
import logging
import random
import sys
import sysconfig
import threading
import types
import warnings
import weakref
import zlib
from collections.abc import Hashable, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from explorer.own.search_path import is_installed

_PLAIN = (bool, int, float, complex, str, bytes, type(None), enum.Enum, range, slice, np.generic,
          torch.dtype, torch.device)  # fmt: skip
_ITERATED: tuple[Iterable[Any], ...] = ([], (), range(0), {}, itertools.count(), itertools.cycle([]))
_PICKLED = (array.array, functools.partial, map, zip, filter, enumerate, *(type(iter(one)) for one in _ITERATED))
_OPAQUE = (types.ModuleType, logging.Logger, logging.Handler, threading.Thread)
_PYTHON = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}


class Content(NamedTuple):
    """A registered tensor, to be looked into."""

    tensor: Tensor | None


class Fingerprints:
    """Fingerprints of values at one moment; what is in `known`, by identity, is not looked into."""

    def __init__(self, known: Mapping[int, Any]) -> None:
        self._known = known
        self._memo: dict[int, tuple[Any, Hashable]] = {}

    def of(self, value: Any) -> Hashable:
        """A fingerprint of a value and of all that can be reached from it."""
        if isinstance(value, _PLAIN):
            return type(value).__name__, repr(value)
        if isinstance(value, Content):
            return id(value.tensor), content(value.tensor)
        if id(value) in self._known:
            return "registered", id(value)
        if id(value) in self._memo:
            return self._memo[id(value)][1]
        self._memo[id(value)] = value, "cycle"
        found = hash((type(value).__name__, self._inside(value)))
        self._memo[id(value)] = value, found
        return found

    def _inside(self, value: Any) -> Hashable:  # noqa: PLR0911 (a table of kinds)
        if isinstance(value, Tensor):
            return content(value)
        if isinstance(value, np.ndarray):
            return value.shape, str(value.dtype), zlib.crc32(value.tobytes())
        if isinstance(value, list | tuple | collections.deque):
            return tuple(map(self.of, list(value)))
        if isinstance(value, set | frozenset):
            return frozenset(map(self.of, list(value)))
        if isinstance(value, dict | types.MappingProxyType):
            return tuple((self.of(k), self.of(v)) for k, v in list(value.items()))
        if isinstance(value, random.Random):
            return value.getstate()
        if isinstance(value, np.random.Generator):
            return repr(value.bit_generator.state)
        if isinstance(value, np.random.RandomState):
            return repr(value.get_state())
        if isinstance(value, torch.Generator):
            return value.get_state().numpy().tobytes()
        return self._inside_code(value)

    def _inside_code(self, value: Any) -> Hashable:  # noqa: PLR0911 (a table of kinds)
        if isinstance(value, types.FunctionType):
            cells = [c.cell_contents for c in value.__closure__ or () if _filled(c)] if is_own(value.__module__) else []
            held = [cells, value.__defaults__, value.__kwdefaults__, vars(value)]
            return value.__qualname__, self.of(held) if is_own(value.__module__) else 0
        if isinstance(value, types.MethodType):
            return self.of(value.__self__), self.of(value.__func__)
        if isinstance(value, types.GeneratorType):
            frame = value.gi_frame
            return (0,) if frame is None else (frame.f_lasti, self.of(frame.f_locals))
        if isinstance(value, type):
            own = {n: v for n, v in vars(value).items() if not n.startswith("__")} if is_own(value.__module__) else {}
            return value.__qualname__, self.of(own)
        if isinstance(value, weakref.ref):
            return self.of(value())
        if isinstance(value, _PICKLED):
            with warnings.catch_warnings(), suppress(Exception):
                warnings.simplefilter("ignore")
                return self.of(value.__reduce_ex__(4)[1:])
            return repr(value)
        if isinstance(value, nn.Module) or is_own(type(value).__module__):
            slots = [n for kind in type(value).__mro__ for n in _names(vars(kind).get("__slots__", ()))]
            held = [getattr(value, name, None) for name in slots]
            return self.of([held, getattr(value, "__dict__", None)])
        if isinstance(value, _OPAQUE) or not hasattr(value, "__dict__"):
            return 0
        return self.of(vars(value))  # an object of a library's class


def content(tensor: Tensor | None) -> Hashable:
    """Shape, type and a checksum of the values."""
    if tensor is None:
        return None
    facts = tuple(tensor.shape), str(tensor.dtype), tensor.requires_grad
    with torch.no_grad():
        plain = tensor.detach()
        if plain.is_meta or plain.layout != torch.strided:
            return facts
        flat = plain.cpu().contiguous().reshape(-1).resolve_conj().resolve_neg()
        return (*facts, zlib.crc32(flat.view(torch.uint8).numpy().data) if flat.numel() else 0)


def drawn() -> Hashable:
    """Where Python's and numpy's global random numbers are."""
    numpys = np.random.get_state(legacy=True)  # noqa: NPY002 (user code draws from it)
    return random.getstate(), numpys[1].tobytes(), numpys[2:]  # type: ignore[index]


def is_own(name: str | None) -> bool:
    """Whether a module is the user's: a file that no installation holds."""
    if not name or name.partition(".")[0] in ("torch", "torchvision", "builtins", "numpy"):
        return False
    file = getattr(sys.modules.get(name), "__file__", None)
    return isinstance(file, str) and not _installed(file)


def is_own_file(file: str) -> bool:
    """Whether a file of code is the user's."""
    return not file.startswith("<") and not _installed(file)


@lru_cache(maxsize=4096)
def _installed(file: str) -> bool:
    path = Path(file)
    return is_installed(path) or any(path.is_relative_to(place) for place in _PYTHON)


def _names(slots: Any) -> tuple[str, ...]:
    return (slots,) if isinstance(slots, str) else tuple(slots)


def _filled(cell: types.CellType) -> bool:
    try:
        _ = cell.cell_contents
    except ValueError:
        return False
    return True
