"""What kwokctl is asked for."""

from pathlib import Path

from engine.embedded import creation
from engine.embedded.binaries import COMPONENTS


def test_the_request_serves_loopback_binds_volumes_and_needs_no_download() -> None:
    programs = {name: Path("/bin") / name for name in (*COMPONENTS.values(), "kwokctl", "kubectl")}
    assert creation.request(programs, {"etcdPort": 26000}) == {
        "apiVersion": "config.kwok.x-k8s.io/v1alpha1",
        "kind": "KwokctlConfiguration",
        "options": {
            "runtime": "binary",
            "bindAddress": "127.0.0.1",
            "kubeAuthorization": True,
            "kubectlBinary": "/bin/kubectl",
            "etcdBinary": "/bin/etcd",
            "kubeApiserverBinary": "/bin/kube-apiserver",
            "kubeControllerManagerBinary": "/bin/kube-controller-manager",
            "kubeSchedulerBinary": "/bin/kube-scheduler",
            "kwokControllerBinary": "/bin/kwok",
            "etcdPort": 26000,
        },
        "componentsPatches": [
            {
                "name": "kube-controller-manager",
                "extraArgs": [
                    {"key": "enable-hostpath-provisioner", "value": "true"},
                    {"key": "leader-elect", "value": "false"},
                ],
            },
            {
                "name": "kube-scheduler",
                "extraArgs": [{"key": "leader-elect", "value": "false"}],
            },
        ],
    }
