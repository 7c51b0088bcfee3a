"""A module's Python state: what it holds besides registered parameters and buffers, and what its code holds for it.

Attributes of every part, what hooks, closures and default arguments hold, attributes of the user's classes, variables
of the user's files, and Python's and numpy's random numbers. Everything reachable is looked at, to any depth.
"""

from __future__ import annotations

import copy
import functools
import inspect
import sys
import types
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, NamedTuple

import torch
from torch import nn

from explorer.tracing.fingerprint import Content, Fingerprints, drawn, is_own


class Key(NamedTuple):
    """Where one piece of state is: its kind, the path of the part (or the name of the file or class), its name.

    Kinds: "attribute", "training", "weight", "buffer", "gradient" (whether one is wanted), "submodule", "hook",
    "class", "global", "random".
    """

    kind: str
    place: str
    name: str

    def text(self, path: str) -> str:
        """For people, in a sentence about the part at `path`."""
        full = f"{self.place}.{self.name}".lstrip(".")
        own = f"self.{self.name}" if self.place == path else full
        texts = {
            "attribute": own,
            "training": f"the mode of {self.place or 'itself'}",
            "weight": f"the parameter {full}",
            "gradient": f"requires_grad of {full}",
            "submodule": f"the submodule {full}",
            "hook": f"what a hook of {self.place or 'the whole'} holds",
            "class": f"{self.place.partition(':')[2]}.{self.name}",
            "global": f"variables of its file ({self.name})",
            "random": "Python's or numpy's random numbers",
        }
        return texts.get(self.kind, full)


RANDOM = Key("random", "", "")
_ELSEWHERE = ("weight", "buffer", "random")
_ABSENT = object()
_PLAIN = (bool, int, float, str, type(None), torch.Tensor)
_INTERNAL = frozenset(vars(nn.Module())) | {"training"}
HOOKS = tuple(name for name in vars(nn.Module()) if "hooks" in name and isinstance(vars(nn.Module())[name], dict))


class State:
    """The state of `root` and of all its parts; what the parts are is noted once, what they hold is read each time."""

    def __init__(self, root: nn.Module) -> None:
        self._parts = dict(root.named_modules())
        registered = [*self._parts.values(), *root.parameters(), *root.buffers()]
        self._registered = {id(thing): thing for thing in registered}
        kinds = {base for part in self._parts.values() for base in type(part).__mro__ if is_own(base.__module__)}
        self._classes = {f"{kind.__module__}:{kind.__qualname__}": kind for kind in kinds}
        self._files = _files({kind.__module__ for kind in kinds})

    def read(self, keys: Iterable[Key] | None = None, *, weights: bool = True) -> dict[Key, Hashable]:
        """Fingerprints of all the state there is, or of these pieces, as far as they exist; parameters are left out
        where `weights` is false."""
        prints = Fingerprints(self._registered)
        if keys is None:
            return {key: prints.of(value) for key, value in self._all() if weights or key.kind != "weight"}
        return {key: prints.of(value) for key in keys for value in self._values(key)}

    @contextmanager
    def put_back(self, keys: Iterable[Key]) -> Iterator[None]:
        """Inside, code works on copies of these pieces of state; afterwards they are what they were.

        Raises TypeError for what cannot be copied.
        """
        memo: dict[int, Any] = dict(self._registered)
        with ExitStack() as stack:
            for key in keys:
                stack.enter_context(self._put_back(key, memo))
            yield

    @contextmanager
    def _put_back(self, key: Key, memo: dict[int, Any]) -> Iterator[None]:
        if key.kind not in ("class", "global", "random") and key.place not in self._parts:
            yield
            return
        if key.kind in ("weight", "gradient"):
            with _weight_put_back(self._parts[key.place], key.name):
                yield
            return
        found = self._holder(key)
        if found is None:
            yield
            return
        place, name = found
        values = place if isinstance(place, dict) else vars(place)
        there, value = name in values, values.get(name)
        if there:
            _set(place, name, copy.deepcopy(value, memo))
        try:
            yield
        finally:
            if there:
                _set(place, name, value)
            elif name in values:
                values.pop(name) if isinstance(place, dict) else delattr(place, name)

    def plain(self, keys: Iterable[Key]) -> tuple[dict[str, Any], tuple[str, ...]]:
        """Of these pieces of state those that are tensors or plain values, by name, and the names of all others.

        Parameters, buffers and random numbers are not among them: they are kept, or seeded at each step, elsewhere.
        """
        found: dict[str, Any] = {}
        lost = []
        for key in sorted(keys):
            if key.kind in _ELSEWHERE:
                continue
            holder = self._holder(key)
            value = _ABSENT if holder is None else _get(*holder)
            if type(value) in _PLAIN:
                found["/".join(key)] = value
            elif holder is None or value is not _ABSENT:
                lost.append(key.text(""))
        return found, tuple(lost)

    def set_plain(self, keys: Iterable[Key], values: Mapping[str, Any]) -> None:
        """Give pieces of state the values that `plain` found; a tensor that is there keeps its memory."""
        for key in sorted(keys):
            holder, value = self._holder(key), values.get("/".join(key))
            if holder is None or "/".join(key) not in values:
                continue
            before = _get(*holder)
            if isinstance(value, torch.Tensor) and isinstance(before, torch.Tensor) and before.shape == value.shape:
                with torch.no_grad():
                    before.copy_(value)
            else:
                _set(*holder, value)

    def _holder(self, key: Key) -> tuple[Any, str] | None:
        """The object or dict that holds it, and under which name; None for what is not held under one."""
        if key.kind in ("attribute", "training"):
            return vars(self._parts[key.place]), key.name
        if key.kind == "class":
            return self._classes[key.place], key.name
        if key.kind == "global":
            return self._files[key.place], key.name
        return None

    def _all(self) -> Iterator[tuple[Key, Any]]:
        for path, part in self._parts.items():
            yield from _of_part(path, part)
        for name, kind in self._classes.items():
            yield from ((Key("class", name, n), v) for n, v in list(vars(kind).items()) if not n.startswith("__"))
        for name, variables in self._files.items():
            yield from ((Key("global", name, n), v) for n, v in list(variables.items()) if not n.startswith("__"))
        yield RANDOM, drawn()

    def _values(self, key: Key) -> Iterator[Any]:
        """The one value at `key`, if it exists."""
        part = self._parts.get(key.place) if key.kind not in ("class", "global", "random") else None
        if key.kind in ("weight", "buffer") and part is not None:
            values = part._parameters if key.kind == "weight" else part._buffers
            if key.name in values:
                yield Content(values[key.name])
        elif key.kind == "gradient" and part is not None:
            parameter = part._parameters.get(key.name)
            yield parameter is not None and parameter.requires_grad
        elif key.kind == "submodule" and part is not None:
            yield id(part._modules.get(key.name))
        elif key.kind == "hook" and part is not None:
            yield list(vars(part)[key.name].values())
        elif key.kind == "random":
            yield drawn()
        elif (found := self._holder(key)) is not None:
            place, name = found
            with suppress(AttributeError, KeyError):
                yield place[name] if isinstance(place, dict) else getattr(place, name)


