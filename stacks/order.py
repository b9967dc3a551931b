"""The order in which workloads start, from what they call; pure."""

from graphlib import TopologicalSorter

from stacks.parts import StackParts

_PREFIX = "workload."


def start_order(stack: StackParts) -> tuple[str, ...]:
    """Return the workloads' names, each after those that it waits for."""
    waits = {name: sorted(waits_for(stack, name)) for name in sorted(stack.workloads)}
    return tuple(TopologicalSorter(waits).static_order())


def waits_for(stack: StackParts, name: str) -> frozenset[str]:
    """Return the workloads that one waits for: those it calls, but for its own circle's."""
    called = _called(stack, name)
    return frozenset(each for each in called if name not in _reached(stack, each))


def circles(stack: StackParts) -> tuple[frozenset[str], ...]:
    """Return the groups of workloads that call each other in a circle, and so wait for nothing."""
    grouped = {
        frozenset({name, *(n for n in _reached(stack, name) if name in _reached(stack, n))})
        for name in stack.workloads
        if name in _reached(stack, name)
    }
    return tuple(sorted(grouped, key=sorted))


def _called(stack: StackParts, name: str) -> frozenset[str]:
    calls = stack.workloads[name].calls
    named = (call.removeprefix(_PREFIX) for call in calls if call.startswith(_PREFIX))
    return frozenset(each for each in named if each in stack.workloads)


def _reached(stack: StackParts, name: str) -> frozenset[str]:
    """Return all workloads that one calls, directly or through others."""
    reached: set[str] = set()
    ahead = list(_called(stack, name))
    while ahead:
        current = ahead.pop()
        if current not in reached:
            reached.add(current)
            ahead.extend(_called(stack, current))
    return frozenset(reached)
