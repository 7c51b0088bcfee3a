"""What a network looks like: graph, skips, toggling, layout. No torch, no Qt."""
