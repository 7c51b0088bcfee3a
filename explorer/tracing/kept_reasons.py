"""Why a call is kept as it is written: a custom function, a part kept whole, an own layer, the settings of a region."""

from __future__ import annotations

from torch import fx, nn

from explorer.tracing import regions
from explorer.tracing.kept_parts import FunctionCall, GradientHook, Kept
from explorer.tracing.modes import ByMode

_OWN_BACKWARD = "a custom autograd.Function: one call with its own forward and backward"
_HOOK = "a hook on the gradient: called in every backward pass"
_LAYER = "a layer of its own class: one call with its own forward"
_BACKWARD_HOOKS = "it has backward hooks: one call, with its hooks"
_KNOWN = ("torch.", "torchvision.", "explorer.")


def why_kept(module: nn.Module, node: fx.Node, kept: Kept) -> str:
    """For people, why a node is kept as it is written, and in which region it runs; else empty."""
    region = regions.told(node)
    found = (_why(module, node, kept), f"runs under {region}" if region else "")
    return "; ".join(text for text in found if text)


def _why(module: nn.Module, node: fx.Node, kept: Kept) -> str:
    layer = module.get_submodule(str(node.target)) if node.op == "call_module" else None
    target = layer.function if isinstance(layer, ByMode) else node.target
    if isinstance(target, FunctionCall):
        return _OWN_BACKWARD
    if isinstance(target, GradientHook):
        return _HOOK
    if layer is None or isinstance(layer, ByMode):
        return ""
    if str(node.target) in kept.modules:
        return f"kept whole: {kept.why.get(str(node.target), '')}".rstrip(": ")
    if layer._backward_hooks or layer._backward_pre_hooks:
        return _BACKWARD_HOOKS
    return "" if type(layer).__module__.startswith(_KNOWN) else _LAYER
