"""What a model's `forward` takes: the images alone, or more, which a wrapper has to give it."""

from __future__ import annotations

import inspect
import re

from torch import nn

from explorer.own import code_places
from explorer.own.arguments import inputs_needed
from explorer.own.own_model_error import OwnModelError
from explorer.runs.spec import NetworkSpec

_BY_KEY = re.compile(r"\w\[['\"]")  # batch["image"]


def check_inputs(module: nn.Module, spec: NetworkSpec, whole: str) -> None:
    """OwnModelError where `forward` needs more than the images, or takes nothing; those with a default keep it."""
    if not inspect.signature(module.forward).parameters:
        raise OwnModelError(f"{whole} takes no input; allowed: a batch of images.")
    needed = inputs_needed(module.forward)
    if len(needed) > 1:
        first, *others = needed
        call = ", ".join((first, *(f"{name}=…" for name in others)))
        raise OwnModelError(
            f"{whole} needs {len(needed)} inputs ({', '.join(needed)}); allowed: one, a batch of images. "
            f"Give {' and '.join(others)} a default in forward, or add a wrapper to the file, with "
            f"{'its value' if len(others) == 1 else 'their values'} in place of …, and open that:\n"
            f"{_wrapper(module, spec.name, call)}"
        )


def keyed(error: BaseException, module: nn.Module, spec: NetworkSpec) -> str:
    """The cure where `forward` failed because it takes its input apart by keys; empty where that is not why."""
    if not isinstance(error, IndexError | TypeError | ValueError | KeyError) or not _BY_KEY.search(
        code_places.place_of(error)
    ):
        return ""
    return (
        "It seems to expect a dict, but gets a tensor (a batch of images). Add a wrapper to the file and open "
        f"that:\n{_wrapper(module, spec.name, '{…: x}')}"
    )


def _wrapper(module: nn.Module, name: str, call: str) -> str:
    """Code that takes images alone: a subclass, or a module around what a function or an instance gives."""
    images = call.partition(",")[0] if call[0] != "{" else "x"
    takes = f"    def forward(self, {images}):"
    if name == type(module).__name__:
        return f"class {name}OfImages({name}):\n{takes}\n        return super().forward({call})"
    return (
        "class OfImages(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        f"        self.model = …  # {name}\n{takes}\n        return self.model({call})"
    )
