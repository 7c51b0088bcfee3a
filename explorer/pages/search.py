"""Search over all pages of the guide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.pages.page import Page, Section, page, page_titles

_AROUND = 30
"""Characters of an excerpt before the first word that was found; twice as many follow."""


@dataclass(frozen=True)
class Hit:
    """A section in which every word occurs. `place` counts the sections of its page from 0."""

    page: str
    title: str
    place: int
    section: Section
    excerpt: str

    @property
    def label(self) -> str:
        """Its heading, and the page's title where that is another."""
        return f"{self.section.heading} – {self.title}" if self.place else self.title


def words_of(query: str) -> tuple[str, ...]:
    """The words that are searched for."""
    return tuple(dict.fromkeys(query.casefold().split()))


def search(query: str) -> list[Hit]:
    """Every section whose page title, heading or text has all words: headings that have them first, then in the order
    of the pages."""
    words = words_of(query)
    if not words:
        return []
    found = [hit for name in page_titles() for hit in _hits(page(name), words)]
    return sorted(found, key=lambda hit: -sum(word in hit.section.heading.casefold() for word in words))


def _hits(page: Page, words: Sequence[str]) -> list[Hit]:
    hits = []
    for place, section in enumerate(page.sections):
        own = f"{section.heading} {section.text}".casefold()
        if all(word in own or word in page.title.casefold() for word in words) and any(word in own for word in words):
            hits.append(Hit(page.name, page.title, place, section, _excerpt(section.text, words)))
    return hits


def _excerpt(text: str, words: Sequence[str]) -> str:
    folded = text.casefold()
    start = max(min((at for word in words if (at := folded.find(word)) >= 0), default=0) - _AROUND, 0)
    end = start + 3 * _AROUND
    cut = text[start:end]
    before = "… " + cut.partition(" ")[2] if start else cut
    return before.rpartition(" ")[0] + " …" if end < len(text) else before
