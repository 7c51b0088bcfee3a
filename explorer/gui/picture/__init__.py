"""The signature picture: a network as a strip of layers, its skips as arcs, its readings hanging below."""
