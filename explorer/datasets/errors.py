"""What can go wrong with data, told to people."""

from __future__ import annotations


class DataError(RuntimeError):
    """Data that are not there or cannot be used; the message says where they were looked for and what to do."""


class FetchCancelledError(DataError):
    """The user stopped a download; what has come is kept."""
