"""torch.fx's tracer, safe to use while another thread trains or traces."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import torch
from torch import Tensor, autograd, fx, jit, nn
from torch.overrides import TorchFunctionMode
from torch.utils.checkpoint import CheckpointFunction

from explorer.tracing import regions
from explorer.tracing.kept_parts import NOTHING, FunctionCall, GradientHook, Kept, assign

_one_at_a_time = threading.Lock()
_COMPOSED = (nn.TransformerEncoderLayer, nn.TransformerDecoderLayer, nn.TransformerEncoder, nn.TransformerDecoder,
             nn.Transformer, nn.Sequential, nn.ModuleList, nn.ModuleDict)  # fmt: skip
_FACTORIES = ("zeros", "ones", "empty", "full", "rand", "randn", "randint", "arange", "linspace", "eye", "randperm")


class Tracer(fx.Tracer):
    """While it traces, torch.fx replaces `nn.Module.__call__` and `__getattr__` for the whole process. So a
    forward pass in another thread lands here, and is passed on untouched; a second trace waits for the first.

    Beyond torch.fx it records custom autograd functions as one call, the settings in which calls are made
    (see `regions`), writes to buffers, and random numbers that do not depend on the input.
    """

    def __init__(self, kept: Kept = NOTHING) -> None:
        super().__init__()
        self._kept = kept
        self._whole: set[nn.Module] = set()

    def trace(self, root: Any, concrete_args: dict[str, Any] | None = None) -> fx.Graph:
        """As fx.Tracer.trace; plain attributes that forward sets on modules are as before afterwards."""
        with _one_at_a_time, ExitStack() as stack:
            self._thread = threading.get_ident()
            self._base = regions.settings()
            self._whole = {root.get_submodule(path) for path in self._kept.modules}
            buffers = dict(root.named_buffers())
            self._buffers = {id(buffers[p]): p for p in self._kept.written | self._kept.assigned if p in buffers}
            stack.enter_context(_attributes_restored(root))
            stack.enter_context(_replaced(autograd.Function, "apply", self._applied()))
            stack.enter_context(_replaced(nn.Module, "__setattr__", self._assigned()))
            for name in _FACTORIES:
                stack.enter_context(_replaced(torch, name, self._factory(getattr(torch, name))))
            stack.enter_context(_Draws(self))
            graph = super().trace(root, concrete_args)
        regions.insert(graph)
        return graph

    def is_leaf_module(self, m: nn.Module, module_qualified_name: str) -> bool:
        """Layers of torch.nn and what derives from one, small modules that do other things in training, and what
        cannot be looked into; not torch.nn's whole transformers, which hold skips."""
        if m in self._whole or isinstance(m, jit.ScriptModule) or m._backward_hooks or m._backward_pre_hooks:
            return True
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

    def create_node(self, *args: Any, **kwargs: Any) -> fx.Node:
        """As fx.Tracer.create_node."""
        node = super().create_node(*args, **kwargs)
        regions.note(node, self._base)
        return node

    def create_proxy(
        self, kind: str, target: Any, args: tuple[Any, ...], kwargs: dict[str, Any], *more: Any, **named: Any
    ) -> Any:
        """As fx.Tracer.create_proxy; a hook on a tensor's gradient is part of the call that registers it."""
        if kind == "call_method" and target == "register_hook":
            kind, target, args, kwargs = "call_function", GradientHook(*args[1:], **kwargs), args[:1], {}
        return super().create_proxy(kind, target, args, kwargs, *more, **named)

    def to_bool(self, obj: fx.Proxy) -> bool:
        """As fx.Tracer.to_bool; `if x.requires_grad:` is taken to hold while gradients are recorded."""
        if obj.node.target is getattr and obj.node.args[1] == "requires_grad":
            return torch.is_grad_enabled()
        return bool(super().to_bool(obj))

    def call_module(
        self, m: nn.Module, forward: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        """A call of a module: recorded in the tracing thread, done in any other."""
        if threading.get_ident() != self._thread:
            return forward(*args, **kwargs)
        try:
            return super().call_module(m, forward, args, kwargs)
        except Exception as error:
            if not hasattr(error, "inside"):  # the innermost module, for whoever has to keep it whole
                error.inside = (self.submodule_paths or {}).get(m, "")  # type: ignore[attr-defined]
            raise

    def getattr(self, attr: str, attr_val: Any, parameter_proxy_cache: dict[str, Any]) -> Any:
        """An attribute of a module: a proxy in the tracing thread where fx wants one, itself in any other."""
        if threading.get_ident() != self._thread:
            return attr_val
        path = self._buffers.get(id(attr_val)) if isinstance(attr_val, Tensor) else None
        if path is None:
            return super().getattr(attr, attr_val, parameter_proxy_cache)
        proxy = self.create_proxy("get_attr", path, (), {})
        return proxy.clone() if path in self._kept.assigned else proxy

    def _applied(self) -> Any:
        """`autograd.Function.apply`, recorded where it is given what is traced."""
        original = vars(autograd.Function)["apply"]

        def apply(kind: type[autograd.Function], *args: Any, **kwargs: Any) -> Any:
            if threading.get_ident() != self._thread or not _traced(args):
                return original.__get__(None, kind)(*args, **kwargs)
            if kind is CheckpointFunction:  # computes the same, only later again
                return args[0](*args[2:])
            return self.create_proxy("call_function", FunctionCall(kind), args, kwargs)

        return classmethod(apply)

    def _factory(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """A function that makes tensors, recorded where it is given sizes that are traced: torch.fx leaves that out."""

        def factory(*args: Any, **kwargs: Any) -> Any:
            if threading.get_ident() != self._thread or not _traced((args, kwargs)):
                return original(*args, **kwargs)
            return self.create_proxy("call_function", original, args, kwargs)

        return factory

    def _assigned(self) -> Any:
        """`nn.Module.__setattr__`, recorded where forward replaces a buffer."""
        original = nn.Module.__setattr__

        def setattr_(module: nn.Module, name: str, value: Any) -> None:
            if threading.get_ident() != self._thread or not isinstance(value, fx.Proxy):
                return original(module, name, value)
            path = self._buffers.get(id(module._buffers.get(name)))
            if path is None:
                return original(module, name, value)  # type: ignore[arg-type]
            buffer = self.create_proxy("get_attr", path, (), {})
            self.create_proxy("call_function", assign, (buffer, value), {})
            return None

        return setattr_


class _Draws(TorchFunctionMode):
    """Records a call that draws random numbers although nothing traced goes into it."""

    def __init__(self, tracer: Tracer) -> None:
        super().__init__()
        self._tracer = tracer

    def __torch_function__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Called by torch for every function of its own."""
        kwargs = kwargs or {}
        if _traced((args, kwargs)):
            return func(*args, **kwargs)
        before = torch.get_rng_state()
        result = func(*args, **kwargs)
        if torch.equal(before, torch.get_rng_state()) or not isinstance(result, Tensor):
            return result
        torch.set_rng_state(before)
        return self._tracer.create_proxy("call_function", func, args, kwargs)


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


def _traced(value: Any) -> bool:
    """Whether there is something traced in arguments."""
    if isinstance(value, list | tuple):
        return any(map(_traced, value))
    if isinstance(value, dict):
        return any(map(_traced, value.values()))
    return isinstance(value, fx.Proxy)


@contextmanager
def _replaced(owner: Any, name: str, new: Any) -> Iterator[None]:
    """An attribute of a class is another one inside."""
    old = vars(owner)[name]
    setattr(owner, name, new)
    try:
        yield
    finally:
        setattr(owner, name, old)


@contextmanager
def _attributes_restored(root: nn.Module) -> Iterator[None]:
    """What forward sets on modules is afterwards what it was; constants that torch.fx puts on `root` stay."""
    before = [(place, dict(place)) for module in root.modules() for place in (vars(module), module._buffers)]
    try:
        yield
    finally:
        for now, then in before:
            then |= {name: value for name, value in now.items() if name.startswith("_tensor_constant")}
            now.clear()
            now.update(then)
