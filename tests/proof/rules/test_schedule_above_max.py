from pathlib import Path

from components.workload.scaling import HpaScalingSpec
from proof.plan import Plan
from proof.rules.schedule_above_max import RULE
from tests.proof.kit import ON, SOUND, finds, web
from tests.stacks.platforms import spec

_TIMES = 'start: "0 8 * * 1-5", end: "0 20 * * 1-5"'
_HPA = "{kind: hpa, min: 1, max: 12, targets: {cpu_percent: 70}}"


def _patch(scaling: str) -> str:
    return web(f"scaling: {scaling}, schedule: {{peak: {{{_TIMES}, min: 12}}}}")


def test_it_finds_a_floor_above_the_ceiling(tmp_path: Path) -> None:
    stack = spec(tmp_path, _patch(_HPA), SOUND)
    workload = Plan(stack=stack, on=ON).webs["web"]
    assert isinstance(workload.scaling, HpaScalingSpec)
    lower = workload.scaling.model_copy(update={"max": 10})
    workloads = {"web": workload.model_copy(update={"scaling": lower})}

    (hit,) = RULE.find(Plan(stack=stack.model_copy(update={"workloads": workloads}), on=ON))

    assert hit.path == ("workloads", "web", "schedule", "peak", "min")
    assert hit.message == "is 12, and scaling.max is 10"


def test_it_passes_room_for_the_floor(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE.id, _patch(_HPA)) == []
    assert finds(tmp_path, RULE.id, _patch("{kind: fixed, replicas: 1}")) == []
