"""Random crops and flips, alone and together: the same draw, so that "flip" and "crop-flip" mirror the same images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from explorer.choices.augmentation import AUGMENTATIONS, Augmentation

if TYPE_CHECKING:
    from torch import Generator, Tensor


def _register(name: str, title: str, about: str, *, crop: bool, flip: bool) -> Augmentation:
    def draw(count: int, shape: tuple[int, int], generator: Generator) -> Sequence[Tensor]:
        from explorer.choices import crops

        return crops.draw(count, shape, generator, crop=crop, flip=flip)

    def apply(images: Tensor, drawn: Sequence[Tensor]) -> Tensor:
        from explorer.choices import crops

        return crops.moved(images, crops.Moves(*drawn), crop=crop)

    return AUGMENTATIONS.register(Augmentation(name=name, title=title, about=about, draw=draw, apply=apply))


FLIP = _register("flip", "Flip", "Horizontal flip with probability ½ (not for digits)", crop=False, flip=True)
CROP = _register("crop", "Crop", "Random shift by up to an eighth of the size", crop=True, flip=False)
CROP_FLIP = _register("crop-flip", "Crop + flip", "Random shift and horizontal flip", crop=True, flip=True)
