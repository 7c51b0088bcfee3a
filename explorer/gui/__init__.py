"""Windows, views and panels: Qt, never torch."""
