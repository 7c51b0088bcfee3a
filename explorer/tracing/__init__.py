"""From nn.Module to NetworkGraph: trace, skips, gates, counts."""

from explorer.tracing.errors import TraceError, UntraceableError
from explorer.tracing.network import Network, build, describe
from explorer.tracing.trace import trace_module

__all__ = ["Network", "TraceError", "UntraceableError", "build", "describe", "trace_module"]
