"""What is said of an object that stands in the way."""

from engine.standin.lifecycle import already_there
from engine.standin.objects import Place


def test_what_holds_data_is_not_to_be_deleted_unwarned() -> None:
    assert already_there("Namespace", Place("", "main")) == (
        "Namespace main already exists but is not in this stack's state, as after a destroy with "
        "`deletion: retain`; deleting it (`kubectl delete namespace main`) loses all that is in "
        "it, volumes included: save what you need first, then delete it and run again"
    )


def test_other_objects_are_deleted_and_made_anew() -> None:
    assert already_there("ConfigMap", Place("main", "settings")) == (
        "ConfigMap main/settings already exists but is not in this stack's state; delete it "
        "(`kubectl delete configmap settings -n main`) and run again"
    )
