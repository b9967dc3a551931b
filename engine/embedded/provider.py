"""The embedded cluster as a Pulumi dynamic resource.

The engine loads this class by reference in a plugin process of its own, so the class holds no
state and heavy imports wait until they are needed.
"""

from collections.abc import Sequence
from typing import Final, TypedDict, get_args

from pulumi.dynamic import (
    CheckFailure,
    CheckResult,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
)

from engine.embedded import kubeconfig, kwok
from engine.embedded.errors import ClusterError
from engine.embedded.home import ClusterHome
from engine.embedded.metrics import Metrics
from engine.embedded.pools import Json, JsonObject, Pool, pools_from_json, pools_to_json

_HALF_MADE: Final = "its creation was interrupted"


class ClusterInputs(TypedDict):
    """What the resource is given; a pool is what `Pool.to_json` returns."""

    name: str
    pools: list[Json]
    metrics: Metrics


class ClusterOutputs(ClusterInputs):
    """What the resource shows: nodes and metrics as they are, so that a refresh sees drift."""

    kubeconfig: str
    """Holds a key: belongs among the resource's additional secret outputs."""
    kubeconfig_path: str
    """Where the same kubeconfig is on this machine; stays when ports or certificates change."""
    endpoint: str


class KwokClusterProvider(ResourceProvider):
    """Makes a real control plane with simulated nodes run on this machine."""

    serialize_as_secret_always = False

    def check(self, _olds: JsonObject, news: JsonObject) -> CheckResult:
        """Refuse a name, pools or metrics that cannot be."""
        failures: list[CheckFailure] = []
        try:
            ClusterHome.of(str(news["name"]))
        except ClusterError as error:
            failures.append(CheckFailure("name", str(error)))
        try:
            pools_from_json(news["pools"])
        except ValueError as error:
            failures.append(CheckFailure("pools", str(error)))
        try:
            _metrics(news)
        except ValueError as error:
            failures.append(CheckFailure("metrics", str(error)))
        return CheckResult(dict(news), failures)

    def diff(self, _id: str, _olds: JsonObject, _news: JsonObject) -> DiffResult:
        """Pools and metrics are updated in place; another name is another cluster.

        It is deleted before it is replaced: what runs in it goes first, and only one control
        plane's memory is taken at a time.
        """
        renamed = _olds["name"] != _news["name"]
        try:
            pools = pools_to_json(pools_from_json(_news["pools"]))
            same = pools_to_json(_shown(_olds["pools"])) == pools
            same = same and _metrics(_olds) == _metrics(_news)
        except ValueError:
            same = False
        return DiffResult(
            changes=renamed or not same,
            replaces=["name"] if renamed else [],
            stables=["kubeconfig_path"],
            delete_before_replace=True,
        )

    def create(self, props: JsonObject) -> CreateResult:
        """Create the cluster, or adopt the one of that name."""
        return CreateResult(str(props["name"]), dict(_ensured(props)))

    def read(self, id_: str, props: JsonObject) -> ReadResult:
        """Return what is there; a stopped or damaged cluster is started, a removed one is gone."""
        home = ClusterHome.of(id_)
        state = kwok.state(home)
        if state in (kwok.Absent(), kwok.Broken(_HALF_MADE)):
            return ReadResult("", {})
        if state != kwok.Running():
            kwok.start(home)
        return ReadResult(id_, dict(_outputs(home, _shown(props["pools"]))))

    def update(self, _id: str, _olds: JsonObject, _news: JsonObject) -> UpdateResult:
        """Change nodes and metrics in the cluster that runs, which keeps its data."""
        return UpdateResult(dict(_ensured(_news)))

    def delete(self, _id: str, _props: JsonObject) -> None:
        """Remove processes, volumes and folders."""
        kwok.delete(ClusterHome.of(_id))


def _ensured(props: JsonObject) -> ClusterOutputs:
    home = ClusterHome.of(str(props["name"]))
    pools = pools_from_json(props["pools"])
    kwok.ensure(home, pools, _metrics(props))
    return _outputs(home, pools)


def _metrics(props: JsonObject) -> Metrics:
    """Return what is asked for; clusters made before there was a choice have no metrics."""
    asked = props.get("metrics", "none")
    for choice in get_args(Metrics):
        if asked == choice:
            return choice
    raise ValueError(f"metrics must be {' or '.join(get_args(Metrics))}, got {asked!r}")


def _shown(pools: Json) -> tuple[Pool, ...]:
    """Return pools as an earlier read showed them, where one name may appear twice."""
    listed = pools if isinstance(pools, Sequence) and not isinstance(pools, str) else ()
    return tuple(Pool.from_json(item) for item in listed)


def _outputs(home: ClusterHome, wanted: tuple[Pool, ...]) -> ClusterOutputs:
    return {
        "name": home.name,
        "pools": pools_to_json(kwok.read_pools(home, wanted)),
        "metrics": kwok.read_metrics(home),
        "kubeconfig": home.kubeconfig.read_text(encoding="utf-8"),
        "kubeconfig_path": str(home.kubeconfig),
        "endpoint": kubeconfig.endpoint(kubeconfig.extract(home.kubeconfig)),
    }
