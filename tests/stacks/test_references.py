"""Whatever a stack names must be there."""

from pathlib import Path

import pytest

from tests.stacks.platforms import refused, spec


def test_a_stack_whose_references_lead_somewhere_is_accepted(tmp_path: Path) -> None:
    patch = """\
configs: {settings: {values: {LEVEL: info}}}
secrets: {token: {kind: generated}}
databases: {main: {kind: in_cluster, version: "17"}}
caches: {queue: {kind: in_cluster, version: "8.1"}}
cluster: {node_pools: {big: {cpu: "8"}}}
workloads:
  web:
    configs: {settings: {}}
    secret_env: {TOKEN: token}
    calls: [database.main, cache.queue, workload.web, internet]
    node_pool: big
"""
    assert spec(tmp_path, patch).workloads["web"].node_pool == "big"


REFUSED = {
    "an unknown secret, with the one that was meant": (
        "secrets: {token: {kind: generated}}\nworkloads: {web: {secret_env: {TOKEN: tokn}}}",
        [":5 workloads.web.secret_env.TOKEN: no such secret: tokn; did you mean token?"],
    ),
    "an unknown volume, and one in another namespace": (
        (
            "namespaces: {data: {}}\n"
            "volumes: {lists: {kind: claim, storage: 1Gi, namespace: data}}\n"
            "workloads:\n"
            "  web: {namespace: app, volumes: {lists: {path: /a}, list: {path: /b}}}\n"
            "  job: {namespace: data, volumes: {lists: {path: /a}}}\n"
        ),
        [
            (
                ":7 workloads.web.volumes.lists: lies in namespace data, out of reach of this"
                " workload's (app); volumes are used where they are"
            ),
            ":7 workloads.web.volumes.list: no such volume: list; did you mean lists?",
        ],
    ),
    "a volume in no namespace where there are several": (
        (
            "namespaces: {data: {}}\n"
            "volumes: {lists: {kind: claim, storage: 1Gi}}\n"
            "workloads:\n"
            "  web: {namespace: app, volumes: {lists: {path: /a}}}\n"
            "  job: {namespace: app}\n"
        ),
        [":5 volumes.lists.namespace: missing; name one of the namespaces: app, data"],
    ),
    "logins of registries that are none": (
        ("secrets: {token: {kind: generated}}\nworkloads: {web: {pull_secrets: [token, tokn]}}"),
        [
            (
                ":5 workloads.web.pull_secrets[0]: token is no login of a registry: its key must"
                " be .dockerconfigjson, got value"
            ),
            ":5 workloads.web.pull_secrets[1]: no such secret: tokn; did you mean token?",
        ],
    ),
    "an unknown config, where there is none": (
        "workloads: {web: {configs: {settings: {}}}}",
        [":4 workloads.web.configs.settings: no such config: settings (configs: none)"],
    ),
    "an unknown file of a config": (
        (
            "configs: {a: {files: {route.gpx: r.gpx}}}\n"
            "workloads: {web: {configs: {a: {mounts: {rout.gpx: /r}}}}}"
        ),
        [
            (
                ':5 workloads.web.configs.a.mounts."rout.gpx": no such file: rout.gpx;'
                " did you mean route.gpx?"
            )
        ],
    ),
    "calls that lead nowhere, all at once": (
        "workloads: {web: {calls: [workload.job, database.main, workload.wb, cache.x]}}",
        [
            ":4 workloads.web.calls[0]: job has no ports to call; its kind is not web",
            ":4 workloads.web.calls[1]: no such database: main (databases: none)",
            ":4 workloads.web.calls[2]: no such workload: wb; did you mean web?",
            ":4 workloads.web.calls[3]: no such cache: x (caches: none)",
        ],
    ),
    "a call made twice": (
        "workloads: {web: {calls: [internet, internet]}}",
        [":4 workloads.web.calls[1]: internet is called already"],
    ),
    "a pool that the cluster does not have": (
        "workloads: {web: {node_pool: defalt}}",
        [":4 workloads.web.node_pool: no such pool: defalt; did you mean default?"],
    ),
    "an unknown namespace": (
        "workloads: {web: {namespace: ap}}",
        [":4 workloads.web.namespace: no such namespace: ap; did you mean app?"],
    ),
    "no namespace where there are several": (
        (
            "namespaces: {data: {}}\n"
            'databases: {main: {kind: in_cluster, version: "17"}}\n'
            "workloads: {web: {namespace: app}, job: {namespace: data}}"
        ),
        [":5 databases.main.namespace: missing; name one of the namespaces: app, data"],
    ),
}


@pytest.mark.parametrize(("patch", "lines"), REFUSED.values(), ids=REFUSED.keys())
def test_a_reference_that_leads_nowhere_is_refused(
    tmp_path: Path, patch: str, lines: list[str]
) -> None:
    assert refused(tmp_path, patch) == lines
