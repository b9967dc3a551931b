"""Zones, certificates and records, as the engine is asked for them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from components.dns.spec import covers
from tests.components.cloud_kit import planned, refused
from tests.plan import Plan, Wire, assert_house_rules
from tests.stacks import platforms

ZONE, RECORD = "aws:route53/zone:Zone", "aws:route53/record:Record"
CERTIFICATE = "aws:acm/certificate:Certificate"
VALIDATION = "aws:acm/certificateValidation:CertificateValidation"
INGRESS = "kubernetes:networking.k8s.io/v1:Ingress"
ARN = "alb.ingress.kubernetes.io/certificate-arn"
GROUP = "alb.ingress.kubernetes.io/group.name"
OWN = "dns_zones: {main: {kind: aws, domain: example.org}}\n"
THEIRS = "dns_zones: {main: {kind: existing, domain: example.org, zone_id: Z0ABC}}\n"
CONTROLLER = "addons: {aws_load_balancer_controller: {}}\n"
BROUGHT = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"


def webs(**exposed: str) -> str:
    """A patch with a web workload for each route, in YAML's one-line form."""
    rows = (
        f"  {name}: {{kind: web, image: example.org/web:1, ports: {{http: 80}}, resources: {{}},"
        f" expose: {{{fields}}}}}\n"
        for name, fields in exposed.items()
    )
    return f"{CONTROLLER}workloads:\n{''.join(rows)}"


def recorded(plan: Plan, component: str) -> Mapping[str, Mapping[str, Wire]]:
    """The inputs of all records below a component of a type, by their names."""
    found = (each for each in plan.of(RECORD) if f"plinth:dns:{component}$" in each.urn)
    return {each.name: each.inputs for each in found}


def test_a_host_in_a_zone_of_ours_is_proven_and_led_to_the_load_balancer(tmp_path: Path) -> None:
    plan = planned(tmp_path, OWN + webs(shop="host: shop.example.org"))
    assert_house_rules(plan)
    assert plan.one(ZONE, "main").inputs["name"] == "example.org"
    asked = plan.one(CERTIFICATE, "shop.example.org")
    assert asked.inputs == {"domainName": "shop.example.org", "validationMethod": "DNS"}
    assert recorded(plan, "Certificate") == {
        "shop.example.org": {
            "zoneId": "ZONEOFEXAMPLEORG",
            "name": "_recorded.shop.example.org.",
            "type": "CNAME",
            "records": ["_recorded.acm-validations.aws."],
            "ttl": 300,
        }
    }
    valid = plan.one(VALIDATION, "shop.example.org")
    assert valid.inputs == {
        "certificateArn": "arn:aws:recorded:eu-west-1:123456789012:shop.example.org",
        "validationRecordFqdns": ["_recorded.shop.example.org."],
    }
    route = plan.one(INGRESS, "shop")
    assert route.at("metadata", "annotations", ARN) == valid.inputs["certificateArn"]
    assert valid.urn in route.property_dependencies["metadata"], "TLS is there before the route"
    (led,) = (each for each in plan.of(RECORD) if "plinth:dns:Alias$" in each.urn)
    assert (led.inputs["name"], led.inputs["type"]) == ("shop.example.org", "CNAME")
    assert route.urn in led.property_dependencies["records"]
    for each in plan.of(RECORD):
        assert plan.one(ZONE, "main").urn in each.property_dependencies["zoneId"]


def test_the_zone_itself_is_led_by_an_alias_for_no_other_name_may_stand_there(
    tmp_path: Path,
) -> None:
    plan = planned(tmp_path, OWN + webs(shop="host: example.org"))
    made = recorded(plan, "Alias")["example.org"]
    assert made["type"] == "A"
    assert made["aliases"] == [
        {"name": "", "zoneId": "Z32O12XQLNTSW2", "evaluateTargetHealth": False}
    ]
    assert not {"records", "ttl"} & made.keys()


def test_routes_that_share_a_host_share_its_certificate_and_its_record(tmp_path: Path) -> None:
    routes = webs(shop="host: shop.example.org", api="host: shop.example.org, path: /api")
    plan = planned(tmp_path, OWN + routes)
    assert_house_rules(plan)
    assert (
        set(recorded(plan, "Certificate")) == set(recorded(plan, "Alias")) == {"shop.example.org"}
    )
    told = {str(r.at("metadata", "annotations", ARN)) for r in plan.of(INGRESS)}
    assert told == {"arn:aws:recorded:eu-west-1:123456789012:shop.example.org"}
    groups = {str(r.at("metadata", "annotations", GROUP)) for r in plan.of(INGRESS)}
    assert groups == {"toy-prod-internet"}


