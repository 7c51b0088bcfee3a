"""Sweeps: the file that describes one, the runs it asks for, and the queue that trains them."""
