"""What is altered differs in one place."""

import pytest

from tests.judges.altered import altered, without

WEB = {"kind": "Pod", "metadata": {"name": "web"}, "spec": {"containers": [{"image": "a"}]}}
API = {"kind": "Pod", "metadata": {"name": "api"}}


def test_a_value_deep_inside_is_replaced() -> None:
    made = altered([API, WEB], "Pod", "web", ("spec", "containers", 0, "image"), "b")
    assert made == (API, {**WEB, "spec": {"containers": [{"image": "b"}]}})


def test_a_field_is_added_and_taken_away() -> None:
    assert altered([API], "Pod", "api", ("spec", "nodeName"), "x") == (
        {**API, "spec": {"nodeName": "x"}},
    )
    assert altered([WEB], "Pod", "web", ("spec",), None) == (
        {"kind": "Pod", "metadata": {"name": "web"}},
    )


def test_an_object_is_taken_away() -> None:
    assert without([API, WEB], "Pod", "web") == (API,)


def test_what_is_not_there_cannot_be_altered() -> None:
    with pytest.raises(AssertionError, match="0 objects are Pod other"):
        altered([API, WEB], "Pod", "other", ("spec",), None)
    with pytest.raises(AssertionError, match="0 objects are Pod other"):
        without([API, WEB], "Pod", "other")
    with pytest.raises(AssertionError, match="'spec' is not there"):
        altered([API], "Pod", "api", ("spec",), None)
