"""What is made of the guide: its reference page, and a static site."""
