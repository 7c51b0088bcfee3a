"""Standard terms for calls: one word for a kind of operation, whoever wrote it."""

from __future__ import annotations

from torch import fx, nn
from torch.nn.modules import batchnorm, conv, dropout, pooling

from explorer.graph.ops import Op, op_of
from explorer.tracing.modes import ByMode

_MODULES: tuple[tuple[type[nn.Module] | tuple[type[nn.Module], ...], Op], ...] = (
    (conv._ConvTransposeNd, Op.TRANSPOSED_CONV),
    (conv._ConvNd, Op.CONV),
    ((nn.Linear, nn.Bilinear), Op.LINEAR),
    (nn.MultiheadAttention, Op.ATTENTION),
    ((nn.RNNBase, nn.RNNCellBase), Op.RECURRENT),
    ((nn.Embedding, nn.EmbeddingBag), Op.EMBEDDING),
    (
        (batchnorm._NormBase, nn.LayerNorm, nn.RMSNorm, nn.GroupNorm, nn.LocalResponseNorm),
        Op.NORM,
    ),
    ((nn.ReLU, nn.ReLU6), Op.RELU),
    (
        (pooling._MaxPoolNd, pooling._AvgPoolNd, pooling._LPPoolNd,
         pooling._AdaptiveAvgPoolNd, pooling._AdaptiveMaxPoolNd),
        Op.POOL,
    ),
    (dropout._DropoutNd, Op.DROPOUT),
    (nn.Identity, Op.IDENTITY),
    (nn.Flatten, Op.FLATTEN),
    (nn.Upsample, Op.UPSAMPLE),
)  # fmt: skip
_OPS = {"placeholder": Op.INPUT, "output": Op.OUTPUT, "get_attr": Op.PARAMETER}


def terms(node: fx.Node, layer: nn.Module | None, rank: int) -> tuple[str, Op | str]:
    """The call's type and its standard term; a call without a term of its own keeps its type's name.

    `rank` counts the output's dimensions without the batch's: a view that leaves one is a flattening.
    """
    if layer is not None and not isinstance(layer, ByMode):
        name = type(layer).__name__
        return name, next((op for kinds, op in _MODULES if isinstance(layer, kinds)), None) or op_of(name.lower())
    if node.op in _OPS:
        return node.op, _OPS[node.op]
    name = function_name(node, layer)
    op = op_of(name)
    return name, Op.FLATTEN if op == Op.VIEW and rank <= 1 else op


def function_name(node: fx.Node, layer: nn.Module | None = None) -> str:
    """The name of the function or method that a node calls, without an operator's overload."""
    target = layer.function if isinstance(layer, ByMode) else node.target
    name = target if isinstance(target, str) else getattr(target, "__name__", str(target))
    return name.partition(".")[0]
