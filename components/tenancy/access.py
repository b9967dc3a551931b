"""Who may do what in a namespace, as a user states it."""

from typing import Annotated, Literal

from components.fields import TextRule
from components.spec import Spec

Group = Annotated[
    str,
    TextRule(
        rule="must be the name of a group as the cluster's login gives it, such as team-shop",
        pattern=r"(?!system:)[A-Za-z0-9](?:[-A-Za-z0-9_.:/@]*[A-Za-z0-9])?",
        examples=("team-shop", "platform:operators"),
        longest=253,
    ),
]
"""A group of people; Kubernetes' own groups begin with system: and are not given away here."""


RoleName = Literal["developer", "operator", "admin"]


class AccessSpec(Spec):
    """The groups that hold the three roles of a namespace."""

    developer: tuple[Group, ...] = ()
    """May read pods and their logs."""
    operator: tuple[Group, ...] = ()
    """May do that, and deploy, restart and scale workloads."""
    admin: tuple[Group, ...] = ()
    """May do that, read and change Secrets, run commands in pods, and change routes; the quota, the
    network policies and the roles themselves stay with whoever runs plinth."""

    def by_role(self) -> dict[RoleName, tuple[Group, ...]]:
        """Return the roles that anybody holds, each with its groups."""
        held: dict[RoleName, tuple[Group, ...]] = {
            "developer": self.developer,
            "operator": self.operator,
            "admin": self.admin,
        }
        return {role: groups for role, groups in held.items() if groups}
