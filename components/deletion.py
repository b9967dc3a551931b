"""What a deletion policy means for the resources that hold data, and for those around them."""

from collections.abc import Sequence

import pulumi

from components.spec import DeletionPolicy


def of_data(
    parent: pulumi.Resource,
    deletion: DeletionPolicy,
    depends_on: Sequence[pulumi.Resource] = (),
    ignore_changes: Sequence[str] = (),
) -> pulumi.ResourceOptions:
    """Return how a resource that holds data is made."""
    return pulumi.ResourceOptions(
        parent=parent,
        depends_on=[*depends_on],
        ignore_changes=[*ignore_changes],
        protect=deletion == "protect",
        retain_on_delete=deletion == "retain",
    )


def around_data(parent: pulumi.Resource, deletion: DeletionPolicy) -> pulumi.ResourceOptions:
    """Return how a resource is made that data cannot be without: where data stays, it stays.

    Nothing protects it by itself: the engine keeps what a protected resource depends on.
    """
    return pulumi.ResourceOptions(parent=parent, retain_on_delete=deletion == "retain")
