"""Small shared widgets, colors, icons and texts of controls."""
