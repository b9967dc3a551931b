"""What holds for resources of every type in a simulated cloud."""

import threading

import pytest

from engine.standin.objects import RefusedError
from rehearsal.clouds.model import Live, Model
from rehearsal.clouds.store import Store
from rehearsal.clouds.trouble import AnswerLostError, ThrottledError
from rehearsal.journal import Entry
from tests.rehearsal.clouds.toys import BASE, LAN, NET, toy_store

CIDR = {"cidr": "10.0.0.0/16"}


def test_a_type_without_a_model_is_an_error() -> None:
    with pytest.raises(RefusedError, match="has no model of toy:net/gate:Gate"):
        toy_store().create("toy:net/gate:Gate", {})


def test_what_others_refer_to_cannot_go_before_them() -> None:
    store = toy_store()
    net = store.create(NET, {**CIDR})
    lan = store.create(LAN, {"net": net.id})
    with pytest.raises(RefusedError, match=rf"DependencyViolation: {net.id} .* {lan.id}"):
        store.delete(NET, net.id)
    store.delete(LAN, lan.id)
    store.delete(NET, net.id)
    assert store.resources == {}


def test_a_tag_that_names_a_resource_holds_nothing() -> None:
    store = toy_store()
    net = store.create(NET, {**CIDR})
    store.create(LAN, {"tags": {"of": net.id}})
    store.delete(NET, net.id)
    assert [token for token, _ in store.resources] == [LAN]


def test_what_somebody_else_left_in_a_network_holds_it() -> None:
    store = toy_store()
    net = store.create(NET, {**CIDR})
    store.add(Live(token="toy:net/card:Card", id="card-1", inputs={"net": net.id}, outputs={}))
    with pytest.raises(RefusedError, match="card-1"):
        store.delete(NET, net.id)
    store.take_away("toy:net/card:Card", "card-1")
    store.delete(NET, net.id)


def test_a_name_is_taken_once() -> None:
    store = toy_store()
    store.create(BASE, {"name": "main"})
    with pytest.raises(RefusedError, match=f"AlreadyExists: there is a {BASE} called main"):
        store.create(BASE, {"name": "main"})


def test_protection_is_lifted_by_a_change_and_not_by_asking_twice() -> None:
    store = toy_store()
    store.create(BASE, {"name": "main", "keep": True})
    for _ in range(2):
        with pytest.raises(RefusedError, match="main is protected: its keep is true"):
            store.delete(BASE, "main")
    store.update(BASE, "main", {"name": "main", "keep": False})
    store.delete(BASE, "main")


def test_a_quota_holds_and_a_full_account_refuses_the_first() -> None:
    store = toy_store()
    for _ in range(2):
        store.create(NET, {**CIDR})
    with pytest.raises(RefusedError, match=r"NetLimitExceeded: .* nets \(L-1\)"):
        store.create(NET, {**CIDR})
    full = toy_store()
    full.trouble.full.add(NET)
    with pytest.raises(RefusedError, match="NetLimitExceeded"):
        full.create(NET, {**CIDR})
    full.trouble.full.clear()
    full.create(NET, {**CIDR})
    assert full.journal.made(NET) == 1, "a refusal makes nothing"


def test_the_first_calls_of_each_type_are_turned_away_by_throttling() -> None:
    store = toy_store()
    store.trouble.throttled = 2
    for token, inputs in ((NET, {**CIDR}), (LAN, {})):
        for _ in range(2):
            with pytest.raises(ThrottledError):
                store.create(token, dict(inputs))
        store.create(token, dict(inputs))


def test_a_lost_answer_leaves_the_resource_there() -> None:
    store = toy_store()
    store.trouble.answers_lost.add(NET)
    with pytest.raises(AnswerLostError):
        store.create(NET, {**CIDR})
    assert len(store.all(NET)) == 1
    store.create(NET, {**CIDR})
    assert store.trouble.met == {f"crash {NET}": 1}, "only one answer is lost"


def test_the_journal_says_when_a_deletion_begins_and_when_the_thing_is_gone() -> None:
    store = toy_store()
    net = store.create(NET, {**CIDR})
    store.delete(NET, net.id)
    assert store.journal.entries == [
        Entry("create", NET, net.id),
        Entry("delete", NET, net.id),
        Entry("deleted", NET, net.id),
    ]


def test_a_change_from_outside_is_seen_and_not_counted_as_a_call() -> None:
    store = toy_store()
    net = store.create(NET, {**CIDR, "tags": {"a": "1"}})
    store.meddle(NET, net.id, {**CIDR})
    found = store.read(NET, net.id)
    assert found is not None
    assert "tags" not in found.inputs
    assert "tags" not in found.outputs, "a read shows what is there, not what was"
    assert store.calls == {f"create {NET}": 1}


def test_a_change_keeps_what_the_cloud_worked_out_below_an_input() -> None:
    store = toy_store()
    store.create(BASE, {"name": "main", "size": {"min": 1}})
    changed = store.update(BASE, "main", {"name": "main", "size": {"min": 2}})
    assert changed.outputs["size"] == {"min": 2, "got": 8}


def test_what_is_held_is_asked_for_again_as_long_as_the_provider_does() -> None:
    store = Store(models=_patient(held_seconds=600), pace=0.01)
    held = store.create("toy:held", {})
    user = store.create("toy:user", {"of": held.id})
    soon = threading.Timer(0.3, store.take_away, (user.token, user.id))
    soon.start()
    store.delete("toy:held", held.id)
    assert store.all("toy:held") == ()
    soon.join()


def test_what_is_held_for_good_is_refused_in_the_end() -> None:
    store = Store(models=_patient(held_seconds=10), pace=0.01)
    held = store.create("toy:held", {})
    store.create("toy:user", {"of": held.id})
    with pytest.raises(RefusedError, match=f"InUse: {held.id} is used by toy:user"):
        store.delete("toy:held", held.id)
    assert store.all("toy:held") == (held,)


def _patient(held_seconds: float) -> dict[str, Model]:
    def called(token: str) -> Model:
        return Model(
            token=token,
            inputs=frozenset({"of"}),
            outputs=lambda world, _: {"id": f"{token[4:]}-{world.number(token)}"},
            held="InUse",
            held_seconds=held_seconds,
        )

    return {token: called(token) for token in ("toy:held", "toy:user")}
