"""What can be wrong with a user's own model."""

from __future__ import annotations


class OwnModelError(ValueError):
    """A user's model cannot be used; the message says what is wrong, where in its code, and what is allowed."""
