"""Networks that can be trained, one file per family."""
