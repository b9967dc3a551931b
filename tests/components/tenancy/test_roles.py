"""The roles as data; tests/live asks the API server what they come to."""

from components.tenancy.roles import RULES, role_rules


def _grants(role: str) -> set[tuple[str, str, str]]:
    return {
        (group, resource, verb)
        for name, rules in RULES.items()
        if name == role
        for groups, resources, verbs in rules
        for group in groups
        for resource in resources
        for verb in verbs
    }


def test_each_role_holds_all_of_the_smaller_one() -> None:
    assert _grants("developer") < _grants("operator") < _grants("admin")


def test_no_role_holds_a_wildcard() -> None:
    words = {word for role in RULES for grant in _grants(role) for word in grant}

    assert "*" not in words


def test_no_role_changes_roles_quotas_or_network_policies() -> None:
    kept = {"roles", "rolebindings", "resourcequotas", "limitranges", "networkpolicies"}
    verbs = {verb for _, resource, verb in _grants("admin") if resource in kept}

    assert verbs == {"get", "list", "watch"}


def test_a_rule_is_written_as_kubernetes_has_it() -> None:
    assert role_rules("developer")[0] == {
        "api_groups": [""],
        "resources": ["pods", "pods/log", "events", "services", "persistentvolumeclaims"],
        "verbs": ["get", "list", "watch"],
    }
