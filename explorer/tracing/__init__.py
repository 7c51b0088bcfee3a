"""From nn.Module to NetworkGraph: trace, skips, gates, counts."""

from explorer.tracing.network import Network, build, describe
from explorer.tracing.trace import trace_module
from explorer.tracing.trace_errors import TraceError, UntraceableError

__all__ = ["Network", "TraceError", "UntraceableError", "build", "describe", "trace_module"]
