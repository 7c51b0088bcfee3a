"""Private names of libraries in use: each is declared here, exists in the installed version, and has an upper bound.

They may change with any release. To use another one, look for a public one first; then declare it here."""

from __future__ import annotations

import ast
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

TORCH = [
    "torch._C",
    "torch._C._get_fp32_precision_getter",
    "torch._C._set_fp32_precision_setter",
    "torch._C._is_multithreading_enabled",
    "torch._C._set_multithreading_enabled",
    "torch._GLOBAL_DEVICE_CONTEXT",
    "torch._assert",
    "torch._foreach_add_",
    "torch._foreach_clamp_max_",
    "torch._foreach_clamp_min_",
    "torch._foreach_copy_",
    "torch._foreach_div_",
    "torch._foreach_mul_",
    "torch._foreach_norm",
    "torch._ops.OpOverload._overloadpacket",
    "torch.fx._symbolic_trace",
    "torch.fx._symbolic_trace._assert_is_none",
    "torch.fx.graph._format_target",
    "torch.nn.Module._backward_hooks",
    "torch.nn.Module._backward_pre_hooks",
    "torch.nn.Module._buffers",
    "torch.nn.Module._compiled_call_impl",
    "torch.nn.Module._forward_hooks",
    "torch.nn.Module._forward_pre_hooks",
    "torch.nn.Module._is_full_backward_hook",
    "torch.nn.Module._modules",
    "torch.nn.Module._parameters",
    "torch.nn.modules.batchnorm._BatchNorm",
    "torch.nn.modules.batchnorm._NormBase",
    "torch.nn.modules.conv._ConvNd",
    "torch.nn.modules.conv._ConvTransposeNd",
    "torch.nn.modules.dropout._DropoutNd",
    "torch.nn.modules.pooling._AdaptiveAvgPoolNd",
    "torch.nn.modules.pooling._AdaptiveMaxPoolNd",
    "torch.nn.modules.pooling._AvgPoolNd",
    "torch.nn.modules.pooling._LPPoolNd",
    "torch.nn.modules.pooling._MaxPoolNd",
    "torch.utils._python_dispatch",
    "torch.utils._pytree",
]

SPELLED = {
    "_global_": "torch.nn.modules.module: what its global hooks begin with",
    "_get_": "torch._C: getters of switches",
    "_set_": "torch._C: setters of switches",
    "_sdp_enabled": "torch._C: getters of attention's switches",
    "_set_sdp_use_": "torch._C: setters of attention's switches",
    "_guards": "torch.export: the module that it adds to a graph",
    "_orig_mod": "torch.compile: the module that it wraps",
    "_tensor_constant": "torch.fx: what constants that it keeps begin with",
}
"""Parts of private names in strings."""

PYTHON = {
    "_exit": "os",
    "_getframe": "sys",
    "_current_frames": "sys",
    "_field_defaults": "namedtuples",
    "_data": "os.environ",
}
"""Of Python itself; all but `_data` are documented."""


def _private(name: str) -> bool:
    return re.fullmatch(r"_[a-zA-Z]\w*", name) is not None


def _defined(tree: ast.AST) -> Iterator[str]:
    """Names that a file itself gives to functions, classes, variables and its objects' own attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and _own(node):
            yield node.attr


def _own(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


def _imported(node: ast.AST) -> Iterator[str]:
    """The private parts of what an import takes from a library."""
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
    module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
    if not module.startswith(("explorer", "__future__")):
        parts = [part for name in (module, *names) for part in name.split(".")]
        yield from (part for part in parts if _private(part) or part == "experimental")


def _libraries(tree: ast.AST) -> Iterator[str]:
    """The names by which a file knows what it imports from libraries."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and "explorer" not in (node.module or "")):
            yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)


def _root(node: ast.expr) -> str:
    """What an attribute of an attribute … is reached from."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _used(source: str, ours: set[str], modules_own: set[str]) -> Iterator[str]:
    """Private names of libraries in a file; in strings only where the file knows torch."""
    tree = ast.parse(source)
    torch = re.search(r"^\s*(import|from) torch", source, re.MULTILINE) is not None
    libraries = set(_libraries(tree))
    for node in ast.walk(tree):
        yield from _imported(node)
        if isinstance(node, ast.Attribute) and _private(node.attr) and not _own(node):
            if node.attr not in ours or (torch and node.attr in modules_own) or _root(node) in libraries:
                yield node.attr
        elif torch and isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.findall(r"^_[a-z]\w\w+$", node.value) if node.value not in ours else ()


@pytest.fixture(scope="module")
def used() -> set[str]:
    from torch import nn

    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "explorer").rglob("*.py")]
    ours = {name for source in sources for name in _defined(ast.parse(source))}
    modules_own = set(vars(nn.Module())) | set(dir(nn.Module))
    return {name for source in sources for name in _used(source, ours, modules_own)}


def test_each_private_name_in_use_is_declared_and_each_declared_one_is_in_use(used: set[str]) -> None:
    declared = {part for path in TORCH for part in path.split(".") if _private(part)} | set(SPELLED) | set(PYTHON)
    assert used - declared == set(), "declare it here, or use a public name"
    assert declared - used - {"_ops"} == set(), "no longer in use: delete it here"


@pytest.mark.parametrize("path", TORCH)
def test_the_installed_torch_has_it(path: str) -> None:
    import torch
    from torch import nn

    owner, name = path.rsplit(".", 1)
    objects = {"torch.nn.Module": nn.Module(), "torch._ops.OpOverload": torch.ops.aten.add.Tensor}
    assert hasattr(objects[owner], name) if owner in objects else pkgutil.resolve_name(path)


def test_torch_has_an_upper_bound_that_the_tests_have_seen() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bound = next(need for need in project["optional-dependencies"]["engine"] if re.match(r"torch\b", need))
    assert re.fullmatch(r"torch>=2\.\d+,<2\.\d+", bound), bound


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from torch._inductor import config", {"_inductor"}),
        ("from torch.fx.experimental import proxy_tensor", {"experimental"}),
        ("import torch\ntorch._dynamo.reset()", {"_dynamo"}),
        ("import networkx as nx\nnx.DiGraph()._adj", {"_adj"}),
        ("import torch\nclass A:\n    def f(self, m):\n        self._modules = m._modules", {"_modules"}),
        ("import torch\ngetattr(torch, '_inductor')", {"_inductor"}),
        ("import os\nclass A:\n    def f(self):\n        self._data = os.environ._data", {"_data"}),
        ("class A:\n    def f(self, other):\n        self._mine = other._mine", set()),
    ],
)
def test_what_counts_as_private(source: str, found: set[str]) -> None:
    assert set(_used(source, set(_defined(ast.parse(source))), {"_modules"})) == found
