"""Formulas: a small subset of TeX as HTML that Qt's rich text can draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

_GREEK = dict(
    alpha="α", beta="β", gamma="γ", delta="δ", epsilon="ε", eta="η", theta="θ", mu="μ", pi="π", rho="ρ", sigma="σ",
    tau="τ", phi="φ", omega="ω", Delta="Δ", Sigma="Σ", Phi="Φ", Omega="Ω", Pi="Π", **{"lambda": "λ"},
)  # fmt: skip
_RELATIONS = {
    "cdot": "·", "times": "×", "pm": "±", "le": "≤", "ge": "≥", "approx": "≈", "ne": "≠", "to": "→", "ll": "≪",
    "gg": "≫", "in": "∈", "circ": "∘", "propto": "∝",
}  # fmt: skip
_SIGNS = {
    "partial": "∂", "nabla": "∇", "infty": "∞", "sum": "∑", "prod": "∏", "dots": "…", "sqrt": "√", "|": "‖", ",": " ",
}  # fmt: skip
_FUNCTIONS = ("ln", "log", "exp", "max", "min", "sin")
SYMBOLS = {
    **_GREEK,
    **{name: f" {sign} " for name, sign in _RELATIONS.items()},
    **_SIGNS,
    **{name: f"{name} " for name in _FUNCTIONS},
}
"""Commands that are one sign."""
COMMANDS = ("frac", "text", "mathbf", "mathrm", *SYMBOLS)
_TOKEN = re.compile(r"\\([A-Za-z]+|.)|([{}^_])|(\s+)|([A-Za-z]+)|(.)", re.DOTALL)
_DEEPEST = 20


class TexError(ValueError):
    """A formula outside the subset; the message says which command, and what is allowed."""


def tex_html(source: str) -> str:
    r"""A formula such as `H(x) = F(x) + x` or `\frac{1}{3n}` as HTML: letters in italics, sub- and superscripts."""
    tokens = [match for match in _TOKEN.finditer(source) if match[3] is None]
    return _Reader(tokens).all()


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[re.Match[str]]) -> None:
        self._tokens = tokens
        self._at = 0

    def all(self) -> str:
        found = "".join(self._until_end(0))
        if self._at < len(self._tokens):
            raise TexError("a } without its {.")
        return _signed(found)

    def _until_end(self, depth: int) -> Iterator[str]:
        while self._at < len(self._tokens) and self._tokens[self._at][0] != "}":
            yield self._one(depth)

    def _one(self, depth: int) -> str:
        """The next token with what belongs to it."""
        if depth > _DEEPEST:
            raise TexError(f"nested deeper than {_DEEPEST}.")
        if self._at >= len(self._tokens):
            raise TexError("ends where something must follow.")
        token = self._tokens[self._at]
        self._at += 1
        command, sign, _, letters, other = token.groups()
        if command is not None:
            return self._command(command, depth)
        if sign == "{":
            inside = "".join(self._until_end(depth + 1))
            self._close()
            return inside
        if sign in ("^", "_"):
            tag = "sup" if sign == "^" else "sub"
            return f"<{tag}>{_signed(self._one(depth + 1))}</{tag}>"
        if sign == "}":
            raise TexError("a } where something must stand.")
        if letters is not None:
            return f"<i>{letters}</i>"
        return {"-": " − ", "+": " + ", "=": " = ", "<": " &lt; ", ">": " &gt; ", "*": " · "}.get(other, escape(other))

    def _command(self, name: str, depth: int) -> str:
        if name in SYMBOLS:
            return SYMBOLS[name]
        if name == "frac":
            above, below = self._one(depth + 1).strip(), self._one(depth + 1).strip()
            return f"{_grouped(above)}/{_grouped(below)}"
        if name in ("text", "mathrm"):
            return re.sub("</?i>", "", self._one(depth + 1))
        if name == "mathbf":
            return f"<b>{self._one(depth + 1)}</b>"
        if name in ("%", "$", "_", "{", "}"):
            return name
        raise TexError(f"\\{name} is not known; allowed: {', '.join(COMMANDS)}.")

    def _close(self) -> None:
        if self._at >= len(self._tokens):
            raise TexError("a { without its }.")
        self._at += 1


def _signed(part: str) -> str:
    """A part without space around it, nor behind a minus sign that it begins with."""
    part = part.strip()
    return f"−{part[2:]}" if part.startswith("− ") else part


def _grouped(part: str) -> str:
    """A part of a fraction, in parentheses where it is a sum."""
    return f"({part})" if re.search(" [−+=·] ", part) else part
