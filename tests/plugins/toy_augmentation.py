"""An augmentation."""

from explorer.choices.augmentation import AUGMENTATIONS, Augmentation


def draw(count, shape, generator):
    """A brightness for each image."""
    import torch

    return (torch.rand(count, generator=generator),)


AUGMENTATIONS.register(
    Augmentation(
        name="toy-bright",
        title="Brightness",
        about="Brighter by up to one standard deviation",
        draw=draw,
        apply=lambda images, drawn: images + drawn[0][:, None, None, None],
    )
)
