"""The training generator."""

from explorer.training.devices import device_phrase, unused_gpu
from explorer.training.out_of_memory import DeviceError
from explorer.training.session import Session, train

__all__ = ["DeviceError", "Session", "device_phrase", "train", "unused_gpu"]
