"""No augmentation."""

from __future__ import annotations

from explorer.choices.augmentation import AUGMENTATIONS, Augmentation

NONE = AUGMENTATIONS.register(
    Augmentation(name="none", title="As they are", about="The images as they are stored", draw=None)
)
