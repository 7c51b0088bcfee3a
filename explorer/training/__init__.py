"""The training generator."""

from explorer.training.device_errors import DeviceError
from explorer.training.devices import device_phrase, unused_gpu
from explorer.training.session import Session, train

__all__ = ["DeviceError", "Session", "device_phrase", "train", "unused_gpu"]
