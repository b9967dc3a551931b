"""What ECR calls repositories; pure."""

from typing import Final

from components.naming import dns_label, dns_label_of

_LONGEST_PREFIX: Final = 30
"""https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html"""


def repository_name(platform: str, name: str) -> str:
    """Return what a repository of the platform is called; ECR takes no two hyphens in a row."""
    return f"{dns_label_of(platform)}/{dns_label_of(name)}"


def cache_prefix(platform: str, name: str) -> str:
    """Return how the repositories begin that cache another registry's images."""
    return dns_label(dns_label_of(f"{platform}-{name}"), longest=_LONGEST_PREFIX)
