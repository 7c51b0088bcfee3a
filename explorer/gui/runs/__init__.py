"""The list of stored runs."""
