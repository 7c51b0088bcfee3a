"""Init X-ray: gradient and signal of every layer at step 0, for several inits and norms, without training."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from explorer.analyses.analysis_registry import ANALYSES, Analysis, Report, Settings, Work
from explorer.analyses.phrases import brief, has_norms, spread
from explorer.analyses.siblings import depths, fresh
from explorer.analyses.step_zero import CONVOLUTIONS, ENDS, WEIGHTED, Profile, profile
from explorer.analyses.subject import Subject
from explorer.choices.family import resolve
from explorer.choices.figure import Figure
from explorer.choices.figures.lines import Lines, Series
from explorer.choices.init import INITS
from explorer.choices.norm import NORMS
from explorer.runs.analysis import Setting
from explorer.runs.spec import NetworkSpec
from explorer.typed import Numbers

LARGE = 100.0
"""From here on the gradient's rise or fall through the network is called explosion or vanishing."""
Found = dict[NetworkSpec, list[Profile]]


def variants(spec: NetworkSpec, norms: str) -> dict[str, NetworkSpec]:
    """By label: the network as it is first, then with the other inits and, as `norms` says, norms its design knows."""
    inits = [spec.init, *(i.name for i in INITS if i.rules and not i.structured and i.name != spec.init)]
    if not has_norms(spec):
        return {INITS[init].short: replace(spec, init=init) for init in inits}
    known = [norm for norm in resolve(spec.name)[0].norms if norm != spec.norm]
    others = {"own": [], "own and none": [n for n in known if n == "none"], "all": known}[norms]
    return {
        f"{INITS[init].short} · {NORMS[norm].phrase}": replace(spec, init=init, norm=norm)
        for norm in [spec.norm, *others]
        for init in inits
    }


def _work(subject: Subject, settings: Settings) -> Work:
    spec, first = subject.spec.network, subject.spec.training.seed
    at = depths(spec) if settings["depths"] else {}
    wanted = variants(spec, settings["norms"])
    deep = {depth: variants(one, settings["norms"]) for depth, one in at.items()}
    batch = subject.training_batch(settings["images"], first)
    todo = dict.fromkeys([*wanted.values(), *(one for group in deep.values() for one in group.values())])
    jobs = [(one, seed) for one in todo for seed in range(first, first + settings["seeds"])]
    found: Found = {one: [] for one in todo}
    for done, (one, seed) in enumerate(jobs, 1):
        found[one].append(profile(fresh(subject, one, seed), batch, seed))
        yield done / len(jobs)
    profiles = {label: found[one] for label, one in wanted.items()}
    ratios = {
        label: {depth: found[group[label]] for depth, group in deep.items()} for label in (wanted if deep else ())
    }
    return Report((*_through(profiles), *_against_depth(ratios)), _sentences(spec.name, profiles))


def _through(profiles: dict[str, list[Profile]]) -> tuple[Figure, ...]:
    """What each layer sees, against its place on the main path."""
    kinds = (
        ("gradient", "Gradient at step 0", "gradient RMS (nats per unit of weight)"),
        ("signal", "Signal at step 0", "standard deviation of the layer's signal"),
        ("difference", "Signal variation across images at step 0", "standard deviation across images"),
    )
    return tuple(
        Lines(
            id=f"init-xray-{kind}",
            title=title,
            x_label="layer, from the input",
            y_label=y_label,
            log_y=True,
            series=tuple(_series(label, [getattr(p, kind) for p in seeds]) for label, seeds in profiles.items()),
        )
        for kind, title, y_label in kinds
    )


def _series(label: str, rows: Sequence[Numbers], x: Numbers | None = None) -> Series:
    """Median over seeds, with the range of several as a band."""
    y = np.array(rows)
    x = np.arange(1.0, y.shape[1] + 1) if x is None else x
    band = (y.min(0), y.max(0)) if len(y) > 1 else (np.empty(0), np.empty(0))
    return Series(label, x, np.median(y, 0), *band)


def _against_depth(ratios: dict[str, dict[int, list[Profile]]]) -> tuple[Figure, ...]:
    if not ratios:
        return ()
    lines = [
        _series(label, [*np.array([[p.ratio for p in seeds] for seeds in by.values()]).T], np.array([*by], float))
        for label, by in ratios.items()
    ]
    return (
        Lines(
            id="init-xray-depth",
            title="Gradient ratio first / last layers against depth",
            x_label="depth (weighted layers)",
            y_label=f"‖g‖ of the first {ENDS} {next(iter(next(iter(ratios.values())).values()))[0].kind} / of the last",
            log_y=True,
            series=tuple(lines),
        ),
    )


