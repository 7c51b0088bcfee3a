"""Every number of a card: a text that is typed, and what it is read as."""

NUMBERS = [
    ("width", "8", 8), ("lr", "0.03", 0.03), ("momentum", "0.5", 0.5), ("weight_decay", "0.001", 0.001),
    ("clip", "2", 2),
    ("warmup", "20", 20), ("epochs", "7", 7), ("max_steps", "300", 300), ("batch_size", "32", 32), ("seed", "42", 42),
    ("probe_every", "50", 50),
    ("sharpness_every", "100", 100),
]  # fmt: skip


def setting(desk, side, name):
    spec = desk.bench.document.side(side).spec
    return getattr(spec.network, name, None) if hasattr(spec.network, name) else getattr(spec.training, name)
