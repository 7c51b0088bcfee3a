"""Which data a network can be trained on: advice names no other."""

from __future__ import annotations

from explorer.desk.edits import family_of
from explorer.engine.events import Ready
from explorer.infos import DatasetInfo
from explorer.runs.spec import NetworkSpec
from explorer.wording import tr


def fitting(network: NetworkSpec, catalog: Ready | None) -> tuple[DatasetInfo, ...]:
    """The known data that fit, those that are on this computer first. A family takes the shape and classes of its
    data where they are large enough; a user's own model was opened for one shape and number of classes."""
    known = () if catalog is None else catalog.datasets
    family = family_of(network, catalog)
    if family is not None:
        fit = [data for data in known if min(data.shape[1:]) >= family.smallest]
    else:
        fit = [d for d in known if (d.shape, len(d.classes)) == (network.input_shape, network.classes)]
    return tuple(sorted(fit, key=lambda data: not data.present))


def choose_data(network: NetworkSpec, catalog: Ready | None) -> str:
    """What to do on a side without data, as a sentence."""
    fit = fitting(network, catalog)
    if fit:
        return tr("Choose a dataset in its card, such as {title}.", title=fit[0].title)
    needs = tr(
        "{shape} images of {classes} classes", shape="×".join(map(str, network.input_shape)), classes=network.classes
    )
    return tr(
        "It takes {needs}; no known dataset has these. Open such an image folder, or open "
        "the model with another input shape.",
        needs=needs,
    )
