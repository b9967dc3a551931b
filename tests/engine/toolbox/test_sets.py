from __future__ import annotations

import re

import pytest

from engine.toolbox.machine import Machine
from engine.toolbox.sets import (
    KUBE_SCORE_SET,
    KUBECONFORM_SET,
    KUBERNETES_SET,
    METRICS_SERVER_SET,
    PULUMI_SET,
    ToolSet,
)

MODULES = {
    "kube-apiserver": "k8s.io/kubernetes",
    "kube-controller-manager": "k8s.io/kubernetes",
    "kube-scheduler": "k8s.io/kubernetes",
    "kubectl": "k8s.io/kubernetes",
    "kwok": "sigs.k8s.io/kwok",
    "kwokctl": "sigs.k8s.io/kwok",
    "etcd": "go.etcd.io/etcd/server/v3",
    "metrics-server": "sigs.k8s.io/metrics-server",
    "pulumi": "github.com/pulumi/pulumi/pkg/v3",
    "kube-score": "github.com/zegl/kube-score",
    "kubeconform": "github.com/yannh/kubeconform",
}


SETS = (PULUMI_SET, KUBERNETES_SET, METRICS_SERVER_SET, KUBE_SCORE_SET, KUBECONFORM_SET)


@pytest.mark.parametrize("row", SETS, ids=lambda row: row.name)
def test_the_pins_are_those_of_the_go_modules(row: ToolSet) -> None:
    text = (Machine.here().checkout / row.module / "go.mod").read_text(encoding="utf-8")
    for binary in row.binaries:
        module = MODULES[binary.name]
        required = re.search(rf"^(?:require )?\s*{re.escape(module)} v(\S+)", text, re.MULTILINE)
        assert required is not None, module
        assert required[1] == binary.version
        assert binary.package.startswith(module)
