"""Configs of the platform as ConfigMaps."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as k8s

from components.config.digest import digest
from components.metadata import metadata


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfigMapArgs:
    """What a ConfigMap is plugged into."""

    object_name: str
    namespace: pulumi.Input[str]
    labels: Mapping[str, str]
    content: Mapping[str, bytes]


class ConfigMap(pulumi.ComponentResource):
    """A ConfigMap whose consumers can tell when its content changes."""

    digest: str
    """A digest of the content."""

    def __init__(
        self, name: str, args: ConfigMapArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:config:ConfigMap", name, None, opts)
        text, binary = split_text(args.content)
        k8s.core.v1.ConfigMap(
            name,
            metadata=metadata(args.object_name, args.namespace, args.labels),
            data=text or None,
            binary_data=binary or None,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.digest = digest(args.content)
        self.register_outputs({"digest": self.digest})


def split_text(content: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what can stand in `data` as text, and the rest base64-encoded for `binaryData`."""
    text: dict[str, str] = {}
    binary: dict[str, str] = {}
    for name, value in content.items():
        try:
            text[name] = value.decode("utf-8")
        except UnicodeDecodeError:
            binary[name] = base64.b64encode(value).decode("ascii")
    return text, binary
