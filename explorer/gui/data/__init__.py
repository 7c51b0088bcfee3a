"""Data in the window: what there is, fetching it, folders of images, and a gallery of samples."""
