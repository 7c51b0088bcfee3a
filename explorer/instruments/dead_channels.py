"""The share of a layer's channels that are 0 for every image."""

from torch import Tensor

from explorer.instruments.instrument_registry import INSTRUMENTS, ActivationInstrument


def _share(activation: Tensor) -> Tensor:
    channels = 2 if activation.ndim == 3 else 1  # of tokens (N, tokens, channels) they are the last
    highest = activation.abs().amax(dim=[d for d in range(activation.ndim) if d != channels])
    return (highest == 0).float().mean() + 0 * highest.sum()  # NaN where anything is not finite


DEAD_CHANNELS = INSTRUMENTS.register(
    ActivationInstrument(
        name="dead-channels",
        title="Dead channels",
        formula="share of channels with a = 0 for all images and positions (or tokens) of a probe batch",
        unit="share of channels",
        healthy="0 at step 0 under batch norm. Measured, width 8 on digits, three seeds, batch norm: 0 in every "
        "layer of plain-20, plain-56 and ResNet-56; after 15 epochs at most 0.12 (one channel of 8) in plain-20 and "
        "ResNet-56, and 0.25 in plain-56. Without norm under PyTorch's initialization 0.4 of the channels of a "
        "typical layer of plain-56 are dead, up to 0.81.",
        limits="Dead for this batch: another image may activate the channel. Narrow layers have coarse fractions: "
        "eighths at 8 channels. ReLU clips to 0; GELU and SiLU come to 0 far below 0; behind leaky ReLU and tanh a "
        "channel is never dead.",
        source="Lu et al. 2019, arXiv 1903.06733",
        scale="linear",
        measure=_share,
    )
)
