"""Hosts outside among what a workload talks to."""

from components.tenancy.traffic import Host
from components.workload.calls import hosts


def test_hosts_are_the_calls_that_name_a_port_each_once_and_in_order() -> None:
    calls = ("b.example.org:443", "internet", "database.main", "a.example.org:25")
    assert hosts((*calls, "b.example.org:443")) == (
        Host(name="a.example.org", port=25),
        Host(name="b.example.org", port=443),
    )
    assert hosts(("internet", "workload.web")) == ()