def _sentences(name: str, profiles: dict[str, list[Profile]]) -> tuple[str, ...]:
    said = [_sentence(label, seeds) for label, seeds in profiles.items()]
    return (f"{name} as it is: {said[0]}", *said[1:])


def _sentence(label: str, seeds: list[Profile]) -> str:
    ratios = [p.ratio for p in seeds]
    ratio, loss = float(np.median(ratios)), float(np.median([p.loss for p in seeds]))
    if (
        seeds[0].ends and np.isnan(ratios).all() and np.isfinite(loss)
    ):  # both ends are 0, as behind a classifier that starts at 0
        return f"{label}: no gradient reaches the {seeds[0].kind} at step 0; first loss {brief(loss)}."
    signal, difference = (_ends([getattr(p, kind) for p in seeds]) for kind in ("signal", "difference"))
    verdict = _verdict(loss, ratio if seeds[0].ends else 1.0, signal, difference)
    return (
        f"{label}: {verdict}. {_compared(seeds)}; standard deviation of the signal {brief(signal[0])} → "
        f"{brief(signal[1])}, between images {brief(difference[0])} → {brief(difference[1])}; first loss {brief(loss)}."
    )


def _compared(seeds: list[Profile]) -> str:
    count, kind, ratios = seeds[0].ends, seeds[0].kind, [p.ratio for p in seeds]
    if not count:
        return "There is only one layer with weights, so there is nothing to compare its gradient with"
    first, last = ("first", "last") if count == 1 else (f"first {count}", f"last {count}")
    kind = kind if count > 1 else {CONVOLUTIONS: "convolution", WEIGHTED: "layer with weights"}[kind]
    return f"‖g‖ of the {first} {kind} is {brief(float(np.median(ratios)))}{spread(ratios)} times that of the {last}"


def _ends(rows: list[Numbers]) -> tuple[float, float]:
    """Behind the first layer and before the classifier, the last one; medians over seeds."""
    middle = np.median(rows, 0)
    return float(middle[0]), float(middle[-2:][0])


def _verdict(loss: float, ratio: float, signal: tuple[float, float], difference: tuple[float, float]) -> str:
    if not math.isfinite(loss):
        return "the signal explodes: the loss is not finite before the first step, and there is no gradient"
    said = []
    if ratio > LARGE:
        said.append("the gradient explodes toward the input")
    elif ratio < 1 / LARGE or math.isnan(ratio):
        said.append("the gradient vanishes toward the input")
    if signal[1] > LARGE * signal[0]:
        said.append("the signal explodes")
    elif signal[1] * LARGE < signal[0]:
        said.append("the signal decays")
    elif difference[1] * LARGE < difference[0]:
        said.append("all images give nearly the same output")
    return " and ".join(said) or "gradient and signal keep their scale"


INIT_XRAY = ANALYSES.register(
    Analysis(
        name="init-xray",
        title="Init X-ray",
        question="At initialization: do gradient and signal reach every layer, and what do init and norm change?",
        healthy="‖g‖ of the first three convolutions 0.2–20 times that of the last three, the signal within a "
        "factor of ten from end to end. Digits, width 8, seeds 0–2, He and batch norm: ResNet-20/56/110 "
        "1.5/5.7/15. Plain-20/56/110 4.9/1.5e3/6e6 (explosion); plain-20/56 without norm under PyTorch's init "
        "1.9e-7/5e-25 (vanishing), under He's 0.8/1.9, but the signal decays from 0.84 to 8e-3/1.6e-6.",
        limits="The gradient's ends are convolutions, or all layers with weights where there are fewer than two. "
        "One batch at initialization, not during training: a plain network whose gradient explodes here looks "
        "vanished a step later, because under batch norm g falls with 1/‖w‖.",
        source="Glorot & Bengio 2010, section 4.2; He et al. 2015 (arXiv 1502.01852), section 2.2; explosion under "
        "batch norm: Yang et al. 2019 (arXiv 1902.08129)",
        trained=False,
        work=_work,
        settings=(
            Setting(
                name="norms",
                title="Norms",
                about="Norms to compare: the network's own, also no norm, or all that its design supports.",
                default="own and none",
                choices=("own", "own and none", "all"),
            ),
            Setting(
                name="seeds",
                title="Seeds",
                about="Random initializations per setting; the line is their median, the band their range.",
                default=3,
                low=1,
                high=20,
            ),
            Setting(name="images", title="Images", about="Training images in the batch.", default=64, low=2, high=4096),
            Setting(
                name="depths",
                title="Other depths",
                about="Also at 8–110 layers, for families that have them.",
                default=False,
            ),
        ),
    )
)
