"""What is measured on a step, one file each."""