def _of_part(path: str, part: nn.Module) -> Iterator[tuple[Key, Any]]:
    """What one part holds itself."""
    held = vars(part)
    yield from ((Key("attribute", path, name), value) for name, value in list(held.items()) if name not in _INTERNAL)
    yield Key("training", path, "training"), part.training
    for name, parameter in part._parameters.items():
        yield Key("weight", path, name), Content(parameter)
        yield Key("gradient", path, name), parameter is not None and parameter.requires_grad
    yield from ((Key("buffer", path, name), Content(buffer)) for name, buffer in part._buffers.items())
    yield from ((Key("submodule", path, name), id(child)) for name, child in part._modules.items())
    yield from ((Key("hook", path, name), list(held[name].values())) for name in HOOKS if held.get(name))


def has_closures(module: nn.Module) -> bool:
    """Whether functions that belong to `module` hold variables of the place where they were made: a deep copy of the
    module would share them."""
    for part in module.modules():
        held = [value for name, value in vars(part).items() if name not in _INTERNAL]
        held += [hook for name in HOOKS for hook in (vars(part).get(name) or {}).values()]
        if type(part).__qualname__.rpartition(".")[0].endswith("<locals>"):
            held += list(vars(type(part)).values())
        if any(_closure(value) for value in held):
            return True
    return False


def _closure(value: Any, depth: int = 2) -> bool:
    if isinstance(value, list | tuple | dict) and depth:
        return any(_closure(v, depth - 1) for v in (value.values() if isinstance(value, dict) else value))
    if isinstance(value, functools.partial):
        return _closure(value.func) or any(_closure(a) for a in (*value.args, *value.keywords.values()))
    function = inspect.unwrap(value) if callable(value) else value
    if not isinstance(function, types.FunctionType) or not is_own(function.__module__):
        return False
    names = function.__code__.co_freevars
    return any(name != "__class__" for name in names) or bool(function.__defaults__)


@contextmanager
def _weight_put_back(part: nn.Module, name: str) -> Iterator[None]:
    """A parameter is the same afterwards, with the same values, and wants a gradient as before."""
    parameter = part._parameters.get(name)
    if parameter is None:
        yield
        return
    before, wanted = parameter.detach().clone(), parameter.requires_grad
    try:
        yield
    finally:
        part._parameters[name] = parameter
        parameter.requires_grad_(wanted)
        with torch.no_grad():
            parameter.copy_(before)


def _get(place: Any, name: str) -> Any:
    return place.get(name, _ABSENT) if isinstance(place, dict) else getattr(place, name, _ABSENT)


def _set(place: Any, name: str, value: Any) -> None:
    if isinstance(place, dict):
        place[name] = value
    else:
        setattr(place, name, value)


def _files(names: set[str]) -> dict[str, dict[str, Any]]:
    """The variables of these modules of the user's and of those whose contents they use."""
    found: dict[str, dict[str, Any]] = {}
    todo = list(names)
    while todo:
        name = todo.pop()
        if name in found or not is_own(name) or name not in sys.modules:
            continue
        found[name] = vars(sys.modules[name])
        for value in list(found[name].values()):
            other = value.__name__ if isinstance(value, types.ModuleType) else getattr(value, "__module__", None)
            if isinstance(other, str):
                todo.append(other)
    return dict(sorted(found.items()))
