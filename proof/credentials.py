"""What looks like a credential; values are never repeated in a message."""

import re
from typing import Final

_NAME: Final = re.compile(
    r"(?:password|passwd|passphrase)$"
    r"|(?:^|_)(?:secret|token|credentials?|api_?key|(?:access|secret|private|signing)_key)"
    r"(?:_id|_base)?$"
    r"|_pwd$",
    re.IGNORECASE,
)
_IN_ADDRESS: Final = re.compile(r"://[^/\s:@$]*:[^/\s@$]+@")
_HARMLESS: Final = re.compile(r"|true|false|yes|no|on|off|none|[0-9]{1,4}", re.IGNORECASE)


def is_credential(name: str, value: str) -> bool:
    """Say whether a setting of this name and value gives a credential away.

    What stands for something else, $(NAME) or $NAME, and what is no secret, such as true, does not.
    """
    if "$" in value or _HARMLESS.fullmatch(value):
        return False
    return _NAME.search(name.replace("-", "_")) is not None


def has_credential_in_address(text: str) -> bool:
    """Say whether the text holds an address with a password in it: scheme://user:password@host."""
    return _IN_ADDRESS.search(text) is not None
