"""The models that a user's module offers, without making any of them."""

from __future__ import annotations

import inspect
import typing
from types import FunctionType, ModuleType
from typing import Any

from torch import nn

from explorer.infos import Candidate
from explorer.own.arguments import KNOWN, arguments_of, automatic, missing
from explorer.own.own_model_error import OwnModelError
from explorer.runs.spec import NetworkSpec

_MAKERS = ("make", "build", "create", "get", "new", "load")


def candidates(module: ModuleType) -> tuple[Candidate, ...]:
    """Module classes and functions defined in `module`, and instances it holds; those that can be used first."""
    found = [made for name, thing in vars(module).items() if (made := _candidate(module, name, thing)) is not None]
    return tuple(sorted(found, key=lambda candidate: bool(candidate.problem)))


def _candidate(module: ModuleType, name: str, thing: Any) -> Candidate | None:
    if name.startswith("_"):
        return None
    if isinstance(thing, nn.Module):
        count = sum(p.numel() for p in thing.parameters() if not nn.parameter.is_lazy(p))
        problem = "" if any(True for _ in thing.parameters()) else "It has no parameters."
        return Candidate(name, f"a {type(thing).__name__} made by the file, {count:,} parameters", problem)
    if getattr(thing, "__module__", None) != module.__name__:
        return None
    if inspect.isclass(thing) and issubclass(thing, nn.Module):
        return _callable(name, "class", thing)
    if isinstance(thing, FunctionType) and _gives_module(thing):
        return _callable(name, "function", thing)
    return None


def _gives_module(function: FunctionType) -> bool:
    """Whether a function is for making a model: by what it says it returns, else by its name or its arguments."""
    try:
        returned = typing.get_type_hints(function).get("return")
    except Exception:  # a name that the file never imports
        returned = function.__annotations__.get("return")
    if inspect.isclass(returned):
        return issubclass(returned, nn.Module)
    if returned is not None:
        return "Module" in str(returned)
    name = function.__name__.lower()
    named = name.startswith(_MAKERS) or "net" in name or "model" in name
    return not missing(function, _given(function)) and (
        named or any(p in KNOWN for p in inspect.signature(function).parameters)
    )


def _callable(name: str, kind: str, thing: Any) -> Candidate:
    """A class or function, with what the data give it and what it lacks."""
    if inspect.isclass(thing) and inspect.isabstract(thing):
        return Candidate(name, kind, "It is abstract.")
    try:
        arguments = arguments_of(thing)
        lacking = missing(thing, _given(thing))
    except OwnModelError as error:
        return Candidate(name, kind, str(error))
    given = ", ".join(argument.name for argument in arguments if argument.gives)
    problem = f"Arguments without defaults: {', '.join(lacking)}." if lacking else ""
    return Candidate(name, f"{kind}{', given ' if given else ''}{given}", problem, arguments)


def _given(thing: Any) -> dict[str, Any]:
    return automatic(arguments_of(thing), NetworkSpec().input_shape, NetworkSpec().classes)
