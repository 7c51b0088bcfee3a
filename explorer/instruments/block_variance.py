"""Variance of what leaves each block."""

from torch import Tensor

from explorer.instruments.context import length
from explorer.instruments.instrument_registry import INSTRUMENTS, BlockInstrument


def _variance(output: Tensor) -> Tensor:
    return (length(output - output.mean()) / output.numel() ** 0.5).square()


BLOCK_VARIANCE = INSTRUMENTS.register(
    BlockInstrument(
        name="block-variance",
        title="Block output variance",
        formula="var(x), x: what leaves a block, behind its addition, for a probe batch",
        unit="units of output²",
        healthy="Grows slowly or not at all. Measured, width 8 on digits, three seeds, at step 0: ResNet-56 with batch "
        "norm from 1.3 to 7.4 over its 27 blocks; 12 blocks of a pre-norm transformer of width 32 from 1.6–2.2 to "
        "2.5–3.1, post-norm 1 everywhere but in the first. 1 in a plain network with batch norm by construction; "
        "plain-56 without norm under PyTorch's initialization falls from 0.02 to 0.001.",
        limits="Over images, channels and positions together: see the deviation across images. Where variance grows, "
        "each later block changes its input less. Of post-norm it is what goes into the norm. Networks without skips "
        "have no blocks: see the layer response. Below 1e-38 it counts as 0.",
        source="Sun et al. 2025, arXiv 2502.05795, section 3",
        measure=_variance,
    )
)
