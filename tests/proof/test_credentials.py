import pytest

from proof.credentials import has_credential_in_address, is_credential


@pytest.mark.parametrize(
    "name",
    [
        "PASSWORD",
        "PGPASSWORD",
        "db_passwd",
        "DB_PWD",
        "TOKEN",
        "GITHUB_TOKEN",
        "API_KEY",
        "OPENAI_APIKEY",
        "api-key",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "DJANGO_SECRET_KEY",
        "SECRET_KEY_BASE",
        "CLIENT_SECRET",
        "REGISTRY_CREDENTIALS",
    ],
)
def test_names_of_credentials(name: str) -> None:
    assert is_credential(name, "hunter2")


@pytest.mark.parametrize(
    "name",
    [
        "PWD",
        "PASSWORD_FILE",
        "TOKEN_TTL",
        "API_KEY_HEADER",
        "MAX_TOKENS",
        "TOKENIZER",
        "SECRETARY",
        "KEY",
        "MONKEY",
    ],
)
def test_names_that_only_sound_alike(name: str) -> None:
    assert not is_credential(name, "hunter2")


@pytest.mark.parametrize("value", ["", "true", "Off", "3600", "$(TOKEN)", "$TOKEN"])
def test_values_that_give_nothing_away(value: str) -> None:
    assert not is_credential("TOKEN", value)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("postgres://me:hunter2@db/main", True),
        ("redis://:hunter2@cache:6379", True),
        ("postgres://me:$(PASSWORD)@db/main", False),
        ("postgres://me@db/main", False),
        ("http://gateway:8000/users/me@home", False),
        ("see http://gateway:8000 or me@home", False),
    ],
)
def test_passwords_in_addresses(text: str, holds: bool) -> None:
    assert has_credential_in_address(text) is holds
