"""What the roles of a namespace come to, asked of the real API server, cell by cell."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from kubernetes import client, config

from tests.live.conftest import MakeUser
from tests.live.kit import User, patched_file

pytestmark = pytest.mark.live

# For each question the roles that may; whoever is not named must be refused.
_ALL: Final = ("developer", "operator", "admin")
_OPERATORS: Final = ("operator", "admin")
_ADMIN: Final = ("admin",)
_NOBODY: Final[tuple[str, ...]] = ()
_QUESTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "get pods": _ALL,
    "list pods": _ALL,
    "watch pods": _ALL,
    "get pods/log": _ALL,
    "list events": _ALL,
    "get services": _ALL,
    "get apps deployments": _ALL,
    "list batch jobs": _ALL,
    "get autoscaling horizontalpodautoscalers": _ALL,
    "delete pods": _OPERATORS,
    "create pods/eviction": _OPERATORS,
    "create configmaps": _OPERATORS,
    "update services": _OPERATORS,
    "create apps deployments": _OPERATORS,
    "patch apps deployments": _OPERATORS,
    "delete apps deployments": _OPERATORS,
    "patch apps deployments/scale": _OPERATORS,
    "update apps statefulsets/scale": _OPERATORS,
    "create batch jobs": _OPERATORS,
    "patch batch cronjobs": _OPERATORS,
    "patch autoscaling horizontalpodautoscalers": _OPERATORS,
    "get secrets": _ADMIN,
    "update secrets": _ADMIN,
    "create serviceaccounts": _ADMIN,
    "create pods/exec": _ADMIN,
    "create pods/portforward": _ADMIN,
    "delete persistentvolumeclaims": _ADMIN,
    "create networking.k8s.io ingresses": _ADMIN,
    "delete policy poddisruptionbudgets": _ADMIN,
    "get rbac.authorization.k8s.io roles": _ADMIN,
    "create rbac.authorization.k8s.io roles": _NOBODY,
    "update rbac.authorization.k8s.io rolebindings": _NOBODY,
    "bind rbac.authorization.k8s.io roles": _NOBODY,
    "escalate rbac.authorization.k8s.io roles": _NOBODY,
    "update resourcequotas": _NOBODY,
    "delete limitranges": _NOBODY,
    "delete networking.k8s.io networkpolicies": _NOBODY,
    "update pods/ephemeralcontainers": _NOBODY,
    "create pods/attach": _NOBODY,
    "impersonate serviceaccounts": _NOBODY,
    "create serviceaccounts/token": _NOBODY,
}


def test_every_role_may_what_it_should_and_nothing_else(user_of: MakeUser) -> None:
    user = user_of("dev")
    groups = "access: {developer: [devs], operator: [ops], admin: [admins]}"
    patched_file(
        user.folder / "platform.yaml",
        {"app: { pod_security: restricted }": f"app: {{ pod_security: restricted, {groups} }}"},
    )
    user.must("up")
    api = _reviews(user)

    asked = {
        question: tuple(
            role
            for role, group in (("developer", "devs"), ("operator", "ops"), ("admin", "admins"))
            if _may(api, group, question, "app")
        )
        for question in _QUESTIONS
    }

    assert asked == dict(_QUESTIONS)
    assert not any(_may(api, "admins", question, "kube-system") for question in _QUESTIONS)
    assert not any(_may(api, "strangers", question, "app") for question in _QUESTIONS)


def _reviews(user: User) -> client.AuthorizationV1Api:
    [kubeconfig] = user.data.glob("clusters/clusters/*/plinth.kubeconfig")
    return client.AuthorizationV1Api(_api(kubeconfig))


def _api(kubeconfig: Path) -> client.ApiClient:
    return config.new_client_from_config(str(kubeconfig))  # pyright: ignore[reportUnknownMemberType]  # the client is untyped


def _may(api: client.AuthorizationV1Api, group: str, question: str, namespace: str) -> bool:
    verb, *rest = question.split()
    resource, _, subresource = rest[-1].partition("/")
    review = client.V1SubjectAccessReview(
        spec=client.V1SubjectAccessReviewSpec(
            user="somebody",
            groups=[group, "system:authenticated"],
            resource_attributes=client.V1ResourceAttributes(
                namespace=namespace,
                verb=verb,
                group=rest[0] if len(rest) > 1 else "",
                resource=resource,
                subresource=subresource or None,
            ),
        )
    )
    status = api.create_subject_access_review(review).status
    assert status is not None
    return status.allowed
