"""Ports of a cluster."""

import socket

import pytest

from engine.embedded import ports
from engine.embedded.errors import ClusterError

CONFIG = """options:
  etcdPort: 26001
  kubeApiserverPort: 26002
  kubeSchedulerPort: 26003
  nodeStatusUpdateFrequencyMilliseconds: 50000
components:
- args:
  - --listen-client-urls=http://127.0.0.1:26001
  - --secure-port=26002
  - --node-monitor-period=260021s
"""


def test_ports_are_read_from_the_options() -> None:
    assert ports.read(CONFIG) == {
        "etcdPort": 26001,
        "kubeApiserverPort": 26002,
        "kubeSchedulerPort": 26003,
    }


def test_a_port_is_exchanged_everywhere_and_other_numbers_stay() -> None:
    moved = ports.replaced(CONFIG, ports.read(CONFIG), {"kubeApiserverPort": 27000})
    assert moved == CONFIG.replace("26002\n", "27000\n")
    assert "260021s" in moved


def test_two_ports_may_swap() -> None:
    old = {"etcdPort": 26001, "kubeApiserverPort": 26002}
    new = {"etcdPort": 26002, "kubeApiserverPort": 26001}
    assert ports.replaced("a:26001 b:26002", old, new) == "a:26002 b:26001"


def test_nothing_to_move_leaves_the_text_alone() -> None:
    assert ports.replaced(CONFIG, ports.read(CONFIG), {}) == CONFIG


def test_chosen_ports_are_free_distinct_and_out_of_the_way_of_others() -> None:
    chosen = ports.choose(ports.NAMES)
    assert set(chosen) == set(ports.NAMES)
    assert len(set(chosen.values())) == len(ports.NAMES)
    assert all(26_000 <= port < 30_000 for port in chosen.values())


def test_a_port_somebody_listens_on_is_not_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert not ports.is_free(taken.getsockname()[1])
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        assert not ports.is_free(port)
    assert ports.is_free(port)


def test_without_free_ports_the_error_names_the_range(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "RANGE", range(26_000, 26_002))
    monkeypatch.setattr(ports, "is_free", lambda port: port == 26_001)
    assert ports.choose(["etcdPort"]) == {"etcdPort": 26_001}
    with pytest.raises(ClusterError, match="from 26000 to 26001 is left for etcdPeerPort"):
        ports.choose(["etcdPort", "etcdPeerPort"])


def test_a_reserved_port_is_not_chosen_though_nobody_listens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ports, "RANGE", range(26_000, 26_003))
    monkeypatch.setattr(ports, "is_free", lambda port: port != 26_001)
    assert ports.choose(["etcdPort"], reserved=(26_000,)) == {"etcdPort": 26_002}
