"""A cluster that somebody else made, as a Pulumi dynamic resource: read, never changed."""

from pathlib import Path
from typing import TypedDict

from pulumi.dynamic import (
    CheckResult,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
)

from engine.embedded.kubeconfig import as_text, endpoint, extract
from engine.embedded.pools import JsonObject


class ExistingInputs(TypedDict):
    """What the resource is given: a kubeconfig file (`~` is the home folder) and a context."""

    kubeconfig_file: str
    context: str


class ExistingOutputs(ExistingInputs):
    """What the resource shows; `kubeconfig` may hold a key and belongs marked as a secret."""

    kubeconfig: str
    endpoint: str


class ExistingClusterProvider(ResourceProvider):
    """Adopts a context of a kubeconfig file; the cluster behind it stays when the resource goes."""

    serialize_as_secret_always = False

    def check(self, _olds: JsonObject, news: JsonObject) -> CheckResult:
        """Accept what is given: whether the file has the context is only known when it is read."""
        return CheckResult(dict(news), [])

    def diff(self, _id: str, _olds: JsonObject, _news: JsonObject) -> DiffResult:
        """Another context is another cluster; the same one in another file is an update."""
        moved = _olds["context"] != _news["context"]
        return DiffResult(
            changes=moved or _olds["kubeconfig_file"] != _news["kubeconfig_file"],
            replaces=["context"] if moved else [],
            delete_before_replace=True,
        )

    def create(self, props: JsonObject) -> CreateResult:
        """Read the context; raises ClusterError, which lists the contexts there are."""
        return CreateResult(str(props["context"]), dict(_outputs(props)))

    def read(self, id_: str, props: JsonObject) -> ReadResult:
        """Read the context anew: certificates and addresses may have changed."""
        return ReadResult(id_, dict(_outputs(props)))

    def update(self, _id: str, _olds: JsonObject, _news: JsonObject) -> UpdateResult:
        """Read the context from where it is now."""
        return UpdateResult(dict(_outputs(_news)))


def _outputs(props: JsonObject) -> ExistingOutputs:
    file, context = str(props["kubeconfig_file"]), str(props["context"])
    found = extract(Path(file).expanduser(), context)
    return {
        "kubeconfig_file": file,
        "context": context,
        "kubeconfig": as_text(found),
        "endpoint": endpoint(found),
    }
