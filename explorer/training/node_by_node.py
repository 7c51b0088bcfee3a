"""Running a network node by node: the operations of its module, in their order, with places to listen between them."""

from __future__ import annotations

from typing import Any

from torch import Tensor, fx

from explorer.tracing import Network


class NodeByNode(fx.Interpreter):
    """`called` gives what the module gives, to the bit; what extends this listens in `run_node`."""

    def __init__(self, network: Network) -> None:
        super().__init__(network.module)
        self.extra_traceback = False  # it would rewrite the error that says that memory ran out

    def called(self, images: Tensor) -> Any:
        """The network's output, its own hooks around it."""
        vars(self.module)["forward"] = self.run
        try:
            return self.module(images)
        finally:
            del vars(self.module)["forward"]


def tensor_of(value: Any) -> Tensor | None:
    """The tensor of floats in a result: the first, where there are several."""
    if isinstance(value, list | tuple) and value:
        value = value[0]
    return value if isinstance(value, Tensor) and value.is_floating_point() else None
