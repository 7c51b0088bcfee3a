"""An optimizer."""

from explorer.choices.optimizer import OPTIMIZERS, Optimizer


def make(parameters, spec):
    """RMSprop."""
    from torch import optim

    return optim.RMSprop(parameters, lr=spec.lr, weight_decay=spec.weight_decay)


OPTIMIZERS.register(Optimizer(name="toy-rmsprop", title="RMSprop", about="Hinton 2012, lecture 6e", lr=0.01, make=make))
