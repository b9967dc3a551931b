"""Workloads that answer requests."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as k8s

from components.metadata import SKIP_AWAIT, metadata
from components.routing.ingress import ingress_spec
from components.workload import manifests
from components.workload.deployment import deploy
from components.workload.scaling import least_replicas
from components.workload.spec import WebSpec, service_name
from components.workload.wires import Wires


@dataclass(frozen=True, kw_only=True, slots=True)
class WebArgs:
    """A web workload and what it is plugged into."""

    spec: WebSpec
    wires: Wires


class Web(pulumi.ComponentResource):
    """Pods behind a Service, with autoscaler, disruption budget, policy and route as asked for."""

    service_name: pulumi.Output[str]
    """Name of the Service, known once the pods are ready."""
    route_address: pulumi.Output[str] | None = None
    """Where the route is served, once somebody serves it; none without a route."""
    node_ports: pulumi.Output[dict[str, int]]
    """Ports on every node, by port name; empty unless the Service has any."""

    def __init__(
        self, name: str, args: WebArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:workload:Web", name, None, opts)
        spec, wires = args.spec, args.wires
        child = pulumi.ResourceOptions(parent=self)
        called = service_name(name, spec)
        deployment = deploy(spec, wires, self, spec.names.deployment)
        service = k8s.core.v1.Service(
            name,
            metadata=metadata(called, wires.namespace, wires.labels, service_await(spec, wires)),
            spec=service_spec(spec, wires.shape.selector),
            opts=child,
        )
        if spec.expose is not None:
            waits = wires.load_balancers == "provided" and least_replicas(spec.scaling) > 0
            annotations = {**wires.route_annotations, **({} if waits else SKIP_AWAIT)}
            route = k8s.networking.v1.Ingress(
                name,
                metadata=metadata(name, wires.namespace, wires.labels, annotations),
                spec=ingress_spec(spec.expose, called, spec.ports, wires.ingress_class),
                opts=child,
            )
            self.route_address = route.status.apply(route_address)
        ready = pulumi.Output.all(service.metadata["name"], deployment.metadata["name"])
        self.service_name = ready.apply(lambda names: names[0])
        self.node_ports = service.spec.apply(node_ports)
        self.register_outputs({"service_name": self.service_name, "node_ports": self.node_ports})


def service_spec(spec: WebSpec, selector: Mapping[str, str]) -> k8s.core.v1.ServiceSpecArgsDict:
    """Return the Service's spec, with the workload's own ports."""
    made: k8s.core.v1.ServiceSpecArgsDict = {
        "type": spec.service_type,
        "selector": dict(selector),
        "ports": manifests.service_ports(spec.ports),
    }
    if spec.session_affinity_seconds is not None:
        made["session_affinity"] = "ClientIP"
        made["session_affinity_config"] = {
            "client_ip": {"timeout_seconds": spec.session_affinity_seconds}
        }
    if spec.traffic_distribution is not None:
        made["traffic_distribution"] = spec.traffic_distribution
    return made


def service_await(spec: WebSpec, wires: Wires) -> Mapping[str, str]:
    """Return the annotation of a Service that may never get an address or a pod; else nothing."""
    no_address = spec.service_type == "LoadBalancer" and wires.load_balancers == "none"
    return SKIP_AWAIT if no_address or least_replicas(spec.scaling) == 0 else {}


def node_ports(service: k8s.core.v1.outputs.ServiceSpec) -> dict[str, int]:
    """Return the node ports that the API server gave the Service, by port name."""
    return {p.name: p.node_port for p in service.ports or () if p.name and p.node_port}


def route_address(status: k8s.networking.v1.outputs.IngressStatus | None) -> str:
    """Return the address that a route has been given; empty while it has none."""
    balancer = status.load_balancer if status is not None else None
    given = (balancer.ingress if balancer is not None else None) or []
    return next((each.hostname or each.ip or "" for each in given), "")
