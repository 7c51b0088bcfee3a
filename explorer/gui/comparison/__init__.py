"""The window that compares many runs: charts of a sweep, curves, gradients, what differs."""
