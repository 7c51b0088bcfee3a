"""The models that a user's module offers, without making any of them."""

from __future__ import annotations

import inspect
import typing
from types import FunctionType, ModuleType
from typing import Any

from torch import nn

from explorer.engine.infos import Candidate
from explorer.own.arguments import KNOWN, arguments_for, missing
from explorer.own.errors import OwnModelError
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
        return Candidate(name, f"class{_takes(thing)}", _problem(thing))
    if isinstance(thing, FunctionType) and _gives_module(thing):
        return Candidate(name, f"function{_takes(thing)}", _problem(thing))
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
    return not missing(function) and (named or any(p in KNOWN for p in inspect.signature(function).parameters))


def _takes(thing: Any) -> str:
    """What it will be given, as ", given num_classes"; empty where it takes nothing of what a spec has."""
    try:
        given = ", ".join(arguments_for(thing, NetworkSpec()))
    except OwnModelError:
        return ""
    return f", given {given}" if given else ""


def _problem(thing: Any) -> str:
    try:
        lacking = missing(thing)
    except OwnModelError as error:
        return str(error)
    if lacking:
        return f"It needs {', '.join(lacking)}, which cannot be guessed."
    if inspect.isclass(thing) and inspect.isabstract(thing):
        return "It is abstract."
    return ""
