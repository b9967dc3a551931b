"""How much a namespace may use, as a user states it."""

from pydantic import Field

from components.spec import Spec, StorageSize
from components.workload.resources import AmountsSpec


class QuotaSpec(Spec):
    """Ceilings for everything in a namespace together; a field left out has none."""

    requests: AmountsSpec = AmountsSpec()
    """Sum of all requests."""
    limits: AmountsSpec = AmountsSpec()
    """Sum of all limits."""
    pods: int | None = Field(default=None, ge=0)
    """Number of pods, those of jobs included."""
    claims: int | None = Field(default=None, ge=0)
    """Number of persistent volume claims."""
    storage: StorageSize | None = None
    """Sum of the claims' sizes."""
    node_ports: int | None = Field(default=None, ge=0)
    """Number of node ports."""
    load_balancers: int | None = Field(default=None, ge=0)
    """Number of Services of type LoadBalancer."""
