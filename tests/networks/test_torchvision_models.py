"""torchvision's models against its own published figures and its own constructors."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from torchvision import models

from explorer.choices.family import FAMILIES
from explorer.networks.families.torchvision_models import DESIGNS, TORCHVISION, Design
from explorer.networks.making import make
from explorer.networks.stem import SmallStem
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec
from tests.networks.torchvision_skips import COUNTS, counter

NAMES = models.list_models(module=models)
REPRESENTATIVES = {next(iter(design.titles)): design for design in DESIGNS}
STEMMED = [name for name, design in REPRESENTATIVES.items() if design.stem]


def spec_of(name: str, shape: tuple[int, int, int] | None = None, classes: int = 10, stem: str = "own") -> NetworkSpec:
    return NetworkSpec(name=name, input_shape=shape or FAMILIES[name].shape, classes=classes, stem=stem, init="own")


def on_meta(name: str, *shape: int, stem: str = "own", classes: int = 10) -> nn.Module:
    with torch.device("meta"):
        return make(spec_of(name, shape or None, classes, stem))


def output(module: nn.Module, *shape: int) -> torch.Size:
    """The shape of the class scores for two images, in training mode."""
    with torch.no_grad():
        scores = module(torch.empty(2, *shape, device="meta"))
    return (scores if isinstance(scores, torch.Tensor) else scores[0]).shape


def test_every_model_that_torchvision_lists_is_a_family_and_two_more() -> None:
    assert {family.name for family in TORCHVISION} == set(NAMES) | {"googlenet-auxiliary", "inception_v3-plain"}


def test_the_skips_of_every_model_are_counted_in_exactly_one_way() -> None:
    assert {counter(name) for name in NAMES} == set(COUNTS.values())


def test_titles_tell_models_apart() -> None:
    assert len({family.title for family in TORCHVISION}) == len(TORCHVISION)


@pytest.mark.parametrize(("name", "design"), REPRESENTATIVES.items())
def test_smallest_is_the_least_size_it_takes(name: str, design: Design) -> None:
    """With its own stem as the design says, with the small one as the family says; one pixel less stops it. Channels
    and classes are those of the spec."""
    family = FAMILIES[name]
    stems = [("small", family.smallest)] if design.stem else []
    own = 16 if name == "vit_b_16" else design.smallest  # whose own stem takes multiples of its patch
    stems.append(("own", own))
    for stem, least in stems:
        assert output(on_meta(name, 1, least, least, stem=stem, classes=7), 1, least, least) == (2, 7)
        if least > 1:
            with pytest.raises(SpecError, match=rf"{least}×{least}|multiple of {least}"):
                on_meta(name, 3, least - 1, least - 1, stem=stem)


STOPS = [  # (name, stem, least side); a family's own message stops the transformers that are built for a size
    (name, stem, stem.smallest if stem else design.smallest)
    for name, design in REPRESENTATIVES.items()
    for stem in dict.fromkeys((None, design.stem))  # a set has another order in every process
    if name not in ("vit_b_16", "maxvit_t") and (stem.smallest if stem else design.smallest) > 1
]


@pytest.mark.parametrize(("name", "stem", "least"), STOPS, ids=lambda value: str(value)[:20])
def test_below_the_smallest_size_torchvisions_code_stops(name: str, stem: SmallStem | None, least: int) -> None:
    """So nothing is refused that would have run."""
    side = least - 1
    with torch.device("meta"):
        module = REPRESENTATIVES[name].make(name, spec_of(name, (3, side, side)), stem)
    with pytest.raises((RuntimeError, ValueError)):
        output(module, 3, side, side)


@pytest.mark.parametrize("name", STEMMED)
def test_a_small_stem_keeps_more_of_a_small_image(name: str) -> None:
    """The network's feature map of a 32×32 image: four times as many places or more, next to the own stem's map."""
    stem = REPRESENTATIVES[name].stem
    module = on_meta(name, 3, 32, 32, stem="small")
    first = next(layer for layer in module.modules() if isinstance(layer, nn.Conv2d))
    assert output(module, 3, 32, 32) == (2, 10)
    assert first.stride == (stem.stride, stem.stride)
    assert first(torch.empty(1, 3, 32, 32, device="meta")).shape[2:] == (32 // stem.stride, 32 // stem.stride)
    own = on_meta(name, 3, *FAMILIES[name].shape[1:])
    before = sum(isinstance(layer, nn.MaxPool2d) for layer in own.modules())
    after = sum(isinstance(layer, nn.MaxPool2d) for layer in module.modules())
    assert before - after == len(stem.pools)


@pytest.mark.parametrize(
    ("name", "shape", "stem", "message"),
    [
        ("vit_b_16", (3, 40, 40), "own", "must be a multiple of 16; these are 40×40"),
        ("vit_b_16", (3, 32, 16), "own", "square images into patches of 16×16"),
        ("vit_b_32", (3, 30, 30), "small", "must be a multiple of 4; these are 30×30"),
        ("maxvit_t", (3, 256, 224), "own", "multiples of 224; these are 256×224"),
        ("alexnet", (3, 32, 32), "own", "63×63 or more with its own stem; these are 32×32. Choose the small stem"),
    ],
)
def test_images_that_do_not_fit_are_refused_with_what_does(name, shape, stem, message) -> None:
    with pytest.raises(SpecError, match=message):
        make(spec_of(name, shape, stem=stem))


@pytest.mark.parametrize(("patch", "side"), [("own", 32), ("small", 32), ("own", 48)])
def test_a_vision_transformer_has_a_place_for_every_patch(patch: str, side: int) -> None:
    module = on_meta("vit_b_16", 3, side, side, stem=patch)
    size = 4 if patch == "small" else 16
    assert module.get_parameter("encoder.pos_embedding").shape[1] == (side // size) ** 2 + 1
    assert output(module, 3, side, side) == (2, 10)


def test_regnets_are_built_on_the_meta_device_and_equal_to_torchvisions() -> None:
    ours = {name: p.shape for name, p in on_meta("regnet_y_400mf", classes=1000).named_parameters()}
    assert ours == {name: p.shape for name, p in models.regnet_y_400mf().named_parameters()}


def test_making_one_draws_torchvisions_own_weights() -> None:
    torch.manual_seed(5)
    ours = make(spec_of("squeezenet1_1", (3, 64, 64)))
    torch.manual_seed(5)
    theirs = models.squeezenet1_1(num_classes=10)
    assert all(torch.equal(a, b) for a, b in zip(ours.parameters(), theirs.parameters(), strict=True))
