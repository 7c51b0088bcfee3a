"""One way from a spec to a stored run, whoever drives it: the window's engine, the command line, the labeled set."""
