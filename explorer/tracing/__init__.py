"""From nn.Module to NetworkGraph: trace, skips, gates, counts."""

from explorer.tracing.network import Network, build, describe

__all__ = ["Network", "build", "describe"]
