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


def _plain_url(text: str) -> str:
    if "//" in text or any(part in (".", "..") for part in text.split("/")):
        raise FieldError(_URL_PATH.rule, text)
    return text


_URL_PATH: Final = TextRule(
    # What the API server accepts as the prefix of a route.
    rule="must be the path of a URL: '/' first, without '//', '.', '..', '?' and '#', such as /api",
    pattern=r"/[-A-Za-z0-9._~!$&'()*+,;=:@/]*",
    examples=("/", "/api"),
    longest=1024,
    refine=_plain_url,
)
UrlPath = Annotated[str, _URL_PATH]

DeletionPolicy = Literal["protect", "retain", "delete"]
"""protect: destroy is refused; retain: plinth forgets it and it stays; delete: it goes."""
