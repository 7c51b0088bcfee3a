"""The error of a cluster, which needs no torch to be caught."""

from __future__ import annotations


class ClusterError(Exception):
    """A cluster that cannot be used; the message says why and what to do."""
