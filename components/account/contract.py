"""What the rest of the program may know of a cloud account."""

from typing import Protocol

import pulumi


class Account(Protocol):
    """An account that cloud resources are made in."""

    @property
    def provider(self) -> pulumi.ProviderResource:
        """The provider that every resource of this account is made with."""
        ...

    @property
    def id(self) -> str:
        """Its number, as it stands in the ARNs of everything in it."""
        ...

    @property
    def role(self) -> str | None:
        """The ARN of the role that everybody here works as; none means their own credentials."""
        ...

    @property
    def region(self) -> str:
        """The region that everything is made in."""
        ...
