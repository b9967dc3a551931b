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
    def region(self) -> str:
        """The region that everything is made in."""
        ...
