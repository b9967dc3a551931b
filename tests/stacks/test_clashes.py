"""What is well-formed alone and cannot be built beside the rest is refused."""

from pathlib import Path

import pytest

from components.cluster.spec import ExistingSpec, KwokSpec
from stacks.clashes import clashes
from tests.stacks.platforms import refused, spec

DATABASE = 'databases: {main: {kind: in_cluster, version: "17"}}\n'

REFUSED = {
    "labels that plinth sets itself": (
        "labels: {app.kubernetes.io/name: x, pod-security.kubernetes.io/enforce: privileged}",
        [
            (
                ':4 labels."app.kubernetes.io/name": is set by plinth or Kubernetes; choose'
                " another key"
            ),
            (
                ':4 labels."pod-security.kubernetes.io/enforce": is set by plinth or Kubernetes;'
                " choose another key"
            ),
        ],
    ),
    "a namespace that every cluster has": (
        "namespaces: {default: {}, app: null}",
        [":4 namespaces.default: every cluster has this namespace already; choose another name"],
    ),
    "workloads called like what every namespace has": (
        (
            "workloads:\n"
            "  default: {kind: worker, image: a, resources: {}}\n"
            "  allow-dns: {kind: worker, image: a, resources: {}}"
        ),
        [
            (
                ":5 workloads.default: the name is taken by the ServiceAccount that every namespace"
                " has; choose another"
            ),
            (
                ":6 workloads.allow-dns: the name is taken by a NetworkPolicy of its namespace;"
                " choose another"
            ),
        ],
    ),
    "a Service that would begin with a digit": (
        "workloads: {2nd: {kind: web, image: a, ports: {http: 80}, resources: {}}}",
        [":4 workloads.2nd: the name must begin with a letter, for a Service is called so"],
    ),
    "a volume called like a store's": (
        DATABASE + "volumes: {database-main: {kind: claim, storage: 1Gi, deletion: delete}}",
        [
            (
                ":5 volumes.database-main: the name is taken by the claim of databases.main;"
                " choose another"
            )
        ],
    ),
    "a volume to be retained, and a folder to be deleted, on a cluster that goes": (
        (
            "volumes:\n"
            "  data: {kind: claim, storage: 1Gi, deletion: retain}\n"
            "  tmp: {kind: host_path, storage: 1Gi, path: /tmp/data, reclaim: Delete}\n"
        ),
        [
            (
                ":5 volumes.data.deletion: must be protect or delete, got retain: this cluster"
                " goes with its stack, and every volume with it"
            ),
            (
                ":6 volumes.tmp.reclaim: must be Retain: nodes are simulated here, and /tmp/data"
                " of this machine would be deleted"
            ),
        ],
    ),
    "a login of a registry that nobody can make up": (
        "secrets: {a: {kind: generated, key: .dockerconfigjson}}",
        [
            (
                ":4 secrets.a.key: .dockerconfigjson holds a registry's login, which only its"
                " owner has; the kind must be supplied"
            )
        ],
    ),
    "a secret in a store's Secret": (
        DATABASE + "secrets: {a: {kind: supplied, object: database-main}}",
        [":5 secrets.a: the Secret database-main belongs to databases.main; choose another"],
    ),
    "two secrets in one place": (
        "secrets: {a: {kind: generated, object: keys}, b: {kind: supplied, object: keys}}",
        [":4 secrets.b.key: key value of keys already holds the secret a"],
    ),
    "a secret that exists and is made": (
        "secrets: {a: {kind: generated}, b: {kind: existing, object: a, key: k}}",
        [":4 secrets.b.object: the Secret a is made by plinth and cannot be there already"],
    ),
    "a secret whose configuration key is the stack's": (
        "secrets: {spec: {kind: supplied}}",
        [":4 secrets.spec: the name is taken: platform:spec is the stack itself; choose another"],
    ),
    "volumes to be retained on a cluster that goes": (
        (
            "databases: {main: {kind: in_cluster, version: '17', deletion: retain}}\n"
            "caches: {queue: {kind: in_cluster, version: '8.1', deletion: retain}}"
        ),
        [
            (
                ":4 databases.main.deletion: must be protect or delete, got retain: this cluster"
                " goes with its stack, and every volume with it"
            ),
            (
                ":5 caches.queue.deletion: must be protect or delete, got retain: this cluster"
                " goes with its stack, and every volume with it"
            ),
        ],
    ),
    "variables set twice": (
        DATABASE
        + "secrets: {token: {kind: generated}}\n"
        + "configs: {a: {values: {X: '1', DATABASE_MAIN_URL: u}}, b: {values: {X: '2'}}}\n"
        + "workloads:\n"
        + "  web:\n"
        + "    calls: [database.main]\n"
        + "    configs: {a: {}, b: {}}\n"
        + "    secret_env: {X: token, TOKEN: token}\n"
        + "    env: {TOKEN: t, DATABASE_MAIN_HOST: h}\n",
        [
            (
                ":10 workloads.web.configs.a: DATABASE_MAIN_URL is set already: calls"
                " database.main; choose another name"
            ),
            ":10 workloads.web.configs.b: X is set already: configs.a; choose another name",
            ":11 workloads.web.secret_env.X: X is set already: configs.a; choose another name",
            ":12 workloads.web.env.TOKEN: TOKEN is set already: secret_env; choose another name",
            (
                ":12 workloads.web.env.DATABASE_MAIN_HOST: DATABASE_MAIN_HOST is set already:"
                " calls database.main; choose another name"
            ),
        ],
    ),
    "variables that stand for each other": (
        "workloads: {web: {env: {A: '$(C)', B: 'x-$(A)', C: '$(B) $$(D) $(date)', D: $(D)}}}",
        [
            (
                ":4 workloads.web.env.A: stands for itself (A -> C -> B -> A); only other"
                " variables can be named"
            ),
            (
                ":4 workloads.web.env.D: stands for itself (D -> D); only other variables can be"
                " named"
            ),
        ],
    ),
    "calls that give the same variable": (
        (
            "workloads:\n"
            "  api: {kind: web, image: a, ports: {host: 1}, resources: {}}\n"
            "  api-port: {kind: web, image: a, ports: {http: 1}, resources: {}}\n"
            "  web: {calls: [workload.api, workload.api-port]}\n"
        ),
        [
            (
                ":7 workloads.web.calls[1]: WORKLOAD_API_PORT_HOST is set already: calls"
                " workload.api; choose another name"
            )
        ],
    ),
}


