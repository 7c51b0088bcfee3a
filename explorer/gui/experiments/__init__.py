"""Sweeps: the dock of the queue, and the dialog that makes a sweep file."""
