"""The Markdown of lessons: paragraphs, lists, emphasis, code and formulas. Nothing else is markup: no links, images,
headings or HTML, so that a lesson can name no file."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from explorer.lessons.tex import TexError, tex_html

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_SHORT = 24  # signs: fits a line of the dock beside a word
_NO_BREAK = "\N{NO-BREAK SPACE}"
_RULES = ("emphasis", "backticks", "list", "escape", "balance_pairs", "newline")


class MarkupError(ValueError):
    """A text that cannot be drawn: a formula outside of the subset."""


def html(text: str) -> str:
    """A lesson's text as HTML of `p`, `ul`, `ol`, `li`, `em`, `strong`, `code`, `i`, `b`, `sub` and `sup` alone, all
    else escaped; MarkupError for a formula that cannot be drawn. `$F(x)$` is a formula; `\\$` is a dollar sign."""
    try:
        return str(_markdown().render(text)).strip()
    except TexError as error:
        raise MarkupError(f"the formula cannot be drawn: {error}") from error


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # the window opens without it

    made = MarkdownIt("zero").enable(list(_RULES))
    made.inline.ruler.before("escape", "formula", _formula)
    made.add_render_rule("formula", lambda _self, tokens, at, _options, _env: _kept_together(tokens[at].content))
    return made


def _kept_together(formula: str) -> str:
    """A short formula does not break at the end of a line; a long one may, at its operators."""
    drawn = tex_html(formula)
    return drawn.replace(" ", _NO_BREAK) if len(re.sub("<[^>]+>", "", drawn)) <= _SHORT else drawn


def _formula(state: StateInline, silent: bool) -> bool:
    """The rule that reads `$…$`; a dollar sign without another in its paragraph is itself."""
    if state.src[state.pos] != "$":
        return False
    end = state.src.find("$", state.pos + 1, state.posMax)
    inside = state.src[state.pos + 1 : end]
    if end < 0 or not inside.strip():
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content = inside
    state.pos = end + 1
    return True
