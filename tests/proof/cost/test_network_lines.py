"""The lines of gateways, load balancers, zones and traffic."""

from pathlib import Path

from tests.proof.cost.kit import US, bill, gaps, rows


def test_gateways_cost_by_the_hour_and_have_addresses(tmp_path: Path) -> None:
    assert rows(bill(tmp_path, US), "network") == [
        "network.nat: 3 NAT gateways: 2190 x nat_gateway.hour 0.045 = 98.55",
        "network.nat: addresses of 3 NAT gateways: 2190 x public_ipv4.hour 0.005 = 10.95",
    ]
    one = rows(bill(tmp_path, US + "network: {nat: one}"), "network")
    assert [row.rpartition(" = ")[2] for row in one] == ["32.85", "3.65"]


def test_endpoints_cost_in_every_zone(tmp_path: Path) -> None:
    patch = US + "network: {interface_endpoints: [sts, logs]}\nusage: {endpoint_gb: 500}"
    assert rows(bill(tmp_path, patch), "network")[2:] == [
        (
            "network.interface_endpoints: 2 interface endpoints in 3 zones:"
            " 4380 x interface_endpoint.hour 0.01 = 43.8"
        ),
        (
            "usage.endpoint_gb: data through endpoints: 0/500/500 x interface_endpoint.data 0.01 ="
            " 0/5/5"
        ),
    ]


def test_traffic_costs_what_somebody_says_of_it(tmp_path: Path) -> None:
    assert gaps(bill(tmp_path, US), "network") == [
        "data through NAT: say usage.nat_gb",
        "data to the internet: say usage.internet_gb",
        "data between zones: say usage.cross_zone_gb",
    ]
    patch = US + "usage: {nat_gb: 100, internet_gb: 300, cross_zone_gb: 50}"
    found = bill(tmp_path, patch)
    assert [row.partition(": ")[2] for row in rows(found, "network")[2:]] == [
        "data through NAT: 0/100/100 x nat_gateway.data 0.045 = 0/4.5/4.5",
        ("data to the internet: 0/200/200 x data_transfer.internet_out_first_10tb 0.09 = 0/18/18"),
        ("data between zones: 0/100/100 x data_transfer.cross_az_each_direction 0.01 = 0/1/1"),
    ]
    assert gaps(found, "network") == []


def test_routes_of_an_audience_share_a_load_balancer(tmp_path: Path) -> None:
    web = (
        "{kind: web, image: example.org/w:1, ports: {http: 80}, resources: {}, expose: {host: %s}}"
    )
    patch = (
        US
        + "addons: {aws_load_balancer_controller: {}}\nusage: {load_balancer_units: 2}\n"
        + f"workloads: {{one: {web % 'one.example.org'}, two: {web % 'two.example.org'},"
        f" three: {web % 'three.example.org, audience: inside'}}}"
    )
    assert rows(bill(tmp_path, patch), "network")[2:] == [
        "workloads.three.expose: load balancer (inside): 730 x alb.hour 0.0225 = 16.425",
        "workloads.one.expose: load balancer (internet): 730 x alb.hour 0.0225 = 16.425",
        (
            "workloads.one.expose: addresses of load balancer (internet):"
            " 2190 x public_ipv4.hour 0.005 = 10.95"
        ),
        (
            "usage.load_balancer_units: load balancer units:"
            " 0/1460/1460 x alb.lcu_hour 0.008 = 0/11.68/11.68"
        ),
    ]


def test_a_service_of_its_own_has_a_load_balancer_of_its_own(tmp_path: Path) -> None:
    fields = "kind: web, image: example.org/w:1, ports: {http: 80}, resources: {}"
    patch = US + f"workloads: {{w: {{{fields}, service_type: LoadBalancer}}}}"
    found = bill(tmp_path, patch)
    assert rows(found, "network")[2:] == [
        "workloads.w.service_type: load balancer of w: 730 x nlb.hour 0.0225 = 16.425"
    ]
    assert "load balancer units: say usage.load_balancer_units" in gaps(found, "network")


def test_a_zone_of_ones_own_costs_and_that_of_others_does_not(tmp_path: Path) -> None:
    patch = (
        US + "dns_zones: {own: {kind: aws, domain: example.org},"
        " theirs: {kind: existing, domain: example.com, zone_id: Z0123456789ABCDEFGHIJ}}"
    )
    assert rows(bill(tmp_path, patch), "network")[2:] == [
        "dns_zones.own: DNS zone example.org: 1 x route53.hosted_zone 0.5 = 0.5"
    ]
