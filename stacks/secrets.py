"""Which secrets a stack needs from its user; pure."""

from components.secret.spec import SuppliedSecretSpec
from stacks.spec import StackSpec


def unset_secrets(spec: StackSpec, names_set: frozenset[str]) -> tuple[str, ...]:
    """Return the supplied secrets that have no value yet."""
    wanted = (n for n, s in spec.secrets.items() if isinstance(s, SuppliedSecretSpec))
    return tuple(sorted(name for name in wanted if name not in names_set))
