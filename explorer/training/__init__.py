"""The training generator."""
