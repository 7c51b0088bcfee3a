"""What a class or function of the user's is called with: what the data unmistakably give, and what the user gives."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable
from inspect import Parameter
from typing import Any

from explorer.infos import Argument
from explorer.own.own_model_error import OwnModelError
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec

DEFAULT = "default"  # given as a value: leave the argument at its default
_GIVES = {
    **dict.fromkeys(("num_classes", "n_classes", "nb_classes", "num_class", "classes"), "classes"),
    **dict.fromkeys(("in_channels", "in_chans", "input_channels"), "channels"),
    **dict.fromkeys(("image_size", "img_size"), "size"),
    "input_shape": "shape",
}
KNOWN = tuple(_GIVES)
Pairs = tuple[tuple[str, str], ...]


def arguments_of(thing: Callable[..., Any]) -> tuple[Argument, ...]:
    """The arguments of `thing` by name, each with what the data give it, if that is unmistakable."""
    kinds = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
    return tuple(
        Argument(p.name, "" if p.default is Parameter.empty else repr(p.default), _gives(p))
        for p in _signature(thing)
        if p.kind in kinds
    )


def automatic(arguments: Iterable[Argument], shape: tuple[int, ...], classes: int) -> dict[str, Any]:
    """The values that images of `shape` (C, H, W) and the number of classes give to arguments."""
    height, width = shape[1:]
    values = {
        "classes": classes,
        "channels": shape[0],
        "side": height if height == width else None,
        "pair": (height, width),
        "list": [height, width],
        "shape": tuple(shape),
    }
    return {a.name: values[a.gives] for a in arguments if a.gives and values[a.gives] is not None}


def arguments_for(thing: Callable[..., Any], spec: NetworkSpec) -> dict[str, Any]:
    """What `thing` is called with: what the data give, and what the user does; OwnModelError where one is not taken."""
    known = arguments_of(thing)
    given = automatic(known, spec.input_shape, spec.classes)
    names = [argument.name for argument in known]
    for name, text in spec.arguments:
        if name not in names and not _takes_any(thing):
            raise OwnModelError(f"{spec.name} has no argument {name}; it has {', '.join(names) or 'none'}.")
        given.pop(name, None)
        if text != DEFAULT:
            given[name] = ast.literal_eval(text)
    return given


def missing(thing: Callable[..., Any], given: Iterable[str]) -> list[str]:
    """The arguments that `thing` needs and that are not among those given."""
    by_place = [p.name for p in _signature(thing) if p.kind is Parameter.POSITIONAL_ONLY and p.default is p.empty]
    return [a.name for a in arguments_of(thing) if not a.default and a.name not in set(given)] + by_place


def parsed(text: str) -> Pairs:
    """Arguments as a call writes them ("depth=3, act='relu'"), in pairs of name and text; SpecError where it is none.

    A word without quotes is a text, "default" the argument's own default.
    """
    try:
        call = ast.parse(f"f({text})", mode="eval").body
        if not isinstance(call, ast.Call) or call.args or any(keyword.arg is None for keyword in call.keywords):
            raise ValueError
        pairs = tuple((str(keyword.arg), _value(keyword.value)) for keyword in call.keywords)
        if len(dict(pairs)) < len(pairs):
            raise ValueError
        return pairs
    except (SyntaxError, ValueError, TypeError):
        raise SpecError(
            f"Arguments are {text!r}; allowed: name=value, separated by commas, with numbers, texts, lists or "
            "tuples as values, such as depth=3, sizes=[8, 16]."
        ) from None


def written(values: dict[str, Any]) -> str:
    """Arguments as a call writes them."""
    return ", ".join(f"{name}={value!r}" for name, value in values.items())


def changes(given: dict[str, Any], wanted: Pairs) -> Pairs:
    """What to give besides, so that a call with `given` becomes one with exactly the `wanted` arguments."""
    names = {name for name, _ in wanted}
    kept = tuple((name, text) for name, text in wanted if name not in given or text != repr(given[name]))
    return kept + tuple((name, DEFAULT) for name in given if name not in names)


def inputs_needed(forward: Callable[..., Any]) -> list[str]:
    """The arguments that a bound `forward` needs."""
    kinds = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
    return [p.name for p in _signature(forward) if p.kind in kinds and p.default is Parameter.empty]


def _value(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return DEFAULT if node.id == DEFAULT else repr(node.id)
    return repr(ast.literal_eval(node))


def _gives(parameter: Parameter) -> str:
    """Which figure of the data an argument unmistakably is, by its name and the type of its default or annotation."""
    figure, default = _GIVES.get(parameter.name, ""), parameter.default
    needed, annotation = default is Parameter.empty, _annotation(parameter)
    is_whole = isinstance(default, int) and not isinstance(default, bool)
    if figure in ("classes", "channels"):
        untyped = not annotation or "int" in annotation
        return figure if is_whole or (untyped and (needed or default is None)) else ""
    if figure == "size":
        return _size(default, annotation, is_whole=is_whole)
    if figure == "shape":  # channels first: the other way round the default tells
        first = isinstance(default, tuple) and len(default) == 3 and default[0] < default[2]
        return "shape" if needed or first else ""
    return ""


def _size(default: Any, annotation: str, *, is_whole: bool) -> str:
    """An image's size as one number or as a pair, empty where that cannot be told."""
    if isinstance(default, tuple | list):
        return ("list" if isinstance(default, list) else "pair") if len(default) == 2 else ""
    if default is not Parameter.empty:
        return "side" if is_whole else ""
    if any(kind in annotation for kind in ("tuple", "list", "sequence")):
        return "pair"
    return "side" if not annotation or "int" in annotation else ""


def _annotation(parameter: Parameter) -> str:
    if parameter.annotation is Parameter.empty or parameter.annotation is Any:
        return ""
    return getattr(parameter.annotation, "__name__", "").lower() + str(parameter.annotation).lower()


def _takes_any(thing: Callable[..., Any]) -> bool:
    return any(p.kind is Parameter.VAR_KEYWORD for p in _signature(thing))


def _signature(thing: Callable[..., Any]) -> list[Parameter]:
    try:
        return list(inspect.signature(thing).parameters.values())
    except (TypeError, ValueError) as error:
        raise OwnModelError(f"{thing!r} does not say which arguments it takes.") from error
