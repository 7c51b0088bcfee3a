"""What a class or function of the user's is called with: only what its signature asks for and a spec can give."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from inspect import Parameter
from typing import Any

from explorer.own.errors import OwnModelError
from explorer.runs.spec import NetworkSpec

_GIVEN: dict[str, Callable[[NetworkSpec], Any]] = {
    **dict.fromkeys(("num_classes", "classes", "n_classes", "num_class", "nb_classes"), lambda spec: spec.classes),
    **dict.fromkeys(("in_channels", "channels", "in_chans", "input_channels"), lambda spec: spec.input_shape[0]),
    **dict.fromkeys(("image_size", "img_size", "input_size"), lambda spec: spec.input_shape[1]),
    "input_shape": lambda spec: spec.input_shape,
}
KNOWN = tuple(_GIVEN)


def arguments_for(thing: Callable[..., Any], spec: NetworkSpec) -> dict[str, Any]:
    """The arguments of `thing` that the spec has a value for, by name."""
    return {name: _GIVEN[name](spec) for name in _named(thing) if name in _GIVEN}


def missing(thing: Callable[..., Any]) -> list[str]:
    """The arguments that `thing` needs and that no spec can give."""
    needed = {name for name, parameter in _named(thing).items() if parameter.default is Parameter.empty}
    return [name for name in _named(thing) if name in needed and name not in _GIVEN] + _by_place(thing)


def inputs_needed(forward: Callable[..., Any]) -> list[str]:
    """The arguments that a bound `forward` needs."""
    kinds = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
    return [p.name for p in _signature(forward) if p.kind in kinds and p.default is Parameter.empty]


def _named(thing: Callable[..., Any]) -> dict[str, Parameter]:
    kinds = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
    return {p.name: p for p in _signature(thing) if p.kind in kinds}


def _by_place(thing: Callable[..., Any]) -> list[str]:
    return [p.name for p in _signature(thing) if p.kind is Parameter.POSITIONAL_ONLY and p.default is Parameter.empty]


def _signature(thing: Callable[..., Any]) -> list[Parameter]:
    try:
        return list(inspect.signature(thing).parameters.values())
    except (TypeError, ValueError) as error:
        raise OwnModelError(f"{thing!r} does not say which arguments it takes.") from error
