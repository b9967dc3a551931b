from pathlib import Path

from tests.proof.kit import finds

_RULE = "group-with-two-roles"


def _access(fields: str) -> str:
    return f"namespaces: {{app: {{access: {{{fields}}}}}}}"


def test_it_finds_the_lesser_roles(tmp_path: Path) -> None:
    patch = _access("developer: [others, team], operator: [team], admin: [team]")
    assert finds(tmp_path, _RULE, patch) == [
        "namespaces.app.access.developer[1]: team is admin as well, which holds all of this",
        "namespaces.app.access.operator[0]: team is admin as well, which holds all of this",
    ]


def test_it_finds_a_group_twice_below_one_role(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _access("developer: [team, team]")) == [
        "namespaces.app.access.developer[1]: team is developer as well, which holds all of this"
    ]


def test_it_passes_one_role_each(tmp_path: Path) -> None:
    patch = _access("developer: [others], operator: [team], admin: [lead]")
    assert finds(tmp_path, _RULE, patch) == []


def test_it_passes_one_group_in_two_namespaces(tmp_path: Path) -> None:
    patch = (
        "namespaces: {app: {access: {admin: [team]}}, other: {access: {developer: [team]}}}\n"
        "workloads: {web: {namespace: app}, job: {namespace: app}}"
    )
    assert finds(tmp_path, _RULE, patch) == []
