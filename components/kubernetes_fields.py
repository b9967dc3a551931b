"""Field types with Kubernetes' own rules for parts of pods and Secrets."""

from typing import Annotated, Final, Literal

from components.fields import FieldError, TextRule

_PORT_NAME: Final = TextRule(
    # https://kubernetes.io/docs/reference/ : IANA_SVC_NAME
    rule="must be a port name: lower-case letters, digits and '-', a letter among them, at most 15,"
    " such as http",
    pattern=r"(?=.*[a-z])(?!.*--)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?",
    examples=("http", "metrics"),
    longest=15,
)
PortName = Annotated[str, _PORT_NAME]
SecretKey = Annotated[
    str,
    TextRule(
        rule="must be a key of a Secret: letters, digits, '-', '_' and '.', such as API_KEY",
        pattern=r"[-._a-zA-Z0-9]+",
        examples=("API_KEY", "openrouter-api-key"),
        longest=253,
    ),
]


def _plain_absolute(text: str) -> str:
    if any(part in (".", "..") for part in text.split("/")):
        raise FieldError(_ABSOLUTE_PATH.rule, text)
    return text


_ABSOLUTE_PATH: Final = TextRule(
    rule="must be an absolute path inside the container, without '.' and '..', such as /app/data",
    pattern=r"/[^:\x00-\x1f]*",
    examples=("/app/data",),
    longest=4096,
    refine=_plain_absolute,
)
AbsolutePath = Annotated[str, _ABSOLUTE_PATH]

DeletionPolicy = Literal["protect", "retain", "delete"]
"""protect: destroy is refused; retain: plinth forgets it and it stays; delete: it goes."""
