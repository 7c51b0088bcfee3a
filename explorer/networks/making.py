"""From a NetworkSpec to the module that it describes."""

from __future__ import annotations

from torch import nn

from explorer.choices.family import resolve
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec


def make(spec: NetworkSpec) -> nn.Module:
    """The module of a spec, on the default device; errors as `resolve`, and SpecError for what it cannot be built of:
    a norm that the family does not know, images smaller than it takes."""
    family, depth = resolve(spec.name)
    if "norm" in family.options and spec.norm not in family.norms:
        raise SpecError(f"{spec.name} has no norm {spec.norm!r}; allowed: {', '.join(family.norms)}.")
    height, width = spec.input_shape[1:]
    if min(height, width) < family.smallest:
        raise SpecError(
            f"{family.title} takes images of {family.smallest}×{family.smallest} or more; these are "
            f"{height}×{width}. Choose another dataset or, for the architecture only, no data."
        )
    return family.make(depth, spec)
