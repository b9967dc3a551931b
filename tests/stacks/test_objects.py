"""Names that meet in the cluster, and names that leave no room for what is made of them."""

from pathlib import Path

import pytest

from stacks.clashes import clashes
from tests.stacks.platforms import refused, spec

DATABASE = 'databases: {main: {kind: in_cluster, version: "17"}}\n'

REFUSED = {
    "a store whose pods could not carry their labels": (
        f'databases: {{{"d" * 44}: {{kind: in_cluster, version: "17"}}}}',
        [f":4 databases.{'d' * 44}: the name must have at most 43 characters, has 44"],
    ),
    "a workload called like a store's objects": (
        DATABASE + "workloads: {database-main: {kind: worker, image: a, resources: {}}}",
        [
            (
                ":5 workloads.database-main: the name is taken by the objects of databases.main;"
                " choose another"
            )
        ],
    ),
    "two Deployments and two Services of one name": (
        (
            "workloads:\n"
            "  web: {names: {deployment: job}}\n"
            "  api: {kind: web, image: a, ports: {http: 1}, resources: {}, names: {service: web}}\n"
        ),
        [
            (
                ":5 workloads.web.names.deployment: the Deployment job is that of workloads.job"
                " already; rename one of them"
            ),
            (
                ":6 workloads.api.names.service: the Service web is that of workloads.web already;"
                " rename one of them"
            ),
        ],
    ),
    "a Service called like a store's": (
        DATABASE + "workloads: {web: {names: {service: database-main}}}",
        [
            (
                ":5 workloads.web.names.service: the Service database-main is that of"
                " databases.main already; rename one of them"
            )
        ],
    ),
    "a migration called like a workload": (
        (
            "workloads:\n"
            "  web: {migration: {command: [a]}}\n"
            "  web-migration: {kind: worker, image: a, resources: {}}\n"
        ),
        [
            (
                ":5 workloads.web.migration: the NetworkPolicy web-migration is that of"
                " workloads.web-migration already; rename one of them"
            )
        ],
    ),
    "a schedule's autoscaler called like another one": (
        (
            "workloads:\n"
            "  web: {schedule: {a: {start: 0 8 * * *, end: 0 9 * * *, min: 2}}}\n"
            "  web-scheduled: {kind: worker, image: a, resources: {},"
            " scaling: {kind: hpa, min: 1, max: 2, targets: {cpu_percent: 70}}}\n"
        ),
        [
            (
                ":5 workloads.web.schedule: the HorizontalPodAutoscaler web-scheduled is that of"
                " workloads.web-scheduled already; rename one of them"
            )
        ],
    ),
    "names that leave no room for what is made of them": (
        (
            f"workloads:\n"
            f"  {'c' * 53}: {{kind: cron, image: a, resources: {{}}, schedule: 0 3 * * *}}\n"
            f"  {'m' * 54}: {{kind: worker, image: a, resources: {{}},"
            " migration: {command: [a]}}\n"
        ),
        [
            f":5 workloads.{'c' * 53}: the name must have at most 52 characters, has 53",
            f":6 workloads.{'m' * 54}: the name must have at most 53 characters, has 54",
        ],
    ),
}


@pytest.mark.parametrize(("patch", "lines"), REFUSED.values(), ids=REFUSED.keys())
def test_a_name_that_cannot_be_given_is_refused(
    tmp_path: Path, patch: str, lines: list[str]
) -> None:
    assert refused(tmp_path, patch) == lines


def test_one_name_in_two_namespaces_is_no_clash(tmp_path: Path) -> None:
    patch = (
        "namespaces: {edge: {}}\n"
        "workloads:\n"
        "  web: {namespace: app, migration: {command: [a]}}\n"
        "  job: {namespace: app}\n"
        "  api: {kind: web, namespace: edge, image: a, ports: {http: 1}, resources: {},"
        " names: {service: web, deployment: job}}\n"
        "  web-migration: {kind: job, namespace: edge, image: a, resources: {}}\n"
    )
    assert clashes(spec(tmp_path, patch)) == []
