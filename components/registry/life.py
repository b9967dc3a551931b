"""When images go, and where public ones come from; pure."""

import json
from collections.abc import Mapping
from typing import Final

from components.registry.spec import EcrCacheSpec, EcrRepositorySpec, Upstream

UPSTREAMS: Final[Mapping[Upstream, str]] = {
    "docker.io": "registry-1.docker.io",
    "ghcr.io": "ghcr.io",
    "public.ecr.aws": "public.ecr.aws",
    "quay.io": "quay.io",
    "registry.k8s.io": "registry.k8s.io",
}
"""What AWS calls them.
https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html"""


def of_repository(spec: EcrRepositorySpec) -> str:
    """Return the rules of a repository, the first of which that fits an image decides on it."""
    untagged = {
        "tagStatus": "untagged",
        "countType": "sinceImagePushed",
        "countUnit": "days",
        "countNumber": spec.untagged_days,
    }
    # A rule for any tag must be the last one.
    oldest = {
        "tagStatus": "any",
        "countType": "imageCountMoreThan",
        "countNumber": spec.keep_images,
    }
    return _policy(
        (f"untagged for {spec.untagged_days} days", untagged),
        (f"beyond the newest {spec.keep_images}", oldest),
    )


def of_cache(spec: EcrCacheSpec) -> str:
    """Return the rule of what a cache keeps."""
    old = {
        "tagStatus": "any",
        "countType": "sinceImagePushed",
        "countUnit": "days",
        "countNumber": spec.keep_days,
    }
    return _policy((f"cached {spec.keep_days} days ago", old))


def _policy(*selections: tuple[str, Mapping[str, object]]) -> str:
    rules = [
        {
            "rulePriority": number,
            "description": description,
            "selection": selection,
            "action": {"type": "expire"},
        }
        for number, (description, selection) in enumerate(selections, 1)
    ]
    return json.dumps({"rules": rules}, sort_keys=True)
