"""|mean| of a layer's activations."""

from explorer.instruments.instrument_registry import INSTRUMENTS, ActivationInstrument

ACTIVATION_MEAN = INSTRUMENTS.register(
    ActivationInstrument(
        name="activation-mean",
        title="Activation mean",
        formula="|mean(a)|, a: activations of a probe batch",
        unit="units of activation",
        healthy="Steady through depth. Measured, width 8 on digits, three seeds: plain-20 and plain-56 with batch "
        "norm 0.32–0.40 at step 0 (a standard normal after ReLU has 0.40), plain-20 0.36–0.56 after 15 "
        "epochs; ResNet-56 0.39–2.7 at step 0, growing along each stage where blocks add up. In the first "
        "layers of plain-56 it reaches 21 after 15 epochs at learning rate 0.1: the first update exploded.",
        limits="One number for a layer: parts of opposite sign cancel. Only after activation functions: the class "
        "scores have none.",
        source="Glorot & Bengio 2010, section 4.1",
        measure=lambda activation: activation.mean().abs(),
    )
)
