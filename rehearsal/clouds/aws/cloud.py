"""The simulated AWS."""

import importlib.metadata

from rehearsal.clouds.aws import (
    billing,
    compute,
    dns,
    ecr,
    efs,
    eks,
    elasticache,
    identity,
    keys,
    logs,
    network,
    rds,
    s3,
    secrets,
)
from rehearsal.clouds.aws.limits import limited
from rehearsal.clouds.provider import CloudProvider
from rehearsal.clouds.store import Store
from rehearsal.control_plane import ControlPlane


def simulated_aws(plane: ControlPlane) -> Store:
    """Return an empty account."""
    known = (
        *network.MODELS,
        *identity.MODELS,
        *keys.MODELS,
        *logs.MODELS,
        *s3.MODELS,
        *billing.MODELS,
        *compute.MODELS,
        *dns.MODELS,
        *rds.MODELS,
        *elasticache.MODELS,
        *secrets.MODELS,
        *ecr.MODELS,
        *efs.MODELS,
        *eks.models(plane),
    )
    return Store(models={model.token: limited(model) for model in known})


def provider(store: Store) -> CloudProvider:
    """Return the account as the engine's provider."""
    return CloudProvider(store, importlib.metadata.version("pulumi-aws"))
