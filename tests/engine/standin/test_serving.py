"""What the engine is told when a method fails."""

from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2

from engine.standin.objects import RefusedError
from engine.standin.serving import handler
from engine.standin.wire import Properties, encode

HIDDEN = Properties({"data": "s3ntinel"}, frozenset({("data",)}))


class AbortedError(Exception):
    """The call was ended with these details."""


class Call:
    """The side of a call that a method's failure reaches."""

    def abort(self, _code: object, details: str) -> None:
        raise AbortedError(details)


def told(error: Exception) -> str:
    """Details of the answer to a request with a secret, whose method raised this error."""

    def method(_: object):
        raise error

    served: Any = handler(method, provider_pb2.CheckRequest)
    with pytest.raises(AbortedError) as aborted:
        served.unary_unary(provider_pb2.CheckRequest(news=encode(HIDDEN)), Call())
    return str(aborted.value)


def test_a_refusal_is_told_in_its_own_words_without_secrets():
    assert told(RefusedError("no such class: s3ntinel")) == "no such class: [secret]"


def test_a_defect_is_told_by_place_and_without_secrets():
    message = told(KeyError("s3ntinel"))
    assert message.startswith("defect in the Kubernetes provider stand-in: KeyError: '[secret]' (")
    assert "test_serving.py:" in message
