"""What the skip was: blocks with a skip as plain chains of layers that compute the same, without an addition."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, Settings, Work
from explorer.analyses.evaluation import Tally, block_axis, block_labels
from explorer.analyses.folding import Folded, blocks_of, fold
from explorer.analyses.listening import Listener
from explorer.analyses.passes import drawn_from
from explorer.analyses.phrases import brief
from explorer.analyses.siblings import BEGUN, as_asked
from explorer.analyses.subject import Subject
from explorer.choices.figure import Figure
from explorer.choices.figures.bars import Bars
from explorer.choices.figures.lines import Lines, Series
from explorer.runs.analysis import Setting
from explorer.tracing import Network
from explorer.training.evaluation import scores_of
from explorer.typed import Numbers

PIECE = 16
"""Images at once: float64 takes a CPU several times as long as float32."""


@dataclass(frozen=True)
class Difference:
    """How far the folded network is from the network in one number format: of each folded block
    ‖chain − block‖ / ‖block‖ on the block's own input, of the class scores the largest over the largest score, and the
    images that get another class."""

    blocks: Numbers
    scores: float
    others: int


class _Comparison:
    """Adds up over pieces of images how far a folded network is from the network."""

    def __init__(self, network: Network, folded: Folded) -> None:
        self._folded = folded
        self._at = {skip.junction: skip for skip in folded.blocks if skip.id in folded.chains}
        self._sums = {skip.id: (0.0, 0.0) for skip in self._at.values()}
        self._inputs: dict[str, Tensor] = {}
        self._uses = Counter(skip.fork for skip in self._at.values())
        self._listener = Listener(network, {*self._at, *self._uses}, self._hear)
        self._worst, self._largest, self._others = 0.0, 0.0, 0

    def add(self, images: Tensor) -> None:
        """Compare on these images, in the number format that both networks are in."""
        with torch.inference_mode(), drawn_from(0, images.device):
            scores = scores_of(self._listener.run(images))
        with torch.inference_mode(), drawn_from(0, images.device):
            again = scores_of(self._folded.module(images))
        self._worst = max(self._worst, float((again - scores).abs().max()))
        self._largest = max(self._largest, float(scores.abs().max()))
        self._others += int((again.argmax(1) != scores.argmax(1)).sum())

    def found(self) -> Difference:
        """What they amount to."""
        blocks = [math.sqrt(far / (size or 1)) for far, size in self._sums.values()]
        return Difference(np.array(blocks), self._worst / (self._largest or 1), self._others)

    def _hear(self, call: str, result: Tensor) -> None:
        if (skip := self._at.get(call)) is not None:
            one = self._uses[skip.fork] == 1
            given = self._inputs.pop(skip.fork) if one else self._inputs[skip.fork]
            chain = self._folded.chains[skip.id].chain(given)
            far, size = self._sums[skip.id]
            self._sums[skip.id] = (
                far + float((chain - result).double().square().sum()),
                size + float(result.double().square().sum()),
            )
        if call in self._uses:
            self._inputs[call] = result.clone()


def compared(
    network: Network, folded: Folded, images: Tensor, tally: Tally
) -> Generator[float, None, tuple[Difference, Difference]]:
    """The differences in float64, then in float32, in which both networks are left."""
    differences = []
    for kind in (torch.float64, torch.float32):
        network.module.to(kind)
        folded.module.to(kind)
        for chain in folded.chains.values():
            chain.chain.to(kind)
        comparison = _Comparison(network, folded)
        for piece in images.to(kind).split(PIECE):
            comparison.add(piece)
            yield tally.step()
        differences.append(comparison.found())
    return differences[0], differences[1]


def _work(subject: Subject, settings: Settings) -> Work:
    network, state = as_asked(subject, settings)
    name, blocks = f"{network.graph.name} {state}", blocks_of(network)
    if not blocks:
        return Report((), (f"{network.graph.name} has no block with an addition, so there is nothing to fold.",))
    images = subject.test_batch(settings["images"])[0].cpu().contiguous()
    tally = Tally(len(blocks) + 2 * math.ceil(len(images) / PIECE))
    folded = yield from fold(network, blocks, tally)
    both = yield from compared(network, folded, images, tally)
    return Report(tuple(_figures(network, folded, *both)), tuple(_sentences(name, network, folded, both, len(images))))


def _parameters(module: nn.Module) -> int:
    return sum(p.numel() for p in module.parameters())


def _figures(network: Network, folded: Folded, double: Difference, single: Difference) -> Iterator[Figure]:
    skips = [skip for skip in folded.blocks if skip.id in folded.chains]
    if not skips:
        return
    yield Bars(
        id="fold-channels",
        title="Channels that do the skip's work in a plain block",
        x_label=block_axis(network.graph),
        y_label="more channels in the middle of the block",
        labels=block_labels(network.graph, skips),
        values=np.array([folded.chains[skip.id].extra for skip in skips], float),
        skips=tuple(skip.id for skip in skips),
    )
    place = np.array([1.0 + at for at, skip in enumerate(folded.blocks) if skip.id in folded.chains])
    yield Lines(
        id="fold-difference",
        title="Difference between block and plain block",
        x_label="block",
        y_label="‖plain block − block‖ / ‖block‖",
        log_y=True,
        series=(Series("float64", place, double.blocks), Series("float32", place, single.blocks)),
    )


def _sentences(
    name: str, network: Network, folded: Folded, both: tuple[Difference, Difference], images: int
) -> Iterator[str]:
    total, stay = len(folded.blocks), _staying(network, folded)
    if not folded.chains:
        yield f"{name}: none of its {total} blocks is a plain chain of {_layers(network, folded)}. {stay}"
        return
    double, single = both
    yield (
        f"{name}: {len(folded.chains)} of its {total} blocks are {_what(network, folded)}. "
        f"Class scores of {images} test images differ by {brief(double.scores)} of the largest in float64 and by "
        f"{brief(single.scores)} in float32; {_others(double, single, images)}."
    )
    if folded.parallel:
        yield _told_of_parallel(folded)
    yield (
        f"The folded network has {_parameters(folded.module):,} parameters, norms taken into the layers, instead "
        f"of {_parameters(network.module):,}."
    )
    if stay:
        yield stay


def _layers(network: Network, folded: Folded) -> str:
    """What the chains are made of: the blocks of token networks have no maps."""
    maps = [len(network.graph.calls[skip.fork].shape) == 3 for skip in folded.blocks]
    return "convolutions" if all(maps) else "linear layers" if not any(maps) else "convolutions or linear layers"


def _what(network: Network, folded: Folded) -> str:
    """What the folded blocks are."""
    chains = [carried.chain for carried in folded.chains.values()]
    if all(len(chain) == 1 for chain in chains):
        sides = {layer.kernel_size if isinstance(layer := chain[0], nn.Conv2d) else () for chain in chains}
        size = "×".join(map(str, sides.pop())) + " " if len(sides) == 1 else ""
        return f"one {size}{'convolution' if size else 'layer'} each"
    return f"plain chains of {_layers(network, folded)}{_with([c.extra for c in folded.chains.values()])}"


def _with(extra: list[int]) -> str:
    some = sorted(number for number in extra if number)
    if not some:
        return " as they are"
    many = f"{some[0]}" if some[0] == some[-1] else f"{some[0]} to {some[-1]}"
    return f" with {many} more channels, which carry the block's input past its activation functions"


def _told_of_parallel(folded: Folded) -> str:
    number = len(folded.parallel)
    return (
        f"{number} more addition{' is' if number == 1 else 's are'} folded that {'has' if number == 1 else 'have'} no "
        "skip: branches of equally many layers side by side."
    )


def _others(double: Difference, single: Difference, images: int) -> str:
    if not double.others and not single.others:
        return f"all {images} get the same class"
    return f"{double.others} and {single.others} get another class"


def _staying(network: Network, folded: Folded) -> str:
    labels = dict(zip((s.id for s in folded.blocks), block_labels(network.graph, folded.blocks), strict=True))
    by_reason: dict[str, list[str]] = {}
    for skip, reason in folded.reasons.items():
        by_reason.setdefault(reason, []).append(labels[skip])
    said = [f"{_named(blocks)}: {reason}" for reason, blocks in by_reason.items()]
    return f"Not folded: {'; '.join(said)}." if said else ""


def _named(blocks: list[str]) -> str:
    return f"block {blocks[0]}" if len(blocks) == 1 else f"{len(blocks)} blocks from {blocks[0]} to {blocks[-1]}"


FOLD = ANALYSES.register(
    Analysis(
        name="fold",
        title="What the skip was",
        question="Which plain block, without an addition, computes the same as each block with its skip?",
        healthy="Differences of about 1e-15 of the largest value in float64 and 1e-6 in float32: rounding alone. "
        "Digits, width 8, 15 epochs, seeds 0–2: all 27 blocks of ResNet-56 become plain blocks with 8 to 32 "
        "more channels, as many as the block's input has; class scores differ by 9e-16 to 2.4e-15 and by 6e-7 "
        "to 1.8e-6, and 214,402 parameters become 417,202.",
        limits="In evaluation mode: in training, batch norm takes each batch's statistics. A branch of one convolution "
        "folds with its skip into one convolution, as in RepVGG. One with an activation function inside needs "
        "more channels, because the skip bypasses that function: as many as the input has where the input comes "
        "from a ReLU and the function is one, too; else twice as many, for φ(x) − φ(−x) = c·x. Tanh, ReLU6, "
        "group and layer norm, attention and computed gates have no such form. So of a transformer with norms behind "
        "its additions every MLP folds and no attention does (softmax gives every token a weight above 0); with norms "
        "before the branches nothing does (a layer norm takes each token's mean away). Plain blocks of more than 100 "
        "million weights in all are not built. That the same function exists without skips does not say that "
        "training finds it.",
        source="Folding norms and identity into one convolution: Ding et al. 2021 (RepVGG), arXiv 2101.03697, "
        "section 3.3; relu(x) − relu(−x) = x: Shang et al. 2016 (CReLU), arXiv 1603.05201",
        trained=False,
        work=_work,
        settings=(
            Setting(name="images", title="Images", about="Test images to compare.", default=64, low=1, high=4096),
            BEGUN,
        ),
    )
)
