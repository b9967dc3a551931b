"""Why something on this machine does not do what was asked, always with the next step."""


class EngineError(Exception):
    """Something cannot be done: what happened, why, and the way out of it."""

    def __init__(self, *, what: str, why: str, way_out: str) -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.what}\n  why: {self.why}\n  way out: {self.way_out}"
