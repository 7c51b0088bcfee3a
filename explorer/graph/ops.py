"""Operations: one standard term for what a call does, whoever wrote it and wherever it is drawn."""

from __future__ import annotations

from enum import StrEnum


class Op(StrEnum):
    """The operations that the program treats by name; any other call keeps its type's name as its term."""

    INPUT = "input"
    OUTPUT = "output"
    PARAMETER = "parameter"
    CONV = "conv"
    TRANSPOSED_CONV = "transposed conv"
    LINEAR = "linear"
    MATRIX_PRODUCT = "matrix product"
    ATTENTION = "attention"
    RECURRENT = "recurrent"
    EMBEDDING = "embedding"
    FOURIER = "Fourier transform"
    NORM = "norm"
    RELU = "relu"
    POOL = "pool"
    DROPOUT = "dropout"
    STOCHASTIC_DEPTH = "stochastic depth"
    IDENTITY = "identity"
    ADD = "add"
    SUBTRACT = "subtract"
    MULTIPLY = "multiply"
    DIVIDE = "divide"
    CONCATENATE = "concatenate"
    SPLIT = "split"
    SUBSAMPLE = "subsample"
    PAD = "pad"
    FLATTEN = "flatten"
    VIEW = "view"
    PERMUTE = "permute"
    UPSAMPLE = "upsample"


_FUNCTIONS = {
    Op.ADD: "add iadd add_n",
    Op.MULTIPLY: "mul imul multiply",
    Op.SUBTRACT: "sub isub rsub subtract",
    Op.DIVIDE: "div truediv itruediv divide",
    Op.CONCATENATE: "cat concat concatenate",
    Op.RELU: "relu relu6",
    Op.FLATTEN: "flatten",
    Op.VIEW: "view reshape unflatten",
    Op.PERMUTE: "permute transpose swapaxes movedim t",
    Op.PAD: "pad _patch_merging_pad constant_pad_nd",
    Op.SUBSAMPLE: "getitem slice select narrow",
    Op.SPLIT: "chunk split unbind split_with_sizes",
    Op.POOL: "max_pool1d max_pool2d max_pool3d avg_pool1d avg_pool2d avg_pool3d adaptive_avg_pool2d "
    "adaptive_max_pool2d adaptive_avg_pool1d adaptive_avg_pool3d mean",
    Op.DROPOUT: "dropout dropout1d dropout2d dropout3d alpha_dropout feature_dropout",
    Op.STOCHASTIC_DEPTH: "stochastic_depth stochasticdepth",
    Op.NORM: "layer_norm batch_norm group_norm instance_norm rms_norm local_response_norm normalize",
    Op.CONV: "conv1d conv2d conv3d",
    Op.TRANSPOSED_CONV: "conv_transpose1d conv_transpose2d conv_transpose3d",
    Op.LINEAR: "linear bilinear",
    Op.ATTENTION: "scaled_dot_product_attention shifted_window_attention multi_head_attention_forward",
    Op.MATRIX_PRODUCT: "matmul bmm mm einsum baddbmm addmm",
    Op.UPSAMPLE: "interpolate upsample upsample_nearest2d upsample_bilinear2d",
    Op.FOURIER: "fft_fft fft_ifft fft_rfft fft_irfft fft_fft2 fft_ifft2 fft_rfft2 fft_irfft2 fft_fftn fft_ifftn "
    "fft_rfftn fft_irfftn _fft_r2c _fft_c2r _fft_c2c",
}
_KNOWN = {str(op): op for op in Op} | {name: op for op, names in _FUNCTIONS.items() for name in names.split()}


def op_of(name: str) -> Op | str:
    """The operation that a function of this name does, or its own name in words where it is none of `Op`.

    An operation's own term gives that operation, and terms stored by older versions ("mul") give today's.
    """
    bare = name.strip("_")
    return _KNOWN.get(bare) or _KNOWN.get(name) or bare.replace("_", " ")


def is_activation(op: str) -> bool:
    """Whether this operation is an activation function."""
    return op.replace(" ", "") in _ACTIVATIONS


_NAMES = (
    "relu leakyrelu prelu rrelu elu selu celu gelu silu swish hardswish mish sigmoid hardsigmoid logsigmoid tanh "
    "hardtanh softplus softsign threshold"
)
_ACTIVATIONS = frozenset(_NAMES.split())
