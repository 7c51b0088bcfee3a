"""What can be asked of a network on demand, one file each."""
