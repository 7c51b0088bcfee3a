"""One forward pass of a user's model on the CPU, before anything else is asked of it."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from explorer.own import places
from explorer.own.arguments import inputs_needed
from explorer.own.errors import OwnModelError
from explorer.runs.spec import NetworkSpec

_BATCH = 2


def check(module: nn.Module, spec: NetworkSpec, label: str) -> None:
    """OwnModelError where the model does not turn images of the spec's shape (N, C, H, W) into (N, classes)."""
    if type(module).forward is nn.Module.forward:
        raise OwnModelError(f"{spec.name} of {label} has no forward method.")
    needed = inputs_needed(module.forward)
    if len(needed) > 1:
        raise OwnModelError(
            f"{spec.name} of {label} needs {len(needed)} inputs ({', '.join(needed)}); allowed: one, the images."
        )
    images = torch.randn(_BATCH, *spec.input_shape, generator=torch.Generator().manual_seed(0))
    shape = "×".join(map(str, spec.input_shape))
    try:
        with torch.no_grad():
            answer = module.eval()(images)
    except (Exception, SystemExit) as error:
        raise OwnModelError(
            f"{spec.name} of {label} failed on images of {shape}. {places.told(error)}. "
            "Is this the input shape it is made for?"
        ) from error
    finally:
        module.train()
    if not isinstance(answer, Tensor) or tuple(answer.shape) != (_BATCH, spec.classes):
        raise OwnModelError(
            f"{spec.name} of {label} gives {_shape(answer)} for {_BATCH} images of {shape}; "
            f"expected ({_BATCH}, {spec.classes}): one score per class. "
            "An argument called num_classes would be given the number of classes."
        )


def _shape(answer: Any) -> str:
    if isinstance(answer, Tensor):
        return f"a tensor of shape {tuple(answer.shape)}"
    if isinstance(answer, tuple | list) and all(isinstance(part, Tensor) for part in answer):
        return f"{len(answer)} tensors"
    return f"a {type(answer).__name__}"
