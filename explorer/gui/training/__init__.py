"""The bar that starts training, and the slider through time."""
