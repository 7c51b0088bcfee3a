"""Activation functions, one file each. They import torch inside functions alone: the window reads them too."""
