"""Graphs are asked once per architecture, and answers find the question they belong to."""

from dataclasses import replace

import pytest

from explorer.desk.describer import Describer
from explorer.desk.document import Document
from explorer.engine.commands import Describe
from explorer.engine.events import Described, DescribeFailed
from explorer.runs.spec import NetworkSpec, RunSpec
from tests.gui.support import residual_graph

SPEC = Document().b.spec


def changed(**network):
    return replace(SPEC, network=replace(SPEC.network, **network))


@pytest.fixture
def sent():
    return []


@pytest.fixture
def describer(sent):
    return Describer(sent.append)


def test_a_question_carries_the_architecture_and_its_dataset(describer, sent):
    assert describer.graph(SPEC) is None
    (question,) = sent
    assert isinstance(question, Describe)
    assert (question.network.name, question.dataset) == ("resnet-56", "digits")


def test_while_it_waits_it_does_not_ask_again_and_says_nothing(describer, sent):
    describer.graph(SPEC)
    describer.graph(SPEC)
    assert len(sent) == 1
    assert describer.message(SPEC) == ""


@pytest.mark.parametrize(
    "same", [changed(skips="off"), changed(skips=("skip1",)), changed(init="xavier")], ids=["off", "one", "init"]
)
def test_skips_and_init_are_no_question_of_their_own(describer, sent, same):
    describer.graph(SPEC)
    assert describer.answer(Described(sent[0].token, residual_graph(56)))
    assert describer.graph(same) is not None
    assert len(sent) == 1


def test_the_specs_skips_are_applied_here(describer, sent):
    describer.graph(SPEC)
    describer.answer(Described(sent[0].token, residual_graph(56)))
    assert describer.graph(changed(skips="off")).enabled == ()
    assert describer.graph(changed(skips=("skip3", "skip99"))).enabled == ("skip3",)
    assert len(describer.graph(SPEC).enabled) == 27


def test_another_architecture_is_asked_for(describer, sent):
    for spec in (SPEC, changed(width=4), changed(norm="none"), changed(shortcut="B"), changed(name="plain-56")):
        describer.graph(spec)
    assert len({question.token for question in sent}) == 5


def test_a_refusal_is_kept_and_not_asked_again(describer, sent):
    describer.graph(SPEC)
    describer.answer(DescribeFailed(sent[0].token, "too large"))
    assert describer.message(SPEC) == "too large"
    assert describer.graph(SPEC) is None
    assert len(sent) == 1


def test_answers_nobody_waits_for_are_dropped(describer, sent):
    describer.graph(SPEC)
    assert not describer.answer(Described(sent[0].token + 1, residual_graph(20)))
    assert describer.graph(SPEC) is None


def test_after_the_engine_died_the_question_is_asked_again_and_the_late_answer_dropped(describer, sent):
    describer.graph(SPEC)
    describer.forget_waiting()
    assert not describer.answer(Described(sent[0].token, residual_graph(20)))
    describer.graph(SPEC)
    assert len(sent) == 2
    assert describer.answer(Described(sent[1].token, residual_graph(56)))


def test_only_the_newest_graphs_are_kept(describer, sent):
    graph = residual_graph(8)
    for width in range(1, 70):
        describer.graph(changed(width=width))
        describer.answer(Described(sent[-1].token, graph))
    assert len(describer._graphs) == 64
    assert describer.graph(changed(width=69)) is not None
    assert describer.graph(changed(width=1)) is None


def test_data_that_are_back_are_asked_about_again_and_others_are_not(describer, sent):
    folder = replace(SPEC, training=replace(SPEC.training, dataset="folder:8:/photos"))
    describer.graph(SPEC)
    describer.answer(Described(sent[0].token, residual_graph(56)))
    describer.graph(folder)
    describer.answer(DescribeFailed(sent[1].token, "/photos is gone"))
    assert describer.message(folder) == "/photos is gone"
    assert describer.graph(SPEC) is not None, "the same network on other data"
    describer.forget("folder:8:/photos", graphs=False)
    describer.graph(folder)
    assert len(sent) == 3
    describer.answer(Described(sent[2].token, residual_graph(56)))
    describer.forget("folder:8:/photos", graphs=True)
    assert describer.graph(folder) is None
    assert describer.graph(SPEC) is not None


def test_a_users_model_that_is_opened_again_is_asked_for_anew(qapp):
    sent = []
    describer = Describer(sent.append)
    own = RunSpec(network=NetworkSpec(name="Net", source="/home/me/net.py", digest="0"))
    for spec in (own, RunSpec()):
        describer.graph(spec)
        describer.answer(DescribeFailed(sent[-1].token, "does not exist"))
    describer.forget_own("/home/me/net.py")
    assert describer.message(own) == ""
    assert describer.message(RunSpec()) == "does not exist"
    describer.graph(own)
    assert len(sent) == 3


def test_an_answer_about_data_or_files_as_they_were_is_dropped(describer, sent):
    own = RunSpec(network=NetworkSpec(name="Net", source="/home/me/net.py", digest="0"))
    describer.graph(SPEC)
    describer.graph(own)
    describer.forget("digits", graphs=True)
    describer.forget_own("/home/me/net.py")
    for old in sent:
        assert not describer.answer(Described(old.token, residual_graph(56)))
    assert describer.graph(SPEC) is None
    assert describer.graph(own) is None
    assert len(sent) == 4
