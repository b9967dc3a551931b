"""What IAM refuses of the text of a policy, in its own words; pure.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final, cast

from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, text

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, without white space
_LONGEST_POLICY: Final = 10_240
_LONGEST_TRUST: Final = 2048
_VERSIONS: Final = ("2012-10-17", "2008-10-17")
_FIELDS: Final = frozenset(
    {
        *("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"),
        *("Resource", "NotResource", "Condition"),
    }
)
_ACTION: Final = re.compile(r"\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+")
_ARN: Final = re.compile(r"\*|arn:[^:]+:[^:*]+:[^:]*:[^:]*:.+", re.DOTALL)
_OPERATOR: Final = re.compile(
    r"(?:ForAllValues:|ForAnyValue:)?"
    r"(?:String(?:Not)?(?:Equals(?:IgnoreCase)?|Like)|Arn(?:Not)?(?:Equals|Like)"
    r"|(?:Numeric|Date)(?:Not)?(?:Equals|(?:Less|Greater)Than(?:Equals)?)"
    r"|(?:Not)?IpAddress|Bool|BinaryEquals)(?:IfExists)?|Null"
)


def refuse_policy(inputs: JsonObject) -> None:
    """Raise what IAM says to the policy of a role that it does not take."""
    document = text(inputs, "policy")
    for statement in _statements(document):
        if statement.keys() & {"Principal", "NotPrincipal"}:
            raise _malformed("Policy document should not specify a principal.")
        resources = _texts(statement.get("Resource", statement.get("NotResource")))
        if not resources:
            raise _malformed("Policy statement must contain resources.")
        for resource in resources:
            if _ARN.fullmatch(resource) is None:
                raise _malformed(f'Resource {resource} must be in ARN format or "*".')
    if len(re.sub(r"\s", "", document)) > _LONGEST_POLICY:
        message = f"Maximum policy size of {_LONGEST_POLICY} bytes exceeded for role"
        raise RefusedError(f"LimitExceeded: {message} {text(inputs, 'role')}")


def refuse_trust(inputs: JsonObject) -> None:
    """Raise what IAM says to the trust of a role that it does not take."""
    document = text(inputs, "assumeRolePolicy")
    for statement in _statements(document):
        if statement.keys() & {"Resource", "NotResource"}:
            raise _malformed("Has prohibited field Resource")
        if not statement.keys() & {"Principal", "NotPrincipal"}:
            raise _malformed("Missing required field Principal")
        if not all(each.lower().startswith("sts:") for each in _texts(statement["Action"])):
            raise _malformed("AssumeRole policy may only specify STS AssumeRole actions.")
    if len(re.sub(r"\s", "", document)) > _LONGEST_TRUST:
        message = f"Cannot exceed quota for ACLSizePerRole: {_LONGEST_TRUST}"
        raise RefusedError(f"LimitExceeded: {message}")


def _statements(document: str) -> Iterator[Mapping[str, Json]]:
    """Yield the statements; raises what IAM says to any policy that is none."""
    try:
        policy = cast("Json", json.loads(document))
    except json.JSONDecodeError:
        raise _malformed("This policy contains invalid Json") from None
    if not isinstance(policy, dict) or policy.get("Version") not in _VERSIONS:
        raise _malformed("Syntax errors in policy.")
    found = policy.get("Statement")
    several = found if isinstance(found, list) else [found]
    if not several:
        raise _malformed("Syntax errors in policy.")
    names = [each["Sid"] for each in several if isinstance(each, dict) and "Sid" in each]
    if len(names) != len({str(name) for name in names}):
        raise _malformed("Statement IDs (SID) in a single policy must be unique.")
    for each in several:
        if not isinstance(each, dict):
            raise _malformed("Syntax errors in policy.")
        _refuse_statement(each)
        yield each


def _refuse_statement(statement: Mapping[str, Json]) -> None:
    conditions = statement.get("Condition", {})
    if (
        statement.keys() - _FIELDS
        or statement.get("Effect") not in ("Allow", "Deny")
        or not isinstance(conditions, dict)
        or not all(isinstance(keys, dict) for keys in conditions.values())
    ):
        raise _malformed("Syntax errors in policy.")
    actions = _texts(statement.get("Action", statement.get("NotAction")))
    if not actions:
        raise _malformed("Policy statement must contain actions.")
    for action in actions:
        if ":" not in action and action != "*":
            vendors = "e.g., iam, sdb, ec2, etc."
            raise _malformed(f"Actions/Conditions must be prefaced by a vendor, {vendors}")
        if action.count(":") > 1:
            raise _malformed("Actions/Condition can contain only one colon.")
        if _ACTION.fullmatch(action) is None:
            raise _malformed("Syntax errors in policy.")
    for operator in conditions:
        if _OPERATOR.fullmatch(operator) is None:
            raise _malformed(f"Invalid Condition type : {operator}.")


def _texts(value: Json) -> list[str]:
    several = value if isinstance(value, list) else [value]
    return [each for each in several if isinstance(each, str)]


def _malformed(message: str) -> RefusedError:
    return RefusedError(f"MalformedPolicyDocument: {message}")
