"""Standard deviation of a layer's response, as in Fig. 7 of He et al."""

from explorer.instruments.instrument_registry import INSTRUMENTS, ResponseInstrument

RESPONSE_STD = INSTRUMENTS.register(
    ResponseInstrument(
        name="response-std",
        title="Layer response",
        formula="std(r), r: output behind batch norm, before ReLU and addition",
        unit="units of response",
        healthy="1 behind batch norm at step 0, by construction. Measured, width 8 on digits, three seeds, after 15 "
        "epochs: plain-20 0.98–3.8, ResNet-56 0.81–1.1 in a typical layer and 8–12 in the class scores, "
        "plain-56 up to 55 near the input. The paper's CIFAR networks: ResNets below their plain twins, deeper ones "
        "lower.",
        limits="Without norm a layer's response is its plain output, whose scale alone says little. Batch norm's "
        "scale and shift are part of it; the layer's weights' length is not.",
        source="He et al. 2015, arXiv 1512.03385, section 4.2 and Fig. 7",
        measure=lambda response: response.std(correction=0),
    )
)
