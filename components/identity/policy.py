"""Documents that say who may do what in AWS; pure."""

import json
from collections.abc import Mapping, Sequence

Statement = Mapping[str, object]


def allow(
    actions: Sequence[str],
    resources: str | Sequence[str],
    condition: Mapping[str, object] | None = None,
) -> Statement:
    """Return the statement that allows actions on resources, under a condition if there is one."""
    made: dict[str, object] = {"Effect": "Allow", "Action": actions, "Resource": resources}
    return made if condition is None else {**made, "Condition": condition}


def document(*statements: Statement) -> str:
    """Return the policy of these statements, the same text at each run."""
    return json.dumps({"Version": "2012-10-17", "Statement": statements}, sort_keys=True)
