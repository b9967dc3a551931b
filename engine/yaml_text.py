"""YAML as plain data."""


class NotYamlError(ValueError):
    """A text is no YAML; the message says why in one line."""


def parse(content: str | bytes) -> object:
    """Return what a YAML 1.2 document holds; NotYamlError if it is none."""
    from ruamel.yaml import YAML  # 0.1 s: not at import, a plugin process may never need it
    from ruamel.yaml.error import YAMLError

    try:
        loaded: object = YAML(typ="safe", pure=True).load(content)  # pyright: ignore[reportUnknownMemberType]  # untyped library
    except (YAMLError, ValueError) as error:  # ValueError: such as the 13th month of a date
        raise NotYamlError(_reason(error)) from error
    return loaded


def _reason(error: Exception) -> str:
    problem, mark = getattr(error, "problem", None), getattr(error, "problem_mark", None)
    if problem and mark is not None:
        return f"line {mark.line + 1}: {problem}"
    return str(error).strip().partition("\n")[0]
