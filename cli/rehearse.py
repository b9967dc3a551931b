"""The life of a cloud stack, rehearsed on this machine."""

from collections.abc import Callable, Iterator, Mapping

from pulumi.automation.events import EngineEvent

from cli.reading import read
from cli.run import engine_environment
from cli.stack import SPEC_CONFIG, program
from cli.target import CHECKOUT, Target
from components.secret.spec import SuppliedSecretSpec
from engine.runner.places import Places
from engine.runner.session import Session
from engine.runner.workspace import Json, LocalStack
from engine.toolbox.ensure import ensure
from engine.toolbox.plugins import StandIn, write_shims
from engine.toolbox.progress import reporter_for
from engine.toolbox.sets import KUBERNETES_SET, PULUMI_SET
from rehearsal.scenario import Actors, Step, life
from rehearsal.stage import stage
from stacks.load import placeholder
from stacks.spec import StackSpec


def rehearse(target: Target) -> Iterator[Step]:
    """Yield each step of the stack's life once it is done; raises what a run raises."""
    resolved = read(target)
    with reporter_for() as reporter:
        toolbox = ensure((PULUMI_SET, KUBERNETES_SET), reporter)
    root = Places.of_user().root / "rehearsals" / target.project / target.stack
    with stage(root, target.identity.physical_name, {}) as found:
        found.places.ensure_passphrase()
        shims = write_shims(
            found.places.shims, plugin=StandIn("a rehearsal attaches its own"), checkout=CHECKOUT
        )
        local = LocalStack(
            project=target.project,
            stack=target.stack,
            places=found.places,
            checkout=CHECKOUT,
            bin_folders=(found.bin_folder, *shims, *toolbox.bin_folders),
            besides=found.environment,
        )
        engine_environment(local.environment())

        def session(on_event: Callable[[EngineEvent], object]) -> Session:
            return Session(
                stack=local,
                pulumi=toolbox.path_of("pulumi"),
                program=lambda: program(target.folder),
                on_event=on_event,
                on_interrupt=lambda _: None,
                restore_command="a rehearsal begins anew each time",
            )

        def write(spec: Mapping[str, Json]) -> None:
            providers = ["aws", "digitalocean", "kubernetes"]
            config = {"pulumi:disable-default-providers": providers, SPEC_CONFIG: spec}
            local.write(target.project_file, {**config, **placeholders(resolved.spec)})

        yield from life(resolved.spec, Actors(stage=found, session=session, write=write))


def placeholders(spec: StackSpec) -> dict[str, Json]:
    """Return the settings that stand in for secrets that only their owners have."""
    return {
        f"platform:{name}": placeholder(name, secret)
        for name, secret in spec.secrets.items()
        if isinstance(secret, SuppliedSecretSpec)
    }
