"""JSON merge patch (RFC 7396) on trees with positions, with one addition for `kind`."""

from collections.abc import Iterator, Mapping

from stacks.reading.tree import KeyPath, Node


def merge(base: Node | None, patch: Node) -> Node:
    """Apply the patch: objects are merged, null removes, everything else replaces.

    The addition: a patch object that gives another `kind` replaces the object whole, because the
    fields of one kind mean nothing to another.
    """
    if not isinstance(patch.content, Mapping):
        return patch
    merged: dict[str, Node] = {}
    if base is not None and isinstance(base.content, Mapping) and not _other_kind(base, patch):
        merged.update(base.content)
    for key, entry in patch.content.items():
        if entry.content is None:
            merged.pop(key, None)
        else:
            merged[key] = merge(merged.get(key), entry)
    return Node(merged, patch.origin)


def idle_nulls(
    base: Node | None, patch: Node, path: KeyPath = ()
) -> Iterator[tuple[KeyPath, Node]]:
    """Nulls of the patch that remove nothing: a slip, or a value that was never filled in."""
    if not isinstance(patch.content, Mapping):
        return
    known: Mapping[str, Node] = {}
    if base is not None and isinstance(base.content, Mapping) and not _other_kind(base, patch):
        known = base.content
    for key, entry in patch.content.items():
        if entry.content is not None:
            yield from idle_nulls(known.get(key), entry, (*path, key))
        elif key not in known:
            yield (*path, key), entry


def _other_kind(base: Node, patch: Node) -> bool:
    old, new = _kind(base), _kind(patch)
    return old is not None and new is not None and old != new


def _kind(node: Node) -> str | None:
    kind = node.content.get("kind") if isinstance(node.content, Mapping) else None
    return kind.content if kind is not None and isinstance(kind.content, str) else None
