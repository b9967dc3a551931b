"""Fields taken over, inputs read back, drift seen and only drift."""

import pytest

from engine.standin.ownership import as_live, forceable, imported, taken_over
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
    ("managers", "answer"),
    [(["kubectl-edit", "pulumi-kubernetes"], True), (["kubectl", "keda"], False), ([], False)],
)
def test_only_conflicts_that_an_update_would_take_over_may_be_forced(managers, answer):
    assert forceable(managers) is answer


LIVE_JOB: JsonObject = {
    "apiVersion": "batch/v1",
    "kind": "Job",
    "metadata": {
        "name": "once",
        "namespace": "demo",
        "uid": "1",
        "labels": {"app": "once", "controller-uid": "1"},
        "managedFields": [
            entry(
                "pulumi-kubernetes",
                "Update",
                {
                    "f:spec": {
                        "f:backoffLimit": {},
                        "f:completions": {},
                        "f:template": {
                            "f:metadata": {"f:labels": {".": {}, "f:app": {}}},
                            "f:spec": {
                                "f:containers": {
                                    'k:{"name":"main"}': {
                                        ".": {},
                                        "f:image": {},
                                        "f:name": {},
                                        "f:imagePullPolicy": {},
                                        "f:terminationMessagePath": {},
                                    }
                                },
                                "f:dnsPolicy": {},
                                "f:restartPolicy": {},
                            },
                        },
                    }
                },
            ),
            entry("kube-controller-manager", "Update", {"f:status": {}}, subresource="status"),
        ],
    },
    "spec": {
        "backoffLimit": 6,
        "completions": 1,
        "selector": {"matchLabels": {"controller-uid": "1"}},
        "template": {
            "metadata": {"labels": {"app": "once", "controller-uid": "1"}},
            "spec": {
                "containers": [
                    {
                        "name": "main",
                        "image": "pause:3",
                        "imagePullPolicy": "IfNotPresent",
                        "terminationMessagePath": "/dev/termination-log",
                    }
                ],
                "dnsPolicy": "ClusterFirst",
                "restartPolicy": "Never",
            },
        },
    },
    "status": {"active": 1},
}


def test_an_imported_job_has_the_inputs_it_was_created_with():
    assert imported(LIVE_JOB) == {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": "once", "namespace": "demo"},
        "spec": {
            "template": {
                "metadata": {"labels": {"app": "once"}},
                "spec": {
                    "containers": [{"name": "main", "image": "pause:3"}],
                    "restartPolicy": "Never",
                },
            }
        },
    }


def test_an_object_of_somebody_else_is_imported_without_what_the_server_sets():
    live: JsonObject = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "a", "namespace": "b", "uid": "1", "resourceVersion": "2"},
        "data": {"protocol": "TCP"},
    }
    assert imported(live) == {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "a", "namespace": "b"},
        "data": {"protocol": "TCP"},
    }


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
