"""Node pools of an embedded cluster as plain data: what is wanted, and what nodes show."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final, TypeAlias, cast

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
JsonObject: TypeAlias = Mapping[str, Json]

_NAME: Final = re.compile(r"[a-z0-9]([-a-z0-9]{0,48}[a-z0-9])?")
_QUANTITY: Final = re.compile(r"(\d+(?:\.\d+)?)([numkMGTPE]|[KMGTPE]i)?")
_SUFFIXES: Final = {
    **{suffix: Decimal(1000) ** (index - 3) for index, suffix in enumerate("num")},
    **{suffix: Decimal(1000) ** (index + 1) for index, suffix in enumerate("kMGTPE")},
    **{f"{suffix}i": Decimal(1024) ** (index + 1) for index, suffix in enumerate("KMGTPE")},
}
_EFFECTS: Final = ("NoSchedule", "PreferNoSchedule", "NoExecute")
_KEYS: Final = frozenset(
    ("name", "nodes", "cpu", "memory", "pods", "ephemeral_storage", "labels", "taints")
)


@dataclass(frozen=True, order=True, slots=True)
class Taint:
    """Keeps pods off a node unless they tolerate it."""

    key: str
    value: str = ""
    effect: str = "NoSchedule"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pool:
    """A group of equal simulated nodes; the quantities are Kubernetes' own notation, per node."""

    name: str
    nodes: int = 1
    cpu: str = "4"
    memory: str = "8Gi"
    pods: int = 110
    ephemeral_storage: str = "50Gi"
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    taints: tuple[Taint, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """Return the pool as JSON with sorted labels and taints, so that equal pools look equal."""
        return {
            "name": self.name,
            "nodes": self.nodes,
            "cpu": self.cpu,
            "memory": self.memory,
            "pods": self.pods,
            "ephemeral_storage": self.ephemeral_storage,
            "labels": dict(sorted(self.labels.items())),
            "taints": [
                {"key": taint.key, "value": taint.value, "effect": taint.effect}
                for taint in sorted(self.taints)
            ],
        }

    @classmethod
    def from_json(cls, value: Json) -> "Pool":
        """Return the pool of a JSON object; ValueError says which field is wrong and why."""
        if not isinstance(value, Mapping):
            raise ValueError(f"a pool must be an object, got {value!r}")
        _refuse_unknown(value, _KEYS, "a pool")
        plain = cls(name=_matching(value, "name", "", _NAME, "a DNS label of up to 50 characters"))
        return replace(
            plain,
            nodes=_count(value, "nodes", plain.nodes),
            cpu=_matching(value, "cpu", plain.cpu, _QUANTITY, "a quantity such as 4 or 500m"),
            memory=_matching(value, "memory", plain.memory, _QUANTITY, "a quantity such as 8Gi"),
            pods=_count(value, "pods", plain.pods),
            ephemeral_storage=_matching(
                value,
                "ephemeral_storage",
                plain.ephemeral_storage,
                _QUANTITY,
                "a quantity such as 50Gi",
            ),
            labels=_labels(value.get("labels", {})),
            taints=_taints(value.get("taints", ())),
        )


def pools_from_json(value: Json) -> tuple[Pool, ...]:
    """Return the pools of a JSON list, sorted by name; ValueError if two have the same name."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError(f"pools must be a list, got {value!r}")
    pools = sorted((Pool.from_json(item) for item in value), key=lambda pool: pool.name)
    names = [pool.name for pool in pools]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"pool names must be unique, these are not: {', '.join(twice)}")
    return tuple(pools)


def pools_to_json(pools: Iterable[Pool]) -> list[Json]:
    """Return the pools as a JSON list, sorted by name."""
    return [pool.to_json() for pool in sorted(pools, key=lambda pool: pool.name)]


def amount(quantity: str) -> Decimal:
    """Return the number a Kubernetes quantity stands for; ValueError if it is none.

    The client library has this too, but takes over half a second to import.
    """
    match = _QUANTITY.fullmatch(quantity)
    if match is None:
        raise ValueError(f"{quantity!r} is not a quantity such as 4, 500m or 8Gi")
    return Decimal(match[1]) * _SUFFIXES.get(match[2] or "", Decimal(1))


def _refuse_unknown(value: JsonObject, known: Iterable[str], what: str) -> None:
    if unknown := sorted(set(value) - set(known)):
        raise ValueError(f"{what} has no {', '.join(unknown)}; it has {', '.join(sorted(known))}")


def _count(value: JsonObject, key: str, default: int) -> int:
    # The engine hands every number over as a float.
    number = value.get(key, default)
    if isinstance(number, bool) or not isinstance(number, int | float) or number % 1 != 0:
        raise ValueError(f"{key} must be a whole number, got {number!r}")
    if number < 0:
        raise ValueError(f"{key} must be 0 or more, got {number!r}")
    return int(number)


def _matching(
    value: JsonObject, key: str, default: str, pattern: re.Pattern[str], rule: str
) -> str:
    text = value.get(key, default)
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise ValueError(f"{key} must be {rule}, got {text!r}")
    return text


def _labels(value: Json) -> dict[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(v, str) for v in value.values()):
        raise ValueError(f"labels must map names to strings, got {value!r}")
    return cast("dict[str, str]", dict(value))


def _taints(value: Json) -> tuple[Taint, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError(f"taints must be a list, got {value!r}")
    return tuple(sorted(_taint(item) for item in value))


def _taint(value: Json) -> Taint:
    if not isinstance(value, Mapping):
        raise ValueError(f"a taint must be an object, got {value!r}")
    _refuse_unknown(value, ("key", "value", "effect"), "a taint")
    key, text = value.get("key", ""), value.get("value", "")
    effect = value.get("effect", "NoSchedule")
    if not isinstance(key, str) or not key or not isinstance(text, str):
        raise ValueError(f"a taint must have a key and a textual value, got {dict(value)!r}")
    if effect not in _EFFECTS:
        raise ValueError(f"a taint's effect must be one of {', '.join(_EFFECTS)}, got {effect!r}")
    return Taint(key, text, cast("str", effect))
