"""A learning rate schedule."""

from explorer.choices.schedule import SCHEDULES, Schedule

SCHEDULES.register(
    Schedule(
        name="toy-linear",
        title="Linear decay",
        about="A straight line to 0",
        factor=lambda spec, step, total_steps: 1 - step / total_steps,
    )
)
