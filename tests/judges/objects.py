"""A plan's Kubernetes objects as manifests that any tool can read."""

import json
from collections.abc import Iterable, Mapping, Sequence

from components.addons.footprint import STAND_IN
from tests.plan import Plan, Secret, Wire

Manifest = Mapping[str, Wire]

PLACEHOLDER = "cGxhY2Vob2xkZXI="
"""Stands for every secret text; base64, so that it fits wherever a Secret may hold one."""

CHARTS = "kubernetes:helm.sh/"
"""A release is no object of the API: its objects come out of a chart, which no plan holds."""


def manifests(plan: Plan) -> tuple[Manifest, ...]:
    """Every Kubernetes object of a plan as the API would be sent it, secrets replaced."""
    objects = (r for r in plan.resources if r.package == "kubernetes" and r.custom)
    found = (opened(r.inputs) for r in objects if not r.type.startswith(CHARTS))
    return tuple(each for each in found if not _stands_in(each))


def _stands_in(manifest: Manifest) -> bool:
    """Whether it only takes the place of a chart's own object, where nothing runs."""
    metadata = manifest.get("metadata")
    notes = metadata.get("annotations") if isinstance(metadata, Mapping) else None
    return isinstance(notes, Mapping) and STAND_IN in notes


def stream(objects: Iterable[Manifest]) -> str:
    """One YAML stream; each document is JSON, which is YAML without questions of quoting."""
    return "".join(f"---\n{json.dumps(manifest)}\n" for manifest in objects)


def names(objects: Iterable[Manifest]) -> tuple[tuple[str, str], ...]:
    """Kind and name of each object, sorted."""
    return tuple(sorted(_kind_and_name(manifest) for manifest in objects))


def _kind_and_name(manifest: Manifest) -> tuple[str, str]:
    match manifest:
        case {"kind": str(kind), "metadata": {"name": str(name)}}:
            return kind, name
        case _:
            raise ValueError(f"no object of the API, for it has no kind or no name: {manifest}")


def opened(bag: Mapping[str, Wire]) -> Manifest:
    """The same bag without marks of secrets, every secret text replaced by the placeholder."""
    return {key: _open(value) for key, value in bag.items()}


def _open(value: Wire) -> Wire:
    match value:
        case Secret():
            return _hidden(value.value)
        case str():
            return value
        case Mapping():
            return opened(value)
        case Sequence():
            return [_open(item) for item in value]
        case _:
            return value


def _hidden(value: Wire) -> Wire:
    """The same shape with every text replaced: a judge sees what is there, not what it says."""
    match value:
        case Secret():
            return _hidden(value.value)
        case str():
            return PLACEHOLDER
        case Mapping():
            return {key: _hidden(item) for key, item in value.items()}
        case Sequence():
            return [_hidden(item) for item in value]
        case _:
            return value
