"""Which offers a search means, and in which order."""

from __future__ import annotations

import pytest

from explorer.choices.family import FAMILIES
from explorer.desk.palette import MOST, Offer, found, networks


def offers(*texts: str) -> list[Offer]:
    return [Offer("Edit", text, lambda: None) for text in texts]


@pytest.mark.parametrize(
    ("search", "texts"),
    [
        ("", ["Undo", "Swap A and B", "Copy A to B", "Best undo"]),
        ("undo", ["Undo", "Best undo"]),
        ("b a", ["Swap A and B", "Copy A to B"]),  # "Best undo" has no a
        ("edit copy", ["Copy A to B"]),
        ("zebra", []),
    ],
)
def test_every_word_has_to_occur_and_what_begins_with_it_comes_first(search: str, texts: list[str]) -> None:
    known = offers("Undo", "Swap A and B", "Copy A to B", "Best undo")
    assert [offer.text for offer in found(known, search)] == texts


def test_what_begins_with_the_search_is_before_what_has_a_word_that_does() -> None:
    known = offers("Open the runs", "A rerun", "Runs")
    assert [offer.text for offer in found(known, "run")] == ["Runs", "Open the runs", "A rerun"]


def test_no_more_are_shown_than_fit() -> None:
    assert len(found(offers(*map(str, range(500))), "")) == MOST


def put_by(search: str) -> list[tuple[str, str, int | None]]:
    asked: list[tuple[str, str, int | None]] = []
    for offer in found(networks(tuple(FAMILIES), search, lambda *network: asked.append(network)), search):
        offer.act()
    return asked


@pytest.mark.parametrize("search", ["resnet-110", "ResNet 110"])
def test_a_number_is_the_depth_of_families_that_have_it(search: str) -> None:
    asked = put_by(search)
    assert ("A", "resnet", 110) in asked
    assert ("B", "resnet", 110) in asked
    assert not [name for _, name, _ in asked if name.startswith("imagenet")]  # they have 18, 34, 50, 101 and 152


def test_a_family_of_one_network_has_no_depth() -> None:
    assert put_by("a: googlenet auxiliary") == [("A", "googlenet-auxiliary", None)]


@pytest.mark.parametrize("search", ["resnet-1000001", "resnet--", "99999999999999999999 plain", "²"])
def test_no_number_is_no_depth(search: str) -> None:
    assert not [depth for _, _, depth in put_by(search) if depth is not None]
