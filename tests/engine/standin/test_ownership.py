"""Fields taken over; drift seen, and only drift."""

import pytest

from engine.standin.ownership import as_live, same_quantity, taken_over
from engine.standin.shape import JsonObject

MINE = "pulumi-kubernetes-01234567"


def entry(manager: str, operation: str, fields: JsonObject, **more: str) -> JsonObject:
    return {
        "manager": manager,
        "operation": operation,
        "apiVersion": "apps/v1",
        "fieldsType": "FieldsV1",
        "fieldsV1": fields,
        **more,
    }


def managed(*entries: JsonObject) -> JsonObject:
    return {"metadata": {"managedFields": list(entries)}}


def test_the_first_apply_takes_over_what_the_creation_and_kubectl_wrote():
    created = entry("pulumi-kubernetes", "Update", {"f:spec": {"f:a": {}}})
    edited = entry("kubectl-edit", "Update", {"f:spec": {"f:b": {}}})
    status = entry("kube-controller-manager", "Update", {"f:status": {}}, subresource="status")
    fields = taken_over(managed(created, status, edited), MINE)
    assert fields == [status, entry(MINE, "Apply", {"f:spec": {"f:a": {}, "f:b": {}}})]


def test_taking_over_adds_to_what_is_owned_already():
    own = entry(MINE, "Apply", {"f:data": {"f:x": {}}})
    edited = entry("kubectl-patch", "Update", {"f:data": {"f:y": {}}})
    assert taken_over(managed(own, edited), MINE) == [
        entry(MINE, "Apply", {"f:data": {"f:x": {}, "f:y": {}}})
    ]


def test_nothing_is_taken_from_other_controllers_or_subresources():
    others = managed(
        entry("keda-operator", "Update", {"f:spec": {}}),
        entry("helm", "Apply", {"f:spec": {}}),
        entry("kubectl", "Update", {"f:spec": {}}, subresource="scale"),
    )
    assert taken_over(others, MINE) is None


@pytest.mark.parametrize(
    ("wanted", "live", "found"),
    [
        pytest.param({"a": 1}, {"a": 2}, {"a": 2}, id="changed"),
        pytest.param({"a": 1, "b": 1}, {"a": 1}, {"a": 1}, id="removed"),
        pytest.param({"a": 1}, {"a": 1, "replicas": 4}, {"a": 1}, id="never set: no drift"),
        pytest.param({"cpu": "0.5"}, {"cpu": "500m"}, {"cpu": "0.5"}, id="same quantity"),
        pytest.param({"cpu": "0.5"}, {"cpu": "600m"}, {"cpu": "600m"}, id="other quantity"),
        pytest.param(
            {"labels": {"v": "1"}}, {"labels": {"v": "1000m"}}, {"labels": {"v": "1000m"}},
            id="labels are no quantities",
        ),
        pytest.param(["a"], ["a", "b"], ["a", "b"], id="longer list of values"),
        pytest.param(
            [{"name": "a", "image": "1"}],
            [{"name": "sidecar"}, {"name": "a", "image": "2", "tty": False}],
            [{"name": "a", "image": "2"}],
            id="named entries, another one injected",
        ),
        pytest.param(
            [{"port": 80}], [{"port": 80, "protocol": "TCP"}], [{"port": 80}], id="unnamed entries"
        ),
    ],
)  # fmt: skip
def test_live_inputs_show_drift_and_nothing_else(wanted, live, found):
    assert as_live(wanted, live, wanted) == found


def test_an_empty_value_the_server_never_stored_is_no_drift_but_a_removed_one_is():
    assert as_live({"hostNetwork": False}, {}, {}) == {"hostNetwork": False}
    assert as_live({"automount": False}, {}, {"automount": False}) == {}


@pytest.mark.parametrize(
    ("one", "other"), [("0.5", "500m"), ("1Gi", "1024Mi"), (2, "2"), ("1e3", "1k"), ("1.0", 1)]
)
def test_one_amount_in_two_spellings(one, other):
    assert same_quantity(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1", "1m"), ("1Gi", "1G"), ("web", "web"), (True, 1), ("1mi", "1m"), (None, 0)],
)
def test_what_is_not_the_same_amount(one, other):
    assert not same_quantity(one, other)
