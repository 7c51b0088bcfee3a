"""The inspector: what a selected part of a network is, and a search for any part by name or type."""
