"""One image on its way through A and B: its choice, the answers, and the film of its maps."""
