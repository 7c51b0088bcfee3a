"""The command palette: every action, network and stored run, found by typing."""
