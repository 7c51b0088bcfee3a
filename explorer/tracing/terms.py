"""Standard terms for calls: one word for a kind of operation, whoever wrote it."""

from __future__ import annotations

from torch import fx, nn
from torch.nn.modules import batchnorm, conv, dropout, pooling

from explorer.tracing.modes import ByMode

_MODULES: tuple[tuple[type[nn.Module] | tuple[type[nn.Module], ...], str], ...] = (
    (conv._ConvTransposeNd, "transposed conv"),
    (conv._ConvNd, "conv"),
    ((nn.Linear, nn.Bilinear), "linear"),
    (nn.MultiheadAttention, "attention"),
    (nn.RNNBase, "recurrent"),
    (nn.Embedding, "embedding"),
    (
        (batchnorm._NormBase, nn.LayerNorm, nn.RMSNorm, nn.GroupNorm, nn.LocalResponseNorm),
        "norm",
    ),
    ((nn.ReLU, nn.ReLU6), "relu"),
    (
        (pooling._MaxPoolNd, pooling._AvgPoolNd, pooling._LPPoolNd,
         pooling._AdaptiveAvgPoolNd, pooling._AdaptiveMaxPoolNd),
        "pool",
    ),
    (dropout._DropoutNd, "dropout"),
    (nn.Identity, "identity"),
    (nn.Flatten, "flatten"),
    (nn.Upsample, "upsample"),
)  # fmt: skip
_GROUPS = {
    "add": "add iadd add_n",
    "multiply": "mul imul multiply",
    "subtract": "sub isub rsub subtract",
    "divide": "div truediv divide",
    "concatenate": "cat concat concatenate",
    "relu": "relu relu6",
    "flatten": "flatten",
    "view": "view reshape unflatten",
    "permute": "permute transpose swapaxes movedim t",
    "pad": "pad _patch_merging_pad constant_pad_nd",
    "subsample": "getitem slice select narrow",
    "split": "chunk split unbind split_with_sizes",
    "pool": "max_pool1d max_pool2d max_pool3d avg_pool1d avg_pool2d avg_pool3d adaptive_avg_pool2d "
    "adaptive_max_pool2d adaptive_avg_pool1d adaptive_avg_pool3d mean",
    "dropout": "dropout dropout1d dropout2d dropout3d alpha_dropout feature_dropout",
    "stochastic depth": "stochastic_depth stochasticdepth",
    "norm": "layer_norm batch_norm group_norm instance_norm rms_norm local_response_norm normalize",
    "conv": "conv1d conv2d conv3d",
    "transposed conv": "conv_transpose1d conv_transpose2d conv_transpose3d",
    "linear": "linear bilinear",
    "attention": "scaled_dot_product_attention shifted_window_attention multi_head_attention_forward",
    "matrix product": "matmul bmm mm einsum baddbmm addmm",
    "upsample": "interpolate upsample upsample_nearest2d upsample_bilinear2d",
}
_FUNCTIONS = {name: op for op, names in _GROUPS.items() for name in names.split()}
_OPS = {"placeholder": "input", "output": "output", "get_attr": "parameter"}


def terms(node: fx.Node, layer: nn.Module | None, rank: int) -> tuple[str, str]:
    """The call's type and its standard term; a call without a term of its own keeps its type's name.

    `rank` counts the output's dimensions without the batch's: a view that leaves one is a flattening.
    """
    if layer is not None and not isinstance(layer, ByMode):
        name = type(layer).__name__
        op = next((op for kinds, op in _MODULES if isinstance(layer, kinds)), name.lower())
        return name, _FUNCTIONS.get(op, op)
    if node.op in _OPS:
        return node.op, _OPS[node.op]
    name = function_name(node, layer)
    op = _FUNCTIONS.get(name.strip("_"), _FUNCTIONS.get(name, name.strip("_").replace("_", " ")))
    return name, "flatten" if op == "view" and rank <= 1 else op


def function_name(node: fx.Node, layer: nn.Module | None = None) -> str:
    """The name of the function or method that a node calls, without an operator's overload."""
    target = layer.function if isinstance(layer, ByMode) else node.target
    name = target if isinstance(target, str) else getattr(target, "__name__", str(target))
    return name.partition(".")[0]
