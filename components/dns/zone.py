"""Zones, certificates for hosts in them, and the names of load balancers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import pulumi
import pulumi_aws as aws

from components.dns.spec import AwsZoneSpec, DnsZoneSpec, ExistingZoneSpec

_SECONDS = 300


class Zone(pulumi.ComponentResource):
    """A hosted zone, made or adopted."""

    zone_id: pulumi.Output[str]
    name_servers: pulumi.Output[Sequence[str]] | None = None
    """Who must be named where the domain above it lies; none for a zone that is answered for."""

    def __init__(
        self, name: str, spec: DnsZoneSpec, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:dns:Zone", name, None, opts)
        match spec:
            case AwsZoneSpec():
                made = aws.route53.Zone(
                    name, name=spec.domain, opts=pulumi.ResourceOptions(parent=self)
                )
                self.zone_id, self.name_servers = made.zone_id, made.name_servers
            case ExistingZoneSpec():
                self.zone_id = pulumi.Output.from_input(spec.zone_id)
            case _:
                assert_never(spec)
        self.register_outputs({"zone_id": self.zone_id})


@dataclass(frozen=True, kw_only=True, slots=True)
class HostArgs:
    """A host and the zone that answers for it."""

    host: str
    zone_id: pulumi.Input[str]


class Certificate(pulumi.ComponentResource):
    """A certificate for one host, which AWS renews as long as its record stands in the zone."""

    arn: pulumi.Output[str]
    """Known once the certificate is valid."""

    def __init__(
        self, name: str, args: HostArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:dns:Certificate", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        certificate = aws.acm.Certificate(
            name, domain_name=args.host, validation_method="DNS", opts=child
        )
        asked = certificate.domain_validation_options[0]
        proof = aws.route53.Record(
            name,
            zone_id=args.zone_id,
            name=asked.resource_record_name,
            type=asked.resource_record_type,
            records=[asked.resource_record_value],
            ttl=_SECONDS,
            opts=child,
        )
        valid = aws.acm.CertificateValidation(
            name,
            certificate_arn=certificate.arn,
            validation_record_fqdns=[proof.fqdn],
            opts=child,
        )
        self.arn = valid.certificate_arn
        self.register_outputs({"arn": self.arn})


@dataclass(frozen=True, kw_only=True, slots=True)
class AliasArgs:
    """A host, the zone that answers for it, and what it is another name of."""

    host: str
    zone_id: pulumi.Input[str]
    target: pulumi.Input[str]
    """The name of a load balancer."""
    target_zone: str | None = None
    """The zone of the load balancer's name, for a host that is its zone itself: no CNAME may stand
    there, beside the records that make it a zone. None for all other hosts."""


class Alias(pulumi.ComponentResource):
    """The record that leads a host to a load balancer."""

    def __init__(
        self, name: str, args: AliasArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:dns:Alias", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        if args.target_zone is None:
            aws.route53.Record(
                name,
                zone_id=args.zone_id,
                name=args.host,
                type="CNAME",
                records=[args.target],
                ttl=_SECONDS,
                opts=child,
            )
        else:
            aws.route53.Record(
                name,
                zone_id=args.zone_id,
                name=args.host,
                type="A",
                aliases=[
                    {
                        "name": args.target,
                        "zone_id": args.target_zone,
                        # With one load balancer there is nowhere else to send anybody.
                        "evaluate_target_health": False,
                    }
                ],
                opts=child,
            )
        self.register_outputs({})
