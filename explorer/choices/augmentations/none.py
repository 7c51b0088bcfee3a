"""No augmentation."""

from __future__ import annotations

from explorer.choices.augmentation import AUGMENTATIONS, Augmentation

NONE = AUGMENTATIONS.register(
    Augmentation(name="none", title="No augmentation", about="Training images are not changed", draw=None)
)
