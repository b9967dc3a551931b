"""gRPC around plain methods: errors become one-line answers without secrets."""

import traceback
from collections.abc import Callable
from typing import NoReturn, Protocol, cast

import grpc
from google.protobuf import any_pb2, struct_pb2
from google.protobuf.message import Message
from pulumi.runtime.proto import provider_pb2, status_pb2

from engine.standin.lifecycle import InitFailedError
from engine.standin.objects import RefusedError
from engine.standin.wire import Properties, decode, encode, redact

STRUCTS = ("news", "olds", "old_inputs", "properties", "inputs", "args")
UNKNOWN_CODE = 2  # grpc.StatusCode.UNKNOWN as a number, for the detailed status


class ConnectionLostError(Exception):
    """To be told as if this process had died in the middle of a call; for rehearsals."""


class _Call(Protocol):
    def set_trailing_metadata(self, trailing_metadata: tuple[tuple[str, bytes], ...]) -> None: ...
    def abort(self, code: object, details: str) -> NoReturn: ...


def handler(
    method: Callable[..., Message],
    request: type[Message],
    who: str = "the Kubernetes provider stand-in",
) -> "grpc.RpcMethodHandler[Message, Message]":
    """A gRPC handler of one method; what it does not foresee is a defect, reported by place."""

    def serve(message: Message, call: _Call) -> Message:
        try:
            return method(message)
        except InitFailedError as error:
            call.set_trailing_metadata((("grpc-status-details-bin", _what_is_there(error)),))
            reason = redact(str(error), error.inputs, error.outputs)
        except ConnectionLostError as error:
            return call.abort(grpc.StatusCode.UNAVAILABLE, str(error))
        except RefusedError as error:
            reason = redact(str(error), *_properties(message))
        except Exception as error:
            # Only the place: a traceback's values could be secrets.
            place = traceback.extract_tb(error.__traceback__)[-1]
            summary = redact(f"{type(error).__name__}: {error}", *_properties(message))
            reason = (
                f"defect in {who}: {summary} ({place.filename.rpartition('/')[2]}:{place.lineno})"
            )
        return call.abort(grpc.StatusCode.UNKNOWN, reason)

    return grpc.unary_unary_rpc_method_handler(
        serve,
        request_deserializer=request.FromString,
        response_serializer=lambda answer: answer.SerializeToString(),
    )


def _properties(message: Message) -> list[Properties]:
    names = [field.name for field, _ in message.ListFields() if field.name in STRUCTS]
    return [decode(cast("struct_pb2.Struct", getattr(message, name))) for name in names]


def _what_is_there(error: InitFailedError) -> bytes:
    """What the engine is to record of an object that is not ready."""
    reasons = [redact(reason, error.inputs, error.outputs) for reason in error.reasons]
    details = any_pb2.Any()
    details.Pack(
        provider_pb2.ErrorResourceInitFailed(
            id=error.identifier,
            properties=encode(error.outputs),
            reasons=reasons,
            inputs=encode(error.inputs),
        )
    )
    status = status_pb2.Status(code=UNKNOWN_CODE, message=reasons[0], details=[details])
    return status.SerializeToString()
