"""The pages of the guide: the Markdown files of resources/guide as titles, sections and HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from explorer.paths import resource

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

CONTENTS = "index"
"""The page that lists all others: their order is its order."""
_FOLDER = "guide"
_LINK = re.compile(r"([\w-]+)\.md(#.*)?")


@dataclass(frozen=True)
class Section:
    """A heading and the plain text below it, up to the next heading of any level."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class Page:
    """A page. `html` is what stands in its body; its links lead to `NAME.html`, its pictures are in `../pictures`."""

    name: str
    html: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """Its first heading."""
        return self.sections[0].heading


@cache
def page_titles() -> Mapping[str, str]:
    """The contents and every page that they link, in that order: name → text of the link."""
    tokens = _parser().parse(_text(CONTENTS))
    titles = {CONTENTS: _plain(tokens[1])}
    for link, text in pairwise(child for token in tokens for child in token.children or ()):
        found = _LINK.fullmatch(str(link.attrs.get("href", "")))
        if found:
            titles.setdefault(found[1], text.content)
    return titles


@cache
def page(name: str) -> Page:
    """The page with this name; KeyError for one that the contents do not link."""
    if name not in page_titles():
        raise KeyError(name)
    tokens = _parser().parse(_text(name))
    for token in tokens:
        token.content = token.content.rstrip("\n")  # of code: Qt shows the last one as an empty line
    _name_headings(tokens)
    _lead_to_html(tokens)
    tokens = list(_with_captions(tokens))
    return Page(name, _parser().renderer.render(tokens, _parser().options, {}), tuple(_sections(tokens)))


def _text(name: str) -> str:
    return resource(f"{_FOLDER}/{name}.md").read_text(encoding="utf-8")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 0.1 s that the window's start does not need

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _name_headings(tokens: Sequence[Token]) -> None:
    """Give each heading its anchor: GitHub's, so that a link works in a clone as well."""
    used: set[str] = set()
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            anchor = re.sub(r"[^\w\- ]", "", _plain(tokens[at + 1]).lower()).replace(" ", "-")
            count = sum(1 for other in used if re.fullmatch(rf"{re.escape(anchor)}(-\d+)?", other))
            anchor = f"{anchor}-{count}" if count else anchor
            used.add(anchor)
            token.attrSet("id", anchor)


def _lead_to_html(tokens: Sequence[Token]) -> None:
    for child in (child for token in tokens for child in token.children or ()):
        link = _LINK.fullmatch(str(child.attrs.get("href", "")))
        if link:
            child.attrSet("href", f"{link[1]}.html{link[2] or ''}")


def _with_captions(tokens: Sequence[Token]) -> Iterator[Token]:
    """Put the text of each picture that stands alone below it; both are paragraphs with a class of their own."""
    caption: Sequence[Token] = ()
    for before, token in pairwise([*tokens[:1], *tokens]):
        if [child.type for child in token.children or ()] == ["image"]:
            before.attrSet("class", "picture")
            caption = _parser().parse(token.children[0].content)  # type: ignore[index]
            caption[0].attrSet("class", "caption")
        yield token
        if token.type == "paragraph_close":
            yield from caption
            caption = ()


def _sections(tokens: Sequence[Token]) -> Iterator[Section]:
    heads = [at for at, token in enumerate(tokens) if token.type == "heading_open"]
    for at, end in zip(heads, [*heads[1:], len(tokens)], strict=True):
        texts = (_plain(token) for token in tokens[at + 3 : end])
        yield Section(str(tokens[at].attrs["id"]), _plain(tokens[at + 1]), " ".join(filter(None, texts)))


def _plain(token: Token) -> str:
    if token.type == "fence":
        return " ".join(token.content.split())
    shown = (child for child in token.children or () if child.type != "image")
    return "".join(" " if child.type == "softbreak" else child.content for child in shown)
