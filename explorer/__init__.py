"""Residual Explorer: see why deep networks are hard to train, and what skip connections change."""

__version__ = "0.4.0.dev0"
