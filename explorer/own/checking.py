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
    _check_parameters(module, f"{spec.name} of {label}")
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


def _check_parameters(module: nn.Module, name: str) -> None:
    """OwnModelError where the parameters are not such as can be trained."""
    parameters = {n: p for n, p in module.named_parameters() if not nn.parameter.is_lazy(p)}
    for path, parameter in parameters.items():
        if parameter.is_complex():
            raise OwnModelError(
                f"{path} of {name} holds complex numbers; allowed: real parameters. Keep real and imaginary part in a "
                "real one, and use torch.view_as_complex in forward."
            )
        if parameter.dtype == torch.float64:
            raise OwnModelError(
                f"{path} of {name} has double precision (float64), and images have single precision (float32): take "
                ".double() out."
            )
    if parameters and not any(p.requires_grad for p in module.parameters()):
        raise OwnModelError(f"No parameter of {name} takes a gradient (requires_grad = False): nothing can be trained.")


def _shape(answer: Any) -> str:
    if isinstance(answer, Tensor):
        return f"a tensor of shape {tuple(answer.shape)}"
    if isinstance(answer, tuple | list) and all(isinstance(part, Tensor) for part in answer):
        return f"{len(answer)} tensors"
    return f"a {type(answer).__name__}"
