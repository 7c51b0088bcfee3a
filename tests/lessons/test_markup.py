"""The Markdown and the formulas of lessons."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.lessons.markup import MarkupError, html
from explorer.lessons.tex import TexError, tex_html

ALLOWED = re.compile(r"</?(p|ul|ol|li|em|strong|code|i|b|sub|sup|br)( /| start=\"\d+\")?>")


def test_what_is_markup() -> None:
    text = "*a* **b** `c < d`\n\n- $x_1$\n- y\n\n1. z"
    assert html(text) == (
        "<p><em>a</em> <strong>b</strong> <code>c &lt; d</code></p>\n<ul>\n<li><i>x</i><sub>1</sub></li>\n<li>y</li>\n"
        "</ul>\n<ol>\n<li>z</li>\n</ol>"
    )


@pytest.mark.parametrize(
    "text",
    ["![x](file:///etc/passwd)", "[x](http://example.org)", '<img src="x.png">', "# big", "> quoted", "a < b & c"],
)
def test_nothing_else_is(text: str) -> None:
    made = html(text)
    assert ALLOWED.sub("", made).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace(
        "&amp;", "&"
    ) == text  # fmt: skip


def test_a_dollar_sign_alone_is_itself() -> None:
    assert html("costs $5") == "<p>costs $5</p>"
    assert html(r"\$a\$") == "<p>$a$</p>"


def test_a_short_formula_is_not_broken_at_the_end_of_a_line() -> None:
    assert html("is $F(x) + x$.") == "<p>is <i>F</i>(<i>x</i>)\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}<i>x</i>.</p>"
    assert "\N{NO-BREAK SPACE}" not in html("$" + " + ".join("x" * 12) + "$")


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("H(x) = F(x) + x", "<i>H</i>(<i>x</i>) = <i>F</i>(<i>x</i>) + <i>x</i>"),
        (r"\frac{1}{3n}", "1/3<i>n</i>"),
        (r"\frac{a+b}{2}", "(<i>a</i> + <i>b</i>)/2"),
        (r"x_{l+1}^2", "<i>x</i><sub><i>l</i> + 1</sub><sup>2</sup>"),
        (r"\|g\| \ll 10^{-3}", "‖<i>g</i>‖ ≪ 10<sup>−3</sup>"),
        (r"\text{loss} = \ln 10", "loss = ln 10"),
        ("-x_{l-1}", "−<i>x</i><sub><i>l</i> − 1</sub>"),
        ("a < b", "<i>a</i> &lt; <i>b</i>"),
    ],
)
def test_formulas(source: str, drawn: str) -> None:
    assert re.sub(" +", " ", tex_html(source)) == drawn


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (r"\input{x}", r"\\input is not known; allowed: frac, text"),
        ("{a", "a { without its }"),
        ("a}", "a } without its {"),
        ("x^", "ends where something must follow"),
        (r"\frac{1}", "ends where something must follow"),
        ("{" * 30 + "}" * 30, "nested deeper"),
        ("^" * 900 + "x", "nested deeper"),
    ],
)
def test_what_is_no_formula_is_said(source: str, told: str) -> None:
    with pytest.raises(TexError, match=told):
        tex_html(source)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=120), st.text(alphabet="$\\{}^_*`-[]()<>!ab \n", max_size=60)))
def test_any_text_gives_allowed_tags_alone(text: str) -> None:
    try:
        made = html(text)
    except MarkupError:
        return
    assert "<" not in ALLOWED.sub("", made)
