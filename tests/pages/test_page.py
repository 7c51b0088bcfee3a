"""The guide's pages as data."""

import re

import pytest

from explorer.pages.page import CONTENTS, Page, page, page_titles
from explorer.paths import resource


@pytest.fixture(params=list(page_titles()))
def shown(request: pytest.FixtureRequest) -> Page:
    """Each page."""
    return page(request.param)


def test_every_file_is_a_page_and_the_contents_come_first():
    files = {path.stem for path in resource("guide").glob("*.md")}
    assert set(page_titles()) == files
    assert next(iter(page_titles())) == CONTENTS


def test_another_name_is_a_mistake():
    with pytest.raises(KeyError):
        page("../README")


def test_each_heading_is_a_section_with_an_anchor_of_its_own(shown: Page):
    text = re.sub(r"```.*?```", "", resource(f"guide/{shown.name}.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(shown.sections) == len(re.findall("^#+ ", text, re.MULTILINE))
    assert shown.title == text.splitlines()[0].removeprefix("# ")
    anchors = [section.anchor for section in shown.sections]
    assert len(set(anchors)) == len(anchors)
    assert all(f'id="{anchor}"' in shown.html for anchor in anchors)


def test_each_link_leads_to_a_page_and_a_heading(shown: Page):
    for target in re.findall(r'href="([^"]+)"', shown.html):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        there = page(name.removesuffix(".html") or shown.name)
        assert not anchor or anchor in [section.anchor for section in there.sections], target


def test_anchors_are_those_of_github():
    anchors = {section.heading: section.anchor for section in page("science").sections}
    assert anchors["The paper's argument in one table"] == "the-papers-argument-in-one-table"
    assert page("contributing").sections[0].anchor == "contributing"


def test_the_text_of_a_section_is_plain_and_ends_at_the_next_heading():
    start = next(s for s in page("data").sections if s.anchor == "a-folder-of-images").text
    assert start.startswith("Any folder of images works: one folder for each class")
    assert "mapped into memory" not in start


def test_a_picture_has_its_text_below_it_once():
    shown = page("analyses")
    text = "Shattered gradients of plain-20 and ResNet-20"
    assert f'alt="{text}"' in shown.html
    assert f'<p class="caption">{text}</p>' in shown.html
    assert sum(section.text.count(text) for section in shown.sections) == 1


def test_html_in_a_page_is_text():
    assert "<script" not in "".join(shown.html for shown in map(page, page_titles()))
