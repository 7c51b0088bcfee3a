"""What the command palette offers, and which of it a search means: plain data, without Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from explorer.choices.family import FamilyInfo, named
from explorer.desk.sides import SIDES, Side
from explorer.wording import tr

MOST = 100
"""How many offers a search shows."""


@dataclass(frozen=True)
class Offer:
    """One line of the palette: a command, a network or a run. `group` says which; `note` stands at its right: keys, or
    what tells it from others of its name. `obstacle` says why it cannot be done now, empty where it can."""

    group: str
    text: str
    act: Callable[[], None]
    note: str = ""
    obstacle: str = ""


def found(offers: Iterable[Offer], search: str) -> list[Offer]:
    """The offers in which every word of the search occurs, at most MOST: those whose text begins with the search come
    first, then those with a word that begins with its first word, then the others; in their own order among equals."""
    words = search.casefold().split()
    ranked = [(_rank(offer, words), offer) for offer in offers if _holds(offer, words)]
    return [offer for _, offer in sorted(ranked, key=lambda pair: pair[0])][:MOST]


def networks(families: Sequence[FamilyInfo], search: str, put: Callable[[Side, str, int | None], None]) -> list[Offer]:
    """Every family for A and for B: at the depth that is a number in the search, where the family has it."""
    numbers = [int(word) for part in search.split() for word in part.split("-") if word.isdecimal() and len(word) < 7]
    offers = []
    for family in families:
        depth = next((number for number in numbers if number in family.depths), None)
        if numbers and family.depths and depth is None:
            continue
        title = family.title if depth is None else tr("{title}, depth {depth}", title=family.title, depth=depth)
        note = named(family.name, depth)
        for side in SIDES:
            offers.append(Offer(tr("Network"), f"{side}: {title}", _putting(put, side, family.name, depth), note))
    return offers


def _putting(
    put: Callable[[Side, str, int | None], None], side: Side, family: str, depth: int | None
) -> Callable[[], None]:
    return lambda: put(side, family, depth)


def _holds(offer: Offer, words: Sequence[str]) -> bool:
    told = f"{offer.group} {offer.text} {offer.note}".casefold()
    return all(word in told for word in words)


def _rank(offer: Offer, words: Sequence[str]) -> int:
    text = offer.text.casefold()
    if not words or text.startswith(" ".join(words)):
        return 0
    return 1 if any(part.startswith(words[0]) for part in text.replace("-", " ").split()) else 2
