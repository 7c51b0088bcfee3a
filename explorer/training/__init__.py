"""The training generator."""

from explorer.training.device_errors import DeviceError, DeviceLostError
from explorer.training.devices import device_phrase, further_gpus, unused_gpu
from explorer.training.session import Session, train

__all__ = ["DeviceError", "DeviceLostError", "Session", "device_phrase", "further_gpus", "train", "unused_gpu"]
