"""Data that goes with a typing error."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.promises import promised
from proof.rule import Hit, Rule
from stacks.placement import kept_parts


def _find(plan: Plan) -> Iterator[Hit]:
    promise = promised(plan)
    for path, part in kept_parts(plan.stack).items() if promise is not None else ():
        if part.deletion == "delete":
            yield Hit(path=(*path, "deletion"), message=f"is delete, and {promise}")


RULE = Rule(
    id="store-data-deleted",
    severity="warning",
    title="a promised availability and data that is deleted with its place in the file",
    why=(
        "With delete the data goes when the stack is destroyed, and when the part leaves the stack"
        " file: a line that was deleted or renamed by mistake is enough, and nothing asks again."
    ),
    ways_out=(
        "set deletion to protect: destroy and up refuse then",
        "set deletion to retain, where the cluster outlives the stack",
        "accept it, if the data can be made anew",
    ),
    find=_find,
)
