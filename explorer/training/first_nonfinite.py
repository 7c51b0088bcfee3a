"""Where NaN or infinity first comes from: a pass through a fresh network that is listened to at every call."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

import torch
from torch import Tensor, fx
from torch.nn import functional

from explorer import log
from explorer.datasets.batches import Batch
from explorer.own.switches import kept
from explorer.random_state import mixed, seeded
from explorer.runs.spec import RunSpec
from explorer.tracing import Network, build
from explorer.training.evaluation import scores_of
from explorer.training.memory_layout import memory_format
from explorer.training.stepper import DRAWS, auxiliary_loss

_log = log.get(__name__)


class Origin(NamedTuple):
    """The first thing that gave a value that is not finite, for people, and in which pass."""

    what: str
    way: Literal["forward", "backward"]


def first_nonfinite(network: Network, batch: Batch) -> Origin | None:
    """The layer, call, weights or images that first give NaN or infinity on one batch; None where all is finite.

    Changes the network's buffers and gradients: give it a network of its own.
    """
    images, labels = batch
    if not _finite(images):
        return Origin("the images", "forward")
    for name, parameter in network.module.named_parameters():
        if not _finite(parameter):
            return Origin(f"the initial weights {name}", "forward")
    listener = _Listener(network)
    output = listener.run(images)
    if listener.forward is not None:
        return Origin(listener.named(listener.forward), "forward")
    loss = functional.cross_entropy(scores_of(output), labels) + auxiliary_loss(output, labels)
    if not _finite(loss):
        return Origin("the loss", "forward")
    loss.backward()
    return listener.backward_origin()


def origin_in_step_0(spec: RunSpec, batch: Batch) -> Origin | None:
    """What gave it in a run's first step, which a network of its own does once more; None where it is not found."""
    training, place = spec.training, batch[0].device
    try:
        with kept(bool(spec.network.source)), seeded(mixed(training.seed, 0, DRAWS), place):
            network = build(spec.network, training.seed)
            network.module.to(place).to(memory_format=memory_format(network, place, training.precision))
            return first_nonfinite(network, batch)
    except Exception:
        _log.info("the first layer that is not finite was not found", exc_info=True)
        return None


class _Listener(fx.Interpreter):
    """Keeps the first node with a result that is not finite, and the nodes whose results got such a gradient, in the
    order of the backward pass."""

    def __init__(self, network: Network) -> None:
        super().__init__(network.module)
        self.extra_traceback = False
        self._network = network
        self.forward: fx.Node | None = None
        self._broken: list[fx.Node] = []

    def run_node(self, n: fx.Node) -> Any:
        """As fx.Interpreter, listening behind."""
        result = super().run_node(n)
        if n.op.startswith("call"):
            for value in _tensors(result):
                if self.forward is None and not _finite(value):
                    self.forward = n
                if value.requires_grad:
                    value.register_hook(lambda gradient: self._broken.append(n) if not _finite(gradient) else None)
        return result

    def backward_origin(self) -> Origin | None:
        """What gave the first gradient that is not finite: the call that used the result which got it, or a layer whose
        weights alone got one."""
        if self._broken:
            broken = self._broken[0]
            users = [user for user in broken.users if user.op.startswith("call") and user not in self._broken]
            return Origin(self.named(users[0]) if users else "the loss", "backward")
        for name, parameter in self._network.module.named_parameters():
            if parameter.grad is not None and not _finite(parameter.grad):
                return Origin(f"the gradient of {name}", "backward")
        return None

    def named(self, node: fx.Node) -> str:
        """A node for people: "layer1.conv (conv)", or the call's own name where it is of no module."""
        call = self._network.graph.calls.get(node.name)
        if call is None:
            return node.name
        return f"{call.path or call.id} ({call.op})"


def _tensors(result: Any) -> Iterable[Tensor]:
    if isinstance(result, Tensor):
        return (result,) if result.is_floating_point() or result.is_complex() else ()
    return [tensor for part in result for tensor in _tensors(part)] if isinstance(result, tuple | list) else ()


def _finite(value: Tensor) -> bool:
    return bool(torch.isfinite(value).all())
