"""Opening a model of the user's own."""
