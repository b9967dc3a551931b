"""gRPC around plain methods: errors become one-line answers without secrets, waits can be told."""

import traceback
from collections.abc import Callable
from typing import Protocol, cast

import grpc
from google.protobuf import any_pb2, struct_pb2
from google.protobuf.message import Message
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, provider_pb2, status_pb2

from engine.standin.lifecycle import InitFailedError
from engine.standin.wire import Properties, decode, encode, redact

SERVICE = "pulumirpc.ResourceProvider"
STRUCTS = ("news", "olds", "old_inputs", "properties", "inputs", "args")
UNKNOWN_CODE = 2  # grpc.StatusCode.UNKNOWN as a number, for the detailed status


class _Log(Protocol):
    def future(self, request: engine_pb2.LogRequest) -> object: ...


class _Engine(Protocol):
    Log: _Log


class _Call(Protocol):
    def set_trailing_metadata(self, trailing_metadata: tuple[tuple[str, bytes], ...]) -> None: ...
    def set_code(self, code: object) -> None: ...
    def set_details(self, details: str) -> None: ...


def handler(
    method: Callable[[Message], Message],
    request: type[Message],
    expected: tuple[type[Exception], ...],
) -> "grpc.RpcMethodHandler[Message, Message | None]":
    """A gRPC handler of one method; anything not expected is reported as a defect, by place."""

    def serve(message: Message, call: _Call) -> Message | None:
        try:
            return method(message)
        except InitFailedError as error:
            _init_failed(call, error)
        except expected as error:
            _refuse(call, redact(str(error), *_properties(message)))
        except Exception as error:
            # Only the place: a traceback's values could be secrets.
            place = traceback.extract_tb(error.__traceback__)[-1]
            summary = redact(f"{type(error).__name__}: {error}", *_properties(message))
            _refuse(
                call,
                "defect in the Kubernetes provider stand-in: "
                f"{summary} ({place.filename.rpartition('/')[2]}:{place.lineno})",
            )
        return None

    return grpc.unary_unary_rpc_method_handler(
        serve,
        request_deserializer=request.FromString,
        response_serializer=_serialized,
    )


def _serialized(message: Message | None) -> bytes:
    return message.SerializeToString() if message else b""


def _properties(message: Message) -> list[Properties]:
    names = [field.name for field, _ in message.ListFields() if field.name in STRUCTS]
    return [decode(cast("struct_pb2.Struct", getattr(message, name))) for name in names]


def _refuse(call: _Call, reason: str) -> None:
    call.set_code(grpc.StatusCode.UNKNOWN)
    call.set_details(reason)


def _init_failed(call: _Call, error: InitFailedError) -> None:
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
    call.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    _refuse(call, reasons[0])


class EngineLog:
    """Status lines shown beside a resource while it is being waited for."""

    def __init__(self, address: str) -> None:
        channel = grpc.insecure_channel(address) if address else None
        stub = engine_pb2_grpc.EngineStub(channel) if channel else None
        self._engine = cast("_Engine | None", stub)

    def status(self, urn: str, message: str) -> None:
        """Shows a line for as long as it is the newest; losing one does no harm."""
        if self._engine is None:
            return
        request = engine_pb2.LogRequest(
            severity=engine_pb2.INFO, message=message, urn=urn, ephemeral=True
        )
        self._engine.Log.future(request)
