"""From nn.Module to NetworkGraph: trace, skips, gates, counts."""
