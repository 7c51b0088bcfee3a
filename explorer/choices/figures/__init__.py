"""Kinds of figures, one file each. They name their widgets: the engine, which knows no Qt, reads them too."""
