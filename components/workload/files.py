"""What the pods of a workload find in their file system, from its spec."""

from collections.abc import Iterator

from components.naming import dns_label
from components.workload.base import PodBase, ScratchSpec
from components.workload.pods import ClaimVolume, ConfigVolume, Mount, ScratchVolume, Volume


def files(spec: PodBase) -> tuple[tuple[Volume, ...], tuple[Mount, ...]]:
    """Return the volumes of the workload's pods, and where its containers find them."""
    pairs = [*_configs(spec), *_claims(spec), *_scratch(spec)]
    volumes = tuple(volume for volume, _ in pairs)
    return volumes, tuple(mount for _, mounts in pairs for mount in mounts)


def _configs(spec: PodBase) -> Iterator[tuple[Volume, tuple[Mount, ...]]]:
    for config, use in spec.configs.items():
        if use.mounts:
            volume = dns_label("config", config)
            mounts = (
                Mount(volume=volume, path=path, part=file, access="read_only")
                for file, path in use.mounts.items()
            )
            yield ConfigVolume(name=volume, config_map=config), tuple(mounts)


def _claims(spec: PodBase) -> Iterator[tuple[Volume, tuple[Mount, ...]]]:
    for name, use in spec.volumes.items():
        volume = dns_label("volume", name)
        mount = Mount(volume=volume, path=use.path, part=use.folder, access=use.access)
        yield ClaimVolume(name=volume, claim=name), (mount,)


def _scratch(spec: PodBase) -> Iterator[tuple[Volume, tuple[Mount, ...]]]:
    plain = [(path, ScratchSpec()) for path in spec.writable_paths]
    for number, (path, scratch) in enumerate([*plain, *spec.scratch.items()]):
        volume = f"scratch-{number}"
        made = ScratchVolume(name=volume, size_limit=str(scratch.size), medium=scratch.medium)
        yield made, (Mount(volume=volume, path=path),)
