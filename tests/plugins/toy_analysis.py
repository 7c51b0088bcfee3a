"""An analysis: how many parameters each layer has."""

import numpy as np
from toy_figure import Dots

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report


def work(subject, settings):
    """Count them."""
    yield 0.5
    sizes = np.array([weight.numel() for weight in subject.network().layer_weights()], float)
    dots = Dots(
        id="sizes", title="Sizes", x_label="layer", y_label="weights", x=np.arange(len(sizes), dtype=float), y=sizes
    )
    return Report((dots,), (f"{len(sizes)} layers have weights.",))


ANALYSES.register(
    Analysis(
        name="toy-sizes",
        title="Toy sizes",
        question="How many weights has each layer?",
        healthy="Any number.",
        limits="Nothing of what they do.",
        source="Counting",
        trained=False,
        work=work,
    )
)
