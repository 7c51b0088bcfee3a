"""Predictions as small files, and files of others that are none."""

import json
import re

import pytest

from explorer.runs.prediction_files import SharedPrediction, read_prediction, write_prediction
from explorer.runs.predictions import Prediction

MADE = Prediction(kind="curve", about="loss", x=(0.0, 1.0), values=(2.3, 0.5))


@pytest.mark.parametrize(
    "shared",
    [
        SharedPrediction(side="B", prediction=MADE, lesson="05-degradation", experiment="depth"),
        SharedPrediction(side="A", prediction=Prediction(kind="marks", about="loss", values=(1.0, 2.0))),
        SharedPrediction(side="A", prediction=Prediction(kind="sentence", about="x: y", text="“Ja” — 7 %")),
    ],
)
def test_a_prediction_comes_back(tmp_path, shared):
    write_prediction(tmp_path / "a.json", shared)
    assert read_prediction(tmp_path / "a.json") == shared
    (tmp_path / "marked.json").write_bytes(b"\xef\xbb\xbf" + (tmp_path / "a.json").read_bytes())  # as editors save it
    assert read_prediction(tmp_path / "marked.json") == shared


def test_it_is_about_one_experiment_or_about_what_is_on_show():
    own = SharedPrediction(side="A", prediction=MADE, lesson="05", experiment="depth")
    assert own.is_of("05", "depth")
    assert not own.is_of("05", "other")
    assert not own.is_of("", "")
    assert SharedPrediction(side="A", prediction=MADE).is_of("05", "depth")


GOOD = {"kind": "curve", "about": "loss", "x": [0, 1], "values": [1, 2]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is not JSON; allowed: a file written by Save for the class or Save prediction"),
        ("{", "it is not JSON"),
        ("\ud800", "it is not JSON"),
        ("[" * 50_000, "it is not JSON"),
        ("[]", "file is list; allowed: named values"),
        ("{}", "prediction, side missing in file"),
        (json.dumps({"side": "C", "prediction": GOOD}), "side is 'C'; allowed: A, B"),
        (json.dumps({"side": "A", "prediction": {**GOOD, "kind": "dream"}}), "'dream'; allowed: curve, marks, sent"),
        (json.dumps({"side": "A", "prediction": {**GOOD, "values": ["x"]}}), "values is 'x'; allowed: a number"),
        (json.dumps({"side": "A", "prediction": {**GOOD, "values": [1]}}), "its values cannot be drawn; allowed: fin"),
        ('{"side": "A", "prediction": {"kind": "marks", "about": "x", "values": [NaN]}}', "cannot be drawn"),
        ('"' + "x" * 100_000 + '"', "it is larger than a prediction; allowed: at most 100,000 bytes"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_what_is_allowed(tmp_path, text, said):
    path = tmp_path / "wrong.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ValueError, match=re.escape(said)):
        read_prediction(path)
