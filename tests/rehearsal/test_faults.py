"""What a fault leaves behind for the acts that come after it."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import cast

from engine.errors import EngineError
from engine.runner.changes import Changes
from engine.runner.outcomes import RunFailedError
from engine.runner.session import Operation
from engine.runner.workspace import Json
from rehearsal.clouds.aws import identity, network
from rehearsal.clouds.aws.network import VPC
from rehearsal.clouds.store import Store
from rehearsal.clouds.trouble import AnswerLostError
from rehearsal.faults import breaks_off
from rehearsal.scenario import Actors
from rehearsal.stage import Stage


class Runs:
    """An engine whose first `up` ends at the first answer that is lost, and which refuses then."""

    def __init__(self, store: Store) -> None:
        self._store, self._ups = store, 0

    def __call__(self, _operation: Operation) -> Changes:
        self._ups += 1
        if self._ups > 1:
            raise EngineError(what="a run broke off while it made Vpc network", why="", way_out="")
        try:
            self._store.create(VPC, {"cidrBlock": "10.0.0.0/16"})
        except AnswerLostError as lost:
            raise RunFailedError(str(lost)) from lost
        return Changes()


def test_no_answer_is_lost_once_the_crash_is_over() -> None:
    models = {model.token: model for model in (*network.MODELS, *identity.MODELS)}
    store = Store(models=models)
    stage = SimpleNamespace(store=store, known=set[str])
    actors = Actors(
        stage=cast("Stage", stage),
        run=Runs(store),
        write=_nothing_written,
        refuse_destroy=_nothing,
        refuse_losing=_nothing,
        settle=_nothing,
    )
    told = [step.title for step in breaks_off(actors, {})]
    assert told == ["crash", "unsettled", "settled"]
    assert store.resources == {}, "what the crash left was removed by hand"
    assert store.trouble.answers_lost == set(), "a role was never reached, and is made in peace"


def _nothing() -> None:
    return


def _nothing_written(_spec: Mapping[str, Json]) -> None:
    return
