"""The tests, what they share, and the labeled set of runs that verdicts are measured by; not installed."""
