"""The environment variables a test run sees, whatever the user has set."""

import os
from collections.abc import MutableMapping

KEPT = frozenset({"PULUMI_HOME"})
"""Where a user's provider plugins are installed: looked at, never written."""

LEFT_BY_GIT_HOOKS = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")
"""With these set, a `git init` of a test would write into the checkout that runs the hook."""


def clean(environment: MutableMapping[str, str]) -> None:
    """Take away what would steer Pulumi or a Kubernetes client; make Output texts an error."""
    for name in [n for n in environment if n.startswith("PULUMI_") and n not in KEPT]:
        del environment[name]
    for name in LEFT_BY_GIT_HOOKS:
        environment.pop(name, None)
    environment["PULUMI_ERROR_OUTPUT_STRING"] = "1"
    environment["PULUMI_SKIP_UPDATE_CHECK"] = "true"
    # Nothing a test starts may find the user's own clusters by default.
    environment["KUBECONFIG"] = os.devnull
