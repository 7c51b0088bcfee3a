"""Sweeps on other machines: a driver that owns queue and store, and workers that train one run each."""
