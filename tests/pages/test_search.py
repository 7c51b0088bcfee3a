"""Search over the guide."""

import pytest

from explorer.pages.page import page, page_titles
from explorer.pages.search import search


def sections_with(*words: str) -> set[tuple[str, int]]:
    """By reading every section."""
    return {
        (name, place)
        for name in page_titles()
        for place, section in enumerate(page(name).sections)
        if all(word in f"{section.heading} {section.text}".lower() for word in words)
    }


@pytest.mark.parametrize("query", ["wheel", "Vanishing  GRADIENT", "plain-56 batch"])
def test_every_section_with_all_words_is_found(query):
    found = {(hit.page, hit.place) for hit in search(query)}
    assert sections_with(*query.lower().split()) <= found


def test_a_word_of_the_title_counts_for_the_sections_of_its_page():
    recalls = {hit for hit in sections_with("recall") if hit[0] == "verdicts"}
    assert recalls - sections_with("findings"), "the word of the title is not in all of them"
    assert recalls <= {(hit.page, hit.place) for hit in search("findings recall")}
    for hit in search("reference"):
        assert "reference" in f"{hit.section.heading} {hit.section.text}".lower(), "a word of its own is needed"


def test_headings_come_first():
    assert search("exit status")[0].section.heading == "Exit status"


def test_an_excerpt_shows_a_word():
    hits = search("safetensors")
    assert hits
    for hit in hits:
        assert "safetensors" in hit.excerpt.lower()
        assert len(hit.excerpt) < 110


@pytest.mark.parametrize("query", ["", "  ", "xyzzy", "vanishing xyzzy"])
def test_nothing_is_found(query):
    assert search(query) == []
