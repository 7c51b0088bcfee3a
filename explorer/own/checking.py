"""One forward pass of a user's model on the CPU, before anything else is asked of it."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from explorer.infos import Result
from explorer.own import code_places
from explorer.own.forward_inputs import check_inputs, keyed
from explorer.own.model_results import about, listed, named, results_of, scores_among
from explorer.own.own_model_error import OwnModelError
from explorer.runs.spec import NetworkSpec

_BATCH = 2
_ABOUT_SHAPES = (RuntimeError, ValueError, IndexError, TypeError, KeyError, AssertionError)
_ADVICE = "An argument called num_classes is set to the number of classes; set any other by hand as NAME=VALUE."


def check(module: nn.Module, spec: NetworkSpec, label: str) -> tuple[Result, ...]:
    """The results of which one holds the class scores; empty where there is one, or the spec has chosen one.

    OwnModelError where the model does not turn images of the spec's shape (N, C, H, W) into (N, classes).
    """
    whole = f"{spec.name} of {label}"
    if type(module).forward is nn.Module.forward:
        raise OwnModelError(f"{whole} has no forward method.")
    check_inputs(module, spec, whole)
    _check_parameters(module, whole)
    images = torch.randn(_BATCH, *spec.input_shape, generator=torch.Generator().manual_seed(0))
    shape = "×".join(map(str, spec.input_shape))
    try:
        with torch.no_grad():
            answer = module.eval()(images)
    except OwnModelError:
        raise
    except (Exception, SystemExit) as error:
        raise OwnModelError(_failed(module, whole, shape, spec, error)) from error
    finally:
        module.train()
    wanted = (_BATCH, spec.classes)
    results = results_of(answer, wanted)
    if (isinstance(answer, Tensor) and tuple(answer.shape) == wanted) or scores_among(results):
        _check_gradient(module, images, scores_among(results), whole)
        return () if isinstance(answer, Tensor) else results
    if answer is None:
        raise OwnModelError(f"{whole} returns None. Does its forward end with return?")
    raise OwnModelError(
        f"{whole} gives {listed(results) or about(answer)} for {_BATCH} images of {shape}; expected {wanted}: one "
        f"score per class. {_ADVICE}"
    )


def _failed(module: nn.Module, whole: str, shape: str, spec: NetworkSpec, error: BaseException) -> str:
    others = sorted({str(p.dtype).removeprefix("torch.") for p in module.parameters() if p.dtype != torch.float32})
    cure = (
        f"Its weights are {', '.join(others)} and images are float32: convert the model with .float()."
        if others and any(words in str(error) for words in ("dtype", "should be the same"))
        else keyed(error, module, spec) or f"Is this the input shape it is made for? {_ADVICE}"
    )
    told = f"{whole} failed on images of {shape}. {code_places.told(error)}."
    return f"{told} {cure}" if isinstance(error, _ABOUT_SHAPES) else told


def _check_gradient(module: nn.Module, images: Tensor, output: str, whole: str) -> None:
    """OwnModelError where no gradient can come from the class scores; what else training raises is told later."""
    try:
        with torch.enable_grad():
            answer = module(images)
    except (Exception, SystemExit):
        return
    scores = answer if isinstance(answer, Tensor) else named(answer).get(output)
    if isinstance(scores, Tensor) and not scores.requires_grad:
        raise OwnModelError(
            f"The class scores of {whole} have no gradient, so nothing can be trained. detach(), .data, no_grad or "
            "numpy before them stops the gradient."
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
                f"{path} of {name} has double precision (float64), and images have single precision (float32). "
                "Remove .double()."
            )
    if parameters and not any(p.requires_grad for p in module.parameters()):
        raise OwnModelError(
            f"No parameter of {name} requires a gradient (requires_grad = False), so nothing can be trained."
        )
