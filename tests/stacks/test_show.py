"""What `plinth show` prints."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from stacks.file import Origin, read_stack, resolve_object
from stacks.show import render_show
from tests.stacks.toys import Stack, write

BASE = """\
cluster: {kind: eks, region: x}
workloads:
  web: {image: a, env: {PORT: "8080", DEBUG: "yes"}, taints: [{size: b}]}
"""

SHOWN = """\
cluster:
  kind: eks           # system.yaml:1
  region: w           # Pulumi.prod.yaml:4
  version: "1.35"     # default
  eks: {}             # default
  node_pools: {}      # default
workloads:
  web:
    image: a          # system.yaml:3
    calls:
      - web           # Pulumi.prod.yaml:5
    env:
      PORT: "8080"    # system.yaml:3
      DEBUG: "yes"    # system.yaml:3
    ratio: 1.0        # default
    target: 80        # default
    taints:
      - size: b       # system.yaml:3
        min_nodes: 1  # default
        max_nodes: 3  # default
    level: info       # default
until: "2027-01-31"   # Pulumi.prod.yaml:6
"""


def test_each_value_is_shown_with_its_file_and_line(tmp_path: Path):
    spec = (
        "extends: system.yaml\ncluster: {region: w}\n"
        "workloads: {web: {calls: [web]}}\nuntil: '2027-01-31'"
    )
    assert render_show(read_stack(write(tmp_path, spec, BASE), Stack)) == SHOWN


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12))
def test_what_is_shown_is_yaml_of_the_same_values(tmp_path: Path, text: str):
    spec = {"workloads": {"web": {"image": text, "calls": ["web"]}}}
    resolved = resolve_object(spec, tmp_path, Origin(tmp_path / "x.yaml", 0, 0), Stack)
    shown = YAML(typ="safe", pure=True).load(render_show(resolved))  # pyright: ignore[reportUnknownMemberType]
    assert shown == resolved.spec.model_dump(mode="json", exclude_none=True)
