"""Asking kubeconform, with the schemas of the API server that plinth pins."""

import json
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypedDict

from engine.embedded.pools import JsonObject
from tests.judges.findings import Finding, Verdict
from tests.judges.objects import Manifest, stream
from tests.judges.openapi import closed, kinds

PLACE = "{{.Group}}/{{.ResourceAPIVersion}}/{{.ResourceKind}}.json"
"""Its template for files; the core group is called as its version, as in `v1/v1/pod.json`."""

VALID = "statusValid"


class _Judged(TypedDict):
    kind: str
    name: str
    status: str
    msg: str


class _Answer(TypedDict):
    resources: Sequence[_Judged]


def write_schemas(documents: Iterable[JsonObject], folder: Path) -> None:
    """Write one schema for each kind in the documents of an API server's OpenAPI."""
    for number, document in enumerate(documents):
        whole = folder / f"{number}.json"
        whole.write_text(json.dumps(closed(document)), encoding="utf-8")
        for kind in kinds(document):
            file = (
                folder / (kind.group or kind.version) / kind.version / f"{kind.kind.lower()}.json"
            )
            file.parent.mkdir(parents=True, exist_ok=True)
            schema = {"$ref": f"{whole.as_uri()}#/components/schemas/{kind.schema}"}
            file.write_text(json.dumps(schema), encoding="utf-8")


def verdict(kubeconform: Path, schemas: Path, stack: str, objects: Iterable[Manifest]) -> Verdict:
    """What kubeconform says of the objects; AssertionError when it does not answer."""
    command = [kubeconform, "-strict", "-verbose", "-output=json"]
    command += ["-schema-location", f"{schemas}/{PLACE}"]
    feed = stream(objects)
    done = subprocess.run(command, input=feed, capture_output=True, text=True, check=False)
    # It ends with 1 for an invalid object as well: only the missing answer tells.
    assert done.stdout.startswith("{"), f"{stack}: kubeconform says: {done.stderr}{done.stdout}"
    answer: _Answer = json.loads(done.stdout)
    judged = answer["resources"]
    return Verdict(
        judged=tuple(sorted((each["kind"], each["name"]) for each in judged)),
        findings=tuple(sorted(_finding(stack, e) for e in judged if e["status"] != VALID)),
    )


def _finding(stack: str, judged: _Judged) -> Finding:
    return Finding(
        stack=stack,
        kind=judged["kind"],
        name=judged["name"],
        rule=judged["status"],
        says=_shortened(judged["msg"]),
    )


def _shortened(message: str) -> str:
    """Only the places where something is wrong, without the way that leads there."""
    places = (place.strip() for place in message.split(" - at ")[1:])
    return "; ".join(place for place in places if not place.endswith("allOf failed")) or message
