"""Traffic as plain data."""

from components.tenancy.traffic import Host, Peer, Traffic, outgoing


def test_what_goes_out_is_all_but_what_comes_in() -> None:
    peer = Peer(namespace="app", selector={"app.kubernetes.io/name": "web"}, ports=(80,))
    host = Host(name="api.example.org", port=443)
    out = Traffic(targets=(peer,), to_internet=("0.0.0.0/0",), to_hosts=(host,))
    both = Traffic(
        callers=(peer,),
        from_outside=(80,),
        routed_by=peer,
        scraped=9100,
        targets=out.targets,
        to_internet=out.to_internet,
        to_hosts=out.to_hosts,
    )
    assert outgoing(both) == out
