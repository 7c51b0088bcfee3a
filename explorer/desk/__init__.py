"""The window's model: what A and B are, their runs, gates and findings; QtCore at most, no widget, no torch."""
