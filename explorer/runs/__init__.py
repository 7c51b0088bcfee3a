"""Runs as data: specification, snapshots, history and the run store. No torch, no Qt."""
