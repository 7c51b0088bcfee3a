"""The guide inside the program: F1."""
