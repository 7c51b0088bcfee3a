"""A user's own model: found, agreed to, looked at in a process of its own, and loaded."""
