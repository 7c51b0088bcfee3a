"""torch.fx's tracer, safe to use while another thread trains or traces."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from torch import fx, nn

_one_at_a_time = threading.Lock()
_COMPOSED = (nn.TransformerEncoderLayer, nn.TransformerDecoderLayer, nn.TransformerEncoder, nn.TransformerDecoder,
             nn.Transformer, nn.Sequential, nn.ModuleList, nn.ModuleDict)  # fmt: skip


class Tracer(fx.Tracer):
    """While it traces, torch.fx replaces `nn.Module.__call__` and `__getattr__` for the whole process. So a
    forward pass in another thread lands here, and is passed on untouched; a second trace waits for the first.
    """

    def trace(self, root: Any, concrete_args: dict[str, Any] | None = None) -> fx.Graph:
        """As fx.Tracer.trace."""
        with _one_at_a_time:
            self._thread = threading.get_ident()
            return super().trace(root, concrete_args)

    def is_leaf_module(self, m: nn.Module, module_qualified_name: str) -> bool:
        """Layers of torch.nn and what derives from one, and small modules that do other things in training; not
        torch.nn's whole transformers, which hold skips."""
        if isinstance(m, _COMPOSED):
            return False
        if super().is_leaf_module(m, module_qualified_name):
            return True
        if any(True for _ in m.children()):
            return False
        derived = any(
            kind.__module__.startswith("torch.nn.modules") for kind in type(m).__mro__ if kind is not nn.Module
        )
        return derived or (not m._parameters and mentions_training(type(m)))

    def call_module(
        self, m: nn.Module, forward: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        """A call of a module: recorded in the tracing thread, done in any other."""
        if threading.get_ident() != self._thread:
            return forward(*args, **kwargs)
        return super().call_module(m, forward, args, kwargs)

    def getattr(self, attr: str, attr_val: Any, parameter_proxy_cache: dict[str, Any]) -> Any:
        """An attribute of a module: a proxy in the tracing thread where fx wants one, itself in any other."""
        if threading.get_ident() != self._thread:
            return attr_val
        return super().getattr(attr, attr_val, parameter_proxy_cache)


def hooked(module: nn.Module) -> bool:
    """Whether a layer that torch.fx takes as one call has forward hooks of the user's own, which may change its result.

    Those of torch itself (weight norm, pruning) compute a layer's weight and stay with it.
    """
    tracer = Tracer()
    layers = [m for path, m in module.named_modules() if path and tracer.is_leaf_module(m, path)]
    hooks = [hook for m in layers for kind in (m._forward_hooks, m._forward_pre_hooks) for hook in kind.values()]
    return any(not str(_origin(hook)).startswith("torch.") for hook in hooks)


def _origin(hook: Callable[..., Any]) -> str:
    """The module that a hook, a function or an object that is called, comes from."""
    return getattr(hook, "__module__", None) or type(hook).__module__


def mentions_training(kind: type[nn.Module]) -> bool:
    """Whether the class's own code (not nn.Module's) looks at an attribute called `training`."""
    return any(
        "training" in code.co_names
        for base in kind.__mro__[: kind.__mro__.index(nn.Module)]
        for function in vars(base).values()
        if (code := getattr(function, "__code__", None)) is not None
    )
