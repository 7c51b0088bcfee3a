"""What a trace keeps as one call, because its parts would compute something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from torch import Tensor, autograd, nn

from explorer.tracing.python_state import Key


@dataclass(frozen=True)
class Kept:
    """Parts of a network, by path, that torch.fx needs help with.

    `modules` are called as they are, with their own `forward`. `written` are buffers that `forward` writes to in place,
    `assigned` those it replaces by new tensors. `state` is Python state that changes from call to call in them.
    `writes_input` says that forward writes to its images, which belong to the data set: it gets a copy. `why` says of a
    module, for people, why it is called as it is.
    """

    modules: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    assigned: frozenset[str] = frozenset()
    state: frozenset[Key] = frozenset()
    writes_input: bool = False
    why: Mapping[str, str] = field(default_factory=dict, compare=False)

    def whole(self, module: nn.Module, why: Mapping[str, str]) -> Kept:
        """Also keep these modules of `module`, and all others of their types, whole, for a reason each."""
        kinds = {type(module.get_submodule(path)): text for path, text in why.items()}
        more = {path: kinds[type(part)] for path, part in module.named_modules() if path and type(part) in kinds}
        return replace(self, modules=self.modules | set(more), why={**more, **self.why})


NOTHING = Kept()


class FunctionCall:
    """A custom autograd.Function as one call: its own forward, its own backward."""

    def __init__(self, kind: type[autograd.Function]) -> None:
        self.kind = kind
        self.__name__ = kind.__name__
        self.__qualname__ = kind.__qualname__
        self.__module__ = kind.__module__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function."""
        return self.kind.apply(*args, **kwargs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FunctionCall) and self.kind is other.kind

    def __hash__(self) -> int:
        return hash(self.kind)


class GradientHook:
    """`tensor.register_hook(hook)` as one call, which gives the tensor."""

    def __init__(self, hook: Any) -> None:
        self.hook = hook
        self.__name__ = "register_hook"
        self.__qualname__ = "register_hook"
        self.__module__ = getattr(hook, "__module__", __name__)

    def __call__(self, tensor: Tensor) -> Tensor:
        """Register the hook; gives the tensor."""
        if tensor.requires_grad:  # shapes are found without gradients
            tensor.register_hook(self.hook)
        return tensor


def assign(buffer: Tensor, value: Tensor) -> Tensor:
    """What `self.buffer = value` does in forward: the buffer has the value from then on."""
    return buffer.data.copy_(value.detach())


def writes(target: Any) -> bool:
    """Whether a call changes its first argument: methods and functions whose names end in one underscore."""
    if target is assign:
        return True
    name = target if isinstance(target, str) else getattr(target, "__name__", "")
    name = name.partition(".")[0]
    return name.endswith("_") and not name.endswith("__")
