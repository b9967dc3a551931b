"""The tools plinth needs, as data: one row each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

KUBERNETES = "1.36.3"
ETCD = "3.6.14"
KWOK = "0.8.0"
METRICS_SERVER = "0.9.0"
PULUMI = "3.259.0"
KUBE_SCORE = "1.20.0"
KUBECONFORM = "0.7.0"

BUILD_FLAGS = ("-trimpath", "-gcflags=all=-dwarf=false")
"""The linker strips debug data anyway; not making it saves a tenth of the time, a quarter of
the disk."""

BUILD_ENVIRON = {"CGO_ENABLED": "0"}
"""Bare machines have no C compiler, and the same bytes come out everywhere."""

Fit = Literal["same-major-at-least", "same-minor"]
"""Which versions on PATH are as good as the pinned one."""

Installer = Literal["downloads", "pulumi"]
"""Who fetches the official release: we do, file by file, or Pulumi's own installer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Download:
    """Where a publisher keeps a binary; `{version}`, `{system}` and `{arch}` are filled in."""

    url: str
    systems: tuple[str, ...]
    checksum_url: str | None = None
    """A file with the sha256 alone, or with lines of sha256 and file name."""
    member: str | None = None
    """Path of the binary inside a .tar.gz archive."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Binary:
    """One executable: its pin, how it tells its version, where it is fetched or built."""

    name: str
    version: str
    package: str
    built_as: str
    """What `go build` calls it."""
    ask: tuple[str, ...] = ("--version",)
    download: Download | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ToolSet:
    """Binaries that are found, fetched or built together."""

    name: str
    title: str
    binaries: tuple[Binary, ...]
    fit: Fit
    installer: Installer
    release_url: str
    """Asked once, briefly, whether a download can work at all."""
    module: str
    """Folder of the pinned Go module, relative to the checkout."""
    ldflags: tuple[str, ...] = ()
    build_cpu_seconds: int
    build_bytes: int
    """Peak of the Go caches and the result while building; measured by `du`."""
    bytes: int
    """What stays on the disk."""


def _kubernetes(name: str, *, systems: tuple[str, ...], ask: tuple[str, ...]) -> Binary:
    url = "https://dl.k8s.io/release/v{version}/bin/{system}/{arch}/" + name
    return Binary(
        name=name,
        version=KUBERNETES,
        package=f"k8s.io/kubernetes/cmd/{name}",
        built_as=name,
        ask=ask,
        download=Download(url=url, checksum_url=url + ".sha256", systems=systems),
    )


def _kwok(name: str) -> Binary:
    # kwok publishes no checksums beside its binaries; the version check after
    # the download is what tells a binary from an error page.
    releases = "https://github.com/kubernetes-sigs/kwok/releases/download"
    return Binary(
        name=name,
        version=KWOK,
        package=f"sigs.k8s.io/kwok/cmd/{name}",
        built_as=name,
        download=Download(
            url=f"{releases}/v{{version}}/{name}-{{system}}-{{arch}}", systems=("linux", "darwin")
        ),
    )


def _etcd() -> Binary:
    releases = "https://github.com/etcd-io/etcd/releases/download/v{version}"
    return Binary(
        name="etcd",
        version=ETCD,
        package="go.etcd.io/etcd/server/v3",
        built_as="server",
        download=Download(
            url=releases + "/etcd-v{version}-{system}-{arch}.tar.gz",
            checksum_url=releases + "/SHA256SUMS",
            member="etcd-v{version}-{system}-{arch}/etcd",
            systems=("linux",),
        ),
    )


_METRICS_SERVER = "https://github.com/kubernetes-sigs/metrics-server/releases/download/v{version}"
_ZEGL = "https://github.com/zegl/kube-score/releases/download/v{version}"
_YANNH = "https://github.com/yannh/kubeconform/releases/download/v{version}"

PULUMI_SET = ToolSet(
    name="pulumi",
    title="the Pulumi engine",
    binaries=(
        Binary(
            name="pulumi",
            version=PULUMI,
            package="github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
            built_as="pulumi",
            ask=("version",),
        ),
    ),
    fit="same-major-at-least",
    installer="pulumi",
    release_url="https://get.pulumi.com/install.sh",
    module="tools/go/pulumi",
    ldflags=(
        "-s",
        "-w",
        f"-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version={PULUMI}",
    ),
    build_cpu_seconds=290,
    build_bytes=4_500_000_000,
    bytes=116_000_000,
)

KUBERNETES_SET = ToolSet(
    name="kubernetes",
    title="a Kubernetes control plane",
    binaries=(
        _kubernetes("kube-apiserver", systems=("linux",), ask=("--version",)),
        _kubernetes("kube-controller-manager", systems=("linux",), ask=("--version",)),
        _kubernetes("kube-scheduler", systems=("linux",), ask=("--version",)),
        _kubernetes("kubectl", systems=("linux", "darwin"), ask=("version", "--client")),
        _kwok("kwok"),
        _kwok("kwokctl"),
        _etcd(),
    ),
    fit="same-minor",
    installer="downloads",
    release_url="https://dl.k8s.io/",
    module="tools/go/kubernetes",
    ldflags=(
        "-s",
        "-w",
        f"-X k8s.io/component-base/version.gitVersion=v{KUBERNETES}",
        f"-X k8s.io/component-base/version.gitMajor={KUBERNETES.split('.')[0]}",
        f"-X k8s.io/component-base/version.gitMinor={KUBERNETES.split('.')[1]}",
    ),
    build_cpu_seconds=315,
    build_bytes=9_000_000_000,
    bytes=481_000_000,
)

METRICS_SERVER_SET = ToolSet(
    name="metrics-server",
    title="the metrics server",
    binaries=(
        Binary(
            name="metrics-server",
            version=METRICS_SERVER,
            package="sigs.k8s.io/metrics-server/cmd/metrics-server",
            built_as="metrics-server",
            # Like kwok it publishes no checksums beside its binaries.
            download=Download(
                url=_METRICS_SERVER + "/metrics-server-{system}-{arch}", systems=("linux", "darwin")
            ),
        ),
    ),
    fit="same-minor",
    installer="downloads",
    release_url="https://github.com/kubernetes-sigs/metrics-server/releases",
    module="tools/go/metrics-server",
    ldflags=(
        "-s",
        "-w",
        f"-X k8s.io/client-go/pkg/version.gitVersion=v{METRICS_SERVER}",
    ),
    build_cpu_seconds=220,
    build_bytes=2_800_000_000,
    bytes=71_000_000,
)

KUBE_SCORE_SET = ToolSet(
    name="kube-score",
    title="the judge kube-score",
    binaries=(
        Binary(
            name="kube-score",
            version=KUBE_SCORE,
            package="github.com/zegl/kube-score/cmd/kube-score",
            built_as="kube-score",
            ask=("version",),
            download=Download(
                url=_ZEGL + "/kube-score_{version}_{system}_{arch}",
                checksum_url=_ZEGL + "/checksums.txt",
                systems=("linux", "darwin"),
            ),
        ),
    ),
    fit="same-minor",
    installer="downloads",
    release_url="https://github.com/zegl/kube-score/releases",
    module="tools/go/kube-score",
    ldflags=("-s", "-w", f"-X main.version={KUBE_SCORE}"),
    build_cpu_seconds=80,
    build_bytes=600_000_000,
    bytes=17_000_000,
)

KUBECONFORM_SET = ToolSet(
    name="kubeconform",
    title="the judge kubeconform",
    binaries=(
        Binary(
            name="kubeconform",
            version=KUBECONFORM,
            package="github.com/yannh/kubeconform/cmd/kubeconform",
            built_as="kubeconform",
            ask=("-v",),
            download=Download(
                url=_YANNH + "/kubeconform-{system}-{arch}.tar.gz",
                checksum_url=_YANNH + "/CHECKSUMS",
                member="kubeconform",
                systems=("linux", "darwin"),
            ),
        ),
    ),
    fit="same-minor",
    installer="downloads",
    release_url="https://github.com/yannh/kubeconform/releases",
    module="tools/go/kubeconform",
    ldflags=("-s", "-w", f"-X main.version={KUBECONFORM}"),
    build_cpu_seconds=40,
    build_bytes=300_000_000,
    bytes=10_000_000,
)
