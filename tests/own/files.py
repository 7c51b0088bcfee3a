"""Files that users might open: good ones, and one for everything that can be wrong."""

from __future__ import annotations

from dataclasses import dataclass

HEAD = """
        import torch
        from torch import nn
"""


@dataclass(frozen=True)
class Good:
    """A file, the object in it, and the kind of its skips."""

    name: str
    code: str
    skip: str = ""


@dataclass(frozen=True)
class Bad:
    """A file whose `Net` cannot be used, and what its message must say."""

    code: str
    words: tuple[str, ...]


_RESIDUAL = """
        print("a file may print")

        class Block(nn.Module):
            def __init__(self, width):
                super().__init__()
                self.conv = nn.Conv2d(width, width, 3, padding=1)
            def forward(self, x):
                return torch.relu(x + self.conv(x))

        class Net(nn.Module):
            def __init__(self, num_classes=10):
                super().__init__()
                self.stem = nn.Conv2d(3, 8, 3, padding=1)
                self.blocks = nn.Sequential(Block(8), Block(8))
                self.fc = nn.Linear(8, num_classes)
            def forward(self, x):
                return self.fc(self.blocks(self.stem(x)).mean((2, 3)))
"""
_U_NET = """
        class Net(nn.Module):
            def __init__(self, in_channels, classes):
                super().__init__()
                self.down = nn.Conv2d(in_channels, 8, 3, padding=1)
                self.pool = nn.MaxPool2d(2)
                self.deep = nn.Conv2d(8, 8, 3, padding=1)
                self.up = nn.Upsample(scale_factor=2)
                self.join = nn.Conv2d(16, 8, 3, padding=1)
                self.fc = nn.Linear(8, classes)
            def forward(self, x):
                high = self.down(x)
                low = self.up(self.deep(self.pool(high)))
                return self.fc(self.join(torch.cat([high, low], 1)).mean((2, 3)))
"""
_SMALL = "nn.Sequential(nn.Flatten(), nn.Linear(768, 10))"

GOOD = {
    "class": Good("Net", HEAD + _RESIDUAL, "identity"),
    "factory": Good("make", HEAD + _RESIDUAL + "\n        def make(classes):\n            return Net(classes)\n",
                    "identity"),
    "instance": Good("net", HEAD + f"\n        net = {_SMALL}\n"),
    "u-net": Good("Net", HEAD + _U_NET, "concatenation"),
}  # fmt: skip


def _class(body: str, forward: str = "return self.fc(x.mean((2, 3)))", inputs: str = "x") -> str:
    return (
        HEAD
        + f"""
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(3, 10)
                {body}
            def forward(self, {inputs}):
                {forward}
"""
    )


BAD = {
    "syntax": Bad("class Net(:\n    pass\n", ("net.py is not valid Python", "net.py, line 1: class Net(:")),
    "import": Bad("import no_such_thing_here\n",
                  ("imports no_such_thing_here (net.py, line 1", "which is not installed here and not in")),
    "name": Bad("import torch\nx = undefined\n", ("failed during import", "NameError", "line 2: x = und")),
    "exit": Bad("import sys\nsys.exit(3)\n", ("exits during import", "line 2", "__main__")),
    "nothing": Bad("x = 1\n", ("has no model called 'Net'",)),
    "constructor": Bad(_class("raise ValueError('no such depth')"),
                       ("Net of net.py failed during construction", "ValueError: no such depth", "net.py, line 9")),
    "constructor exits": Bad(_class("exit(1)"), ("failed during construction", "SystemExit", "line 9: exit(1)")),
    "arguments": Bad(_class("").replace("__init__(self)", "__init__(self, depth, width, num_classes)"),
                     ("needs values for depth, width", "set defaults")),
    "no module": Bad("def Net():\n    return 3\n", ("gives an int", "allowed: a torch.nn.Module")),
    "not callable": Bad("Net = [1]\n", ("gives a list", "allowed: a torch.nn.Module")),
    "no parameters": Bad("from torch import nn\nNet = nn.ReLU\n", ("has no parameters",)),
    "no forward": Bad(_class("").partition("            def forward")[0], ("has no forward method",)),
    "several inputs": Bad(_class("", inputs="x, mask"), ("needs 2 inputs (x, mask)", "allowed: one")),
    "wrong shape": Bad(_class("self.fc = nn.Linear(3, 7)"),
                       ("gives a tensor of shape (2, 7) for 2 images of 3×16×16", "expected (2, 10)", "num_classes")),
    "other output": Bad(_class("", "return {'y': x}"),
                        ("gives y: a tensor of shape (2, 3, 16, 16)", "expected (2, 10)")),
    "forward": Bad(_class("", "return self.fc(x)"),
                   ("failed on images of 3×16×16", "line 11: return self.fc(x)", "input shape")),
    "forward exits": Bad(_class("", "raise SystemExit(1)"), ("failed on images", "SystemExit", "line 11")),
}  # fmt: skip
