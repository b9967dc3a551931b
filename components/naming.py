"""Physical names and label values within Kubernetes' limits."""

import hashlib
import re
from typing import Final

from components.fields import FieldError

# RFC 1123 for names; https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
_LONGEST: Final = 63
_DIGEST_LENGTH: Final = 8
_RULE: Final = "must give a DNS label: lower-case letters, digits and '-'"


def dns_label(*parts: str, longest: int = _LONGEST) -> str:
    """Join the parts with '-' into a name of at most `longest` characters.

    A longer name keeps its beginning and ends in 8 hex digits of a hash of the whole, so that
    different names stay different and the same name stays the same from run to run.
    Raises FieldError when the parts do not make a DNS label.
    """
    joined = "-".join(parts)
    if re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", joined) is None or "" in parts:
        raise FieldError(_RULE, joined)
    return _shortened(joined, longest)


def dns_label_of(text: str) -> str:
    """Any text as a DNS label: unchanged when it is one, else cleaned and hashed.

    Different texts give different labels, which may be longer than DNS permits: see `dns_label`.
    """
    cleaned = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return text if cleaned == text else f"{cleaned}-{_digest(text)}".lstrip("-")


def label_value(text: str) -> str:
    """Any text as a Kubernetes label value: unchanged when it is one, else cleaned and hashed.

    Different texts give different values; the empty text is itself a label value.
    """
    cleaned = re.sub(r"[^-A-Za-z0-9_.]", "-", text).strip("-_.")
    if cleaned == text:
        return _shortened(text, _LONGEST)
    digest = _digest(text)
    return f"{cleaned[: _LONGEST - _DIGEST_LENGTH - 1]}-{digest}".lstrip("-")


def _shortened(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    head = text[: longest - _DIGEST_LENGTH - 1].rstrip("-_.")
    return f"{head}-{_digest(text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH]
