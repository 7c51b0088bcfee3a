"""The training generator."""

from explorer.training.devices import device_phrase
from explorer.training.errors import DeviceError
from explorer.training.session import Session, train

__all__ = ["DeviceError", "Session", "device_phrase", "train"]
