"""One forward pass of a user's model on the CPU, before anything else is asked of it."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from explorer.own import places
from explorer.own.arguments import inputs_needed
from explorer.own.errors import OwnModelError
from explorer.own.preparing import named
from explorer.runs.spec import NetworkSpec

_BATCH = 2
_ADVICE = (
    "An argument called num_classes would be given the number of classes; any other is given by hand, as an argument "
    "NAME=VALUE."
)


def check(module: nn.Module, spec: NetworkSpec, label: str) -> str:
    """Which of its results are the class scores, by key or number, empty where there is one result.

    OwnModelError where the model does not turn images of the spec's shape (N, C, H, W) into (N, classes).
    """
    whole = f"{spec.name} of {label}"
    if type(module).forward is nn.Module.forward:
        raise OwnModelError(f"{whole} has no forward method.")
    needed = inputs_needed(module.forward)
    if len(needed) > 1:
        raise OwnModelError(
            f"{whole} needs {len(needed)} inputs ({', '.join(needed)}); allowed: one, the images. Give the others a "
            f"default in forward, or wrap the model in a module whose forward takes the images alone."
        )
    _check_parameters(module, f"{spec.name} of {label}")
    images = torch.randn(_BATCH, *spec.input_shape, generator=torch.Generator().manual_seed(0))
    shape = "×".join(map(str, spec.input_shape))
    try:
        with torch.no_grad():
            answer = module.eval()(images)
    except (Exception, SystemExit) as error:
        raise OwnModelError(_failed(module, whole, shape, spec, error)) from error
    finally:
        module.train()
    wanted = (_BATCH, spec.classes)
    if isinstance(answer, Tensor) and tuple(answer.shape) == wanted:
        return spec.output
    results = named(answer)
    fitting = [key for key, value in results.items() if isinstance(value, Tensor) and tuple(value.shape) == wanted]
    if fitting:
        return "out" if "out" in fitting else fitting[0]
    told = _shape(answer) if not results else ", ".join(f"{key}: {_shape(value)}" for key, value in results.items())
    raise OwnModelError(
        f"{whole} gives {told} for {_BATCH} images of {shape}; expected {wanted}: one score per class. {_ADVICE}"
    )


def choice(spec: NetworkSpec, output: str) -> tuple[str, ...]:
    """A line for people where one of several results was chosen."""
    if spec.output or not output:
        return ()
    return (
        f"{spec.name} gives several results; its class scores are taken from result {output}. Another is chosen by "
        "its key or number.",
    )


def _failed(module: nn.Module, whole: str, shape: str, spec: NetworkSpec, error: BaseException) -> str:
    if isinstance(error, KeyError) and spec.output and str(error) == repr(spec.output):
        return f"{whole} has no result {spec.output!r}; its results are called by their keys, or by numbers from 0."
    others = sorted({str(p.dtype).removeprefix("torch.") for p in module.parameters() if p.dtype != torch.float32})
    cure = (
        f"Its weights are {', '.join(others)} and images are float32: convert the model with .float()."
        if others and any(words in str(error) for words in ("dtype", "should be the same"))
        else f"Is this the input shape it is made for? {_ADVICE}"
    )
    return f"{whole} failed on images of {shape}. {places.told(error)}. {cure}"


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
