"""The labeled set of runs that verdicts are measured by: its specs, how its labels are derived, and the report.

For developers, and no part of the installed program.
"""
