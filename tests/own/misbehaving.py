"""Models of a user's own that misbehave while they train, as the text of a file."""

HELD = """
import time
from pathlib import Path
import torch
from torch import nn

class Think(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        while Path({hold!r}).exists():
            Path({there!r}).touch()
            time.sleep(0.02)
        return x.view_as(x)
    @staticmethod
    def backward(ctx, gradient):
        return gradient

class Net(nn.Module):
    def __init__(self, in_channels, num_classes):
        super().__init__()
        self.fc = nn.Linear(64 * in_channels, num_classes)
    def forward(self, x):
        return self.fc(Think.apply(x.flatten(1)))
"""
"""Every pass waits as long as the file `hold` exists, and writes the file `there` then; the proof keeps the call."""

MOODY = """
class _Moods(nn.Module):
    def __init__(self):
        super().__init__()
        self.steps = 0
    def forward(self, x):
        if self.training and x.requires_grad and x.device.type == "cpu":
            self.steps += 1
            if self.steps == 6:
                raise RuntimeError("no more")
        return x

class Moody(Net):
    def __init__(self, in_channels, num_classes):
        super().__init__(in_channels, num_classes)
        self.fc = nn.Sequential(_Moods(), self.fc)
"""
"""To go behind a class Net with a layer `fc`: the sixth training pass raises RuntimeError."""
