"""Comparing many runs: charts of a sweep, what the seeds allow to be said, tables of what differs. No torch, no Qt."""
