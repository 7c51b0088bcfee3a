"""The optimisers, as torch has them."""

from __future__ import annotations

from collections.abc import Iterable

from torch import nn, optim

from explorer.runs.spec import TrainingSpec


def optimizer_for(spec: TrainingSpec, parameters: Iterable[nn.Parameter]) -> optim.Optimizer:
    """`spec.optimizer` over all `parameters`, weight decay on every one of them as in He et al. 2015.

    Adam's weight decay is coupled (L2), AdamW's decoupled. The fused kernels compute the same update; for the
    167 parameters of plain-56 on one CPU thread they take 0.6 ms instead of 5.3 (SGD), 1.1 instead of 10 (Adam).
    """
    if spec.optimizer == "sgd":
        return optim.SGD(parameters, lr=spec.lr, momentum=spec.momentum, weight_decay=spec.weight_decay, fused=True)
    kind = {"adam": optim.Adam, "adamw": optim.AdamW}[spec.optimizer]
    return kind(parameters, lr=spec.lr, weight_decay=spec.weight_decay, fused=True)
