"""The tests, what they share, and the labelled set of runs that verdicts are measured by; not installed."""
