"""Short names of files and data: no machine's paths in what is shown."""

from __future__ import annotations

import re

from explorer.runs.folders import folder_name


def file_name(path: str) -> str:
    """The last part of a path of any system: "/home/me/net.py" → "net.py"."""
    return path.rstrip("/\\").replace("\\", "/").rpartition("/")[2]


_SPELT = {
    word.lower(): word
    for word in ("RMS", "ResNet", "ImageNet", "VGG", "LeNet", "DenseNet", "GoogLeNet", "AlexNet", "MobileNet", "CIFAR",
                 "MNIST", "SVHN", "RegNet", "EfficientNet", "ResNeXt", "U-Net", "PyTorch")
}  # fmt: skip
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def spoken(name: str) -> str:
    """A registry name for people, until the registry's own title is known: "gradient-rms" → "Gradient RMS". What is no
    such name, as a user's own model, stays as it is."""
    if not _ID.fullmatch(name):
        return name
    words = [_SPELT.get(word, word) for word in name.split("-")]
    return " ".join([words[0] if words[0] in _SPELT.values() else words[0].capitalize(), *words[1:]])


def data_name(dataset: str) -> str:
    """A dataset's name as runs carry it: a folder of images by its own name, not by its whole path."""
    return file_name(dataset.partition(":")[2].partition(":")[2]) or dataset


def data_names(a: str, b: str) -> tuple[str, str]:
    """The names of two datasets; folders that are called the same are told apart by their sizes or homes."""
    names = data_name(a), data_name(b)
    if a == b or names[0] != names[1]:
        return names
    first, second = folder_name(a), folder_name(b)
    if first is None or second is None:
        return names
    if first.size != second.size:
        return f"{names[0]} at {first.size}×{first.size}", f"{names[1]} at {second.size}×{second.size}"
    if first.path == second.path:
        return f"{names[0]} ({first.parts or 'default roles'})", f"{names[1]} ({second.parts or 'default roles'})"
    homes = [file_name(each.path.rstrip("/\\")[: -len(names[0])]) for each in (first, second)]
    return f"{homes[0]}/{names[0]}", f"{homes[1]}/{names[1]}"
