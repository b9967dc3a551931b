"""Launch templates, and tags of autoscaling groups."""

from collections.abc import Mapping
from typing import Final

from engine.standin.shape import Json, JsonObject, number, text
from rehearsal.clouds.aws.eks_nodes import TEMPLATE
from rehearsal.clouds.aws.names import arn
from rehearsal.clouds.model import Live, Model, World

TAG: Final = "aws:autoscaling/tag:Tag"


def _template(world: World, _inputs: JsonObject) -> Mapping[str, Json]:
    made = f"lt-{world.number(TEMPLATE)}"
    path = f"launch-template/{made}"
    return {"id": made, "arn": arn("ec2", path), "latestVersion": 1, "defaultVersion": 1}


def _another_version(_world: World, live: Live) -> None:
    version = number(live.outputs, "latestVersion") + 1
    live.outputs.update({"latestVersion": version, "defaultVersion": version})


def _tag(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    group = text(inputs, "autoscalingGroupName")
    return {"id": f"{group},{text(inputs, 'tag', 'key')}"}


MODELS = (
    Model(
        token=TEMPLATE,
        inputs=frozenset(
            {
                "name",
                "description",
                "updateDefaultVersion",
                "metadataOptions",
                "blockDeviceMappings",
                "tagSpecifications",
                "tags",
            }
        ),
        immutable=frozenset({"name"}),
        name="name",
        outputs=_template,
        changed=_another_version,
    ),
    Model(
        token=TAG,
        inputs=frozenset({"autoscalingGroupName", "tag"}),
        required=frozenset({"autoscalingGroupName", "tag"}),
        immutable=frozenset({"autoscalingGroupName"}),
        outputs=_tag,
    ),
)
