"""How far the tokens that leave a transformer's block are from being all the same."""

import torch
from torch import Tensor

from explorer.instruments.context import wide
from explorer.instruments.instrument_registry import INSTRUMENTS, TokenInstrument


def _relative(output: Tensor) -> Tensor:
    tokens = output.flatten(1, -2)
    whole, rest = (
        torch.linalg.vector_norm(x, dim=(1, 2), dtype=wide(x.device))
        for x in (tokens, tokens - tokens.mean(1, keepdim=True))
    )
    return torch.where(whole == 0, whole, rest / whole).mean()  # all zeros: all tokens are the same


TOKEN_RANK = INSTRUMENTS.register(
    TokenInstrument(
        name="token-rank",
        title="Token rank",
        formula="‖X − 1x̄ᵀ‖ / ‖X‖, mean over images; X: an image's tokens behind an addition, x̄: their mean",
        unit="share of the tokens' norm",
        healthy="Above 0.1 in every block. Measured, 12 blocks of width 32 on digits, three seeds, at step 0: pre-norm "
        "0.99 in the first block to 0.90–0.92 in the last, post-norm to 0.73–0.75. Without skips it falls to "
        "0.0003–0.005 by the third block and to 1e-7, which is rounding, by the fifth: all tokens are the same. After "
        "172 steps pre-norm ends at 0.37–0.39 in the last block and learns.",
        limits="How far the tokens are from all being equal (a matrix of rank 1), not their rank. The Frobenius norm, "
        "for which the best x is the tokens' mean; the paper's theorem has √(‖·‖₁‖·‖∞). Only where there are tokens: "
        "positions of a convolution's map are none, and it is empty there. Limited by rounding at about 1e-7.",
        source="Dong, Cordonnier & Loukas 2021, arXiv 2103.03404, section 2",
        measure=_relative,
    )
)