@pytest.mark.parametrize(("patch", "lines"), REFUSED.values(), ids=REFUSED.keys())
def test_a_clash_is_refused(tmp_path: Path, patch: str, lines: list[str]) -> None:
    assert refused(tmp_path, patch) == lines


def test_volumes_may_be_retained_where_the_cluster_stays(tmp_path: Path) -> None:
    patch = (
        "cluster: {distribution: existing, context: lab}\n"
        "databases: {main: {kind: in_cluster, version: '17', deletion: retain}}"
    )
    stack = spec(tmp_path, patch)
    assert isinstance(stack.cluster, ExistingSpec)
    assert clashes(stack) == []


def test_folders_of_nodes_are_refused_where_nodes_come_and_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KwokSpec, "host_paths", "none")
    assert refused(tmp_path, "volumes: {a: {kind: host_path, storage: 1Gi, path: /srv}}") == [
        (
            ":4 volumes.a.kind: must be claim: nodes of this cluster come and go, and their"
            " folders with them"
        )
    ]


def test_folders_may_be_deleted_on_a_cluster_of_ones_own(tmp_path: Path) -> None:
    patch = (
        "cluster: {distribution: existing, context: lab}\n"
        "volumes: {a: {kind: host_path, storage: 1Gi, path: /tmp/data, reclaim: Delete}}"
    )
    assert clashes(spec(tmp_path, patch)) == []


def test_a_web_workload_may_begin_with_a_digit_where_its_service_does_not(tmp_path: Path) -> None:
    named = "2nd: {kind: web, image: a, ports: {http: 80}, resources: {}, names: {service: second}}"
    assert clashes(spec(tmp_path, f"workloads: {{{named}}}")) == []


def test_keys_of_one_secret_may_come_from_several(tmp_path: Path) -> None:
    patch = (
        "secrets: {a: {kind: generated, object: keys, key: A},"
        " b: {kind: supplied, object: keys, key: B}, c: {kind: existing, object: other, key: A}}"
    )
    assert len(spec(tmp_path, patch).secrets) == 3
