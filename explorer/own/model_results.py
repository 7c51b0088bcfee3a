"""What a model gives: one tensor, or several results of which one holds the class scores."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from torch import Tensor, nn

from explorer.infos import Result
from explorer.own.own_model_error import OwnModelError
from explorer.runs.spec import NetworkSpec


def named(answer: Any) -> dict[str, Any]:
    """The results of a model by key or number; empty where it gives one tensor, or nothing of the kind."""
    if isinstance(answer, Mapping):
        return {str(key): value for key, value in answer.items()}
    return {str(place): value for place, value in enumerate(answer)} if isinstance(answer, tuple | list) else {}


def results_of(answer: Any, wanted: tuple[int, ...]) -> tuple[Result, ...]:
    """The results of a model, and whether each can be the class scores: those have the shape `wanted`."""
    return tuple(
        Result(name, about(value), isinstance(value, Tensor) and tuple(value.shape) == wanted)
        for name, value in named(answer).items()
    )


def scores_among(results: Sequence[Result]) -> str:
    """The result that is taken for the class scores where nobody has chosen: "out", else the first that can be."""
    fitting = [result.name for result in results if result.fits]
    return "out" if "out" in fitting else next(iter(fitting), "")


def listed(results: Sequence[Result]) -> str:
    """Results for people: "features: a tensor of shape (2, 8); logits: …"."""
    return "; ".join(f"{result.name}: {result.about}" for result in results)


def about(value: Any) -> str:
    """A result for people."""
    if isinstance(value, Tensor):
        return f"a tensor of shape {tuple(value.shape)}"
    if isinstance(value, tuple | list) and all(isinstance(part, Tensor) for part in value):
        return f"{len(value)} tensors"
    kind = type(value).__name__
    return f"{'an' if kind[0].lower() in 'aeio' else 'a'} {kind}"


def choice(spec: NetworkSpec, results: Sequence[Result]) -> tuple[str, ...]:
    """A line for people where one of several results was taken and nobody had chosen."""
    if spec.output or not results:
        return ()
    return (
        f"{spec.name} gives {len(results)} results ({listed(results)}); its class scores are taken from result "
        f"{scores_among(results)}. Another is chosen by its key or number: --output, or Class scores in the window.",
    )


def choose(module: nn.Module, spec: NetworkSpec) -> None:
    """Have `forward` give the spec's result alone. The class stays a subclass, so that all else is as it was."""
    kind = type(module)

    @functools.wraps(kind.forward)
    def forward(self: nn.Module, *args: Any, **kwargs: Any) -> Any:
        return _chosen(kind.forward(self, *args, **kwargs), spec)

    module.__class__ = type(kind.__name__, (kind,), {"forward": forward, "__module__": kind.__module__})


def _chosen(answer: Any, spec: NetworkSpec) -> Any:
    """One of several results; a single tensor is its own."""
    if isinstance(answer, Tensor) or type(answer).__name__ == "Proxy":
        return answer
    if spec.output not in (results := named(answer)):
        there = listed(results_of(answer, (-1,))) or f"it gives {about(answer)}"
        raise OwnModelError(f"{spec.name} has no result {spec.output!r}. Its results by key or number: {there}.")
    return results[spec.output]