def test_what_was_called_as_its_workload_before_is_not_made_anew(tmp_path: Path) -> None:
    plan = planned(tmp_path, OWN + webs(shop="host: shop.example.org"))
    for kind in ("Certificate", "Alias"):
        token = f"plinth:dns:{kind}"
        before = f"urn:pulumi:prod::toy::{token}::shop"
        assert plan.one(token, "shop.example.org").aliases == (before,)


def test_a_zone_of_somebody_else_gets_records_and_is_made_by_nobody(tmp_path: Path) -> None:
    plan = planned(tmp_path, THEIRS + webs(shop="host: shop.example.org"))
    assert plan.of(ZONE) == ()
    assert {str(each.inputs["zoneId"]) for each in plan.of(RECORD)} == {"Z0ABC"}
    assert "name_servers" not in plan.outputs


def test_a_certificate_that_is_brought_along_is_used_and_none_is_asked_for(tmp_path: Path) -> None:
    brought = f'host: shop.example.org, certificate_arn: "{BROUGHT}"'
    plan = planned(tmp_path, OWN + webs(shop=brought))
    assert plan.of(CERTIFICATE) == ()
    assert plan.one(INGRESS, "shop").at("metadata", "annotations", ARN) == BROUGHT
    assert set(recorded(plan, "Alias")) == {"shop.example.org"}


def test_a_host_that_no_zone_answers_for_gets_neither(tmp_path: Path) -> None:
    plan = planned(tmp_path, OWN + webs(shop="host: shop.example.com"))
    assert plan.of(RECORD) == plan.of(CERTIFICATE) == ()


def test_the_zone_with_the_longest_name_answers(tmp_path: Path) -> None:
    zones = (
        "dns_zones:\n  main: {kind: existing, domain: example.org, zone_id: Z0WIDE}\n"
        "  shop: {kind: existing, domain: shop.example.org, zone_id: Z0NEAR}\n"
    )
    plan = planned(
        tmp_path, zones + webs(shop="host: shop.example.org", www="host: www.example.org")
    )
    found = {name: made["zoneId"] for name, made in recorded(plan, "Alias").items()}
    assert found == {"shop.example.org": "Z0NEAR", "www.example.org": "Z0WIDE"}
    assert recorded(plan, "Alias")["shop.example.org"]["type"] == "A"


def test_the_servers_of_a_zone_of_ours_are_told(tmp_path: Path) -> None:
    servers = planned(tmp_path, OWN).outputs["name_servers"]
    assert servers == {"main": ["ns-1.recorded.example", "ns-2.recorded.example"]}


def test_a_host_on_two_load_balancers_is_refused_where_a_zone_answers_for_it(
    tmp_path: Path,
) -> None:
    routes = webs(
        admin="host: shop.example.org, path: /admin, audience: inside",
        shop="host: shop.example.org",
    )
    (found,) = refused(tmp_path, OWN + routes)
    assert found.endswith(
        "workloads.shop.expose.audience: must be inside, as in workloads.admin, got internet:"
        " shop.example.org can be led to one load balancer alone; give one of them another host"
    )


def test_a_silent_connection_is_kept_as_long_as_any_route_of_the_load_balancer_asks(
    tmp_path: Path,
) -> None:
    routes = webs(
        live="host: live.example.org, idle_timeout_seconds: 3600",
        shop="host: shop.example.org",
        admin="host: admin.example.org, audience: inside, idle_timeout_seconds: 30",
    )
    plan = planned(tmp_path, OWN + routes)
    key = ARN.replace("certificate-arn", "load-balancer-attributes")
    found = {
        r.name: str(r.at("metadata", "annotations", key)).split(",")[1] for r in plan.of(INGRESS)
    }
    assert found == {
        "live": "idle_timeout.timeout_seconds=3600",
        "shop": "idle_timeout.timeout_seconds=3600",
        "admin": "idle_timeout.timeout_seconds=30",
    }


@pytest.mark.parametrize(
    ("host", "answers"),
    [
        ("example.org", True),
        ("a.b.example.org", True),
        ("badexample.org", False),
        ("org", False),
        ("example.org.evil", False),
    ],
)
def test_a_zone_answers_for_its_own_name_and_all_below_it(host: str, answers: bool) -> None:
    assert covers("example.org", host) is answers


@pytest.mark.parametrize("part", [OWN.strip(), "load_balancers: {inside: {}}"])
def test_what_is_for_routes_on_eks_is_refused_elsewhere(tmp_path: Path, part: str) -> None:
    field, _, _ = part.partition(":")
    (found,) = platforms.refused(tmp_path, part)
    assert found.endswith(f"{field}: are for routes on EKS; nothing on this cluster would use them")
