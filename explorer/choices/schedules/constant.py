"""The same learning rate throughout."""

from __future__ import annotations

from explorer.choices.schedule import SCHEDULES, Schedule

CONSTANT = SCHEDULES.register(
    Schedule(
        name="constant",
        title="Constant rate",
        about="The same learning rate throughout",
        factor=lambda spec, step, total_steps: 1.0,
    )
)
