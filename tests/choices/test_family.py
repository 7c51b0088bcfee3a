"""Names of networks, and what a family says of itself."""

from __future__ import annotations

import pytest

from explorer.choices.family import FAMILIES, Family, named, split
from explorer.runs.spec import NetworkSpec

PAIRED = [family for family in FAMILIES if family.twin]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("plain-56", ("plain", 56)),
        ("imagenet-resnet-18", ("imagenet-resnet", 18)),
        ("lenet", ("lenet", None)),
        ("wide-net", ("wide-net", None)),
        ("vgg16", ("vgg16", None)),
    ],
)
def test_a_name_splits_into_family_and_depth(name: str, parts: tuple[str, int | None]) -> None:
    assert split(name) == parts
    assert named(*parts) == name
    network = NetworkSpec(name=name)
    assert (network.family, network.depth) == parts


def test_a_users_own_model_has_no_depth_whatever_it_is_called() -> None:
    network = NetworkSpec(name="plain-56", source="net.py")
    assert (network.family, network.depth) == ("plain-56", None)


def test_a_network_at_another_depth_keeps_all_else() -> None:
    network = NetworkSpec(name="plain-56", width=8, skips=("skip1",))
    assert network.at(20) == NetworkSpec(name="plain-20", width=8, skips=("skip1",))


def test_twins_name_each_other_and_differ_in_their_skips_alone() -> None:
    assert {family.name for family in PAIRED} == {"plain", "resnet", "imagenet-plain", "imagenet-resnet"}
    for family in PAIRED:
        twin = FAMILIES[family.twin]
        assert twin.twin == family.name
        assert twin.skips_on != family.skips_on
        assert set(twin.depths) & set(family.depths)
        assert (twin.make, twin.options, twin.shape, twin.defaults) == (
            family.make, family.options, family.shape, family.defaults,
        )  # fmt: skip


@pytest.mark.parametrize("family", [f for f in FAMILIES if len(f.depths) > 1], ids=lambda f: f.name)
def test_the_shallow_depth_is_one_of_the_familys(family: Family) -> None:
    assert family.shallow in family.depths
