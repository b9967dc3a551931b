"""What makes good cloud resources bad, and the rule that each of them breaks then."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tests.judges.altered import Place, changed
from tests.judges.known_good import (
    ATTACHED,
    BUCKET,
    CACHE,
    CLOSED,
    CLUSTER,
    DATABASE,
    FILES,
    GOOD,
    GROUP,
    INGRESS,
    KEY,
    LIFECYCLE,
    LINKS,
    LOGS,
    NODES,
    OWNER,
    PARAMETERS,
    POLICY,
    REPOSITORY,
    ROLE,
    ROLE_POLICY,
    SECRET,
    SUBNET,
    TEMPLATE,
    TRAIL,
    VPC,
    policy,
)
from tests.plan import Recorded, Wire

_OPEN_TO_ALL = policy("sts:AssumeRole", principal={"AWS": "*"})


class Fault(NamedTuple):
    """What makes a good resource bad, and the rule that is broken then."""

    rule: str
    token: str
    path: Place
    value: Wire


FAULTS: tuple[Fault, ...] = (
    Fault("CKV_AWS_37", CLUSTER, ("enabledClusterLogTypes",), ["api"]),
    Fault("CKV_AWS_38", CLUSTER, ("vpcConfig",), {"endpointPublicAccess": True}),
    Fault("CKV_AWS_39", CLUSTER, ("vpcConfig", "endpointPublicAccess"), True),
    Fault("CKV_AWS_58", CLUSTER, ("encryptionConfig",), None),
    Fault("CKV_AWS_339", CLUSTER, ("version",), "1.22"),
    Fault("CKV_AWS_100", NODES, ("remoteAccess", "sourceSecurityGroupIds"), None),
    Fault("CKV_AWS_79", TEMPLATE, ("metadataOptions", "httpTokens"), "optional"),
    Fault("CKV_AWS_341", TEMPLATE, ("metadataOptions", "httpPutResponseHopLimit"), 2),
    Fault("CKV_AWS_88", TEMPLATE, ("networkInterfaces", 0, "associatePublicIpAddress"), "true"),
    Fault("CKV_AWS_130", SUBNET, ("mapPublicIpOnLaunch",), True),
    Fault("CKV_AWS_24", INGRESS, ("cidrIpv4",), "0.0.0.0/0"),
    Fault("CKV_AWS_23", INGRESS, ("description",), None),
    Fault("CKV_AWS_16", DATABASE, ("storageEncrypted",), False),
    Fault("CKV_AWS_17", DATABASE, ("publiclyAccessible",), True),
    Fault("CKV_AWS_118", DATABASE, ("monitoringInterval",), 0),
    Fault("CKV_AWS_129", DATABASE, ("enabledCloudwatchLogsExports",), None),
    Fault("CKV_AWS_133", DATABASE, ("backupRetentionPeriod",), 0),
    Fault("CKV_AWS_157", DATABASE, ("multiAz",), False),
    Fault("CKV_AWS_161", DATABASE, ("iamDatabaseAuthenticationEnabled",), False),
    Fault("CKV_AWS_211", DATABASE, ("caCertIdentifier",), "rds-ca-2015"),
    Fault("CKV_AWS_226", DATABASE, ("autoMinorVersionUpgrade",), False),
    Fault("CKV_AWS_293", DATABASE, ("deletionProtection",), False),
    Fault("CKV_AWS_353", DATABASE, ("performanceInsightsEnabled",), False),
    Fault("CKV_AWS_354", DATABASE, ("performanceInsightsKmsKeyId",), None),
    Fault("CKV2_AWS_60", DATABASE, ("copyTagsToSnapshot",), False),
    Fault("CKV_AWS_29", CACHE, ("atRestEncryptionEnabled",), False),
    Fault("CKV_AWS_30", CACHE, ("transitEncryptionEnabled",), False),
    Fault("CKV_AWS_31", CACHE, ("authToken",), None),
    Fault("CKV_AWS_191", CACHE, ("kmsKeyId",), None),
    Fault("CKV2_AWS_50", CACHE, ("automaticFailoverEnabled",), False),
    Fault(
        "CKV_AWS_60", ROLE, ("assumeRolePolicy",), policy("sts:AssumeRole", principal={"AWS": "*"})
    ),
    Fault("CKV_AWS_62", POLICY, ("policy",), policy("*", "*")),
    Fault("CKV_AWS_63", POLICY, ("policy",), policy("*")),
    Fault("CKV_AWS_62", ROLE_POLICY, ("policy",), policy("*", "*")),
    Fault("CKV_AWS_290", ROLE_POLICY, ("policy",), policy("s3:PutObject", "*")),
    Fault("CKV_AWS_274", ATTACHED, ("policyArn",), "arn:aws:iam::aws:policy/AdministratorAccess"),
    Fault("CKV_AWS_149", SECRET, ("kmsKeyId",), None),
    Fault("CKV_AWS_66", LOGS, ("retentionInDays",), None),
    Fault("CKV_AWS_158", LOGS, ("kmsKeyId",), None),
    Fault("CKV_AWS_338", LOGS, ("retentionInDays",), 90),
    Fault("CKV_AWS_35", TRAIL, ("kmsKeyId",), None),
    Fault("CKV_AWS_36", TRAIL, ("enableLogFileValidation",), None),
    Fault("CKV_AWS_67", TRAIL, ("isMultiRegionTrail",), None),
    Fault("CKV_AWS_7", KEY, ("enableKeyRotation",), False),
    Fault("CKV_AWS_33", KEY, ("policy",), OWNER.replace("arn:aws:iam::123456789012:root", "*")),
    Fault("CKV_AWS_51", REPOSITORY, ("imageTagMutability",), "MUTABLE"),
    Fault("CKV_AWS_163", REPOSITORY, ("imageScanningConfiguration", "scanOnPush"), False),
    Fault("CKV_AWS_136", REPOSITORY, ("encryptionConfigurations",), None),
    Fault("CKV_AWS_42", FILES, ("encrypted",), False),
    Fault("CKV_AWS_184", FILES, ("kmsKeyId",), None),
    Fault("CKV_AWS_53", CLOSED, ("blockPublicAcls",), False),
    Fault("CKV_AWS_54", CLOSED, ("blockPublicPolicy",), False),
    Fault("CKV_AWS_55", CLOSED, ("ignorePublicAcls",), False),
    Fault("CKV_AWS_56", CLOSED, ("restrictPublicBuckets",), False),
    Fault("CKV_AWS_300", LIFECYCLE, ("rules", 0, "abortIncompleteMultipartUpload"), None),
)

ALONE: tuple[tuple[str, str], ...] = (
    ("CKV2_AWS_11", VPC),
    ("CKV2_AWS_12", VPC),
    ("CKV2_AWS_5", GROUP),
    ("CKV2_AWS_6", BUCKET),
    ("CKV2_AWS_61", BUCKET),
    ("CKV_AWS_21", BUCKET),
    ("CKV_AWS_145", BUCKET),
    ("CKV2_AWS_30", DATABASE),
)
"""Rules about what a resource is connected with, broken by the same resource without the others."""


def recorded(
    token: str, name: str, inputs: Wire, taken: Mapping[str, str] = MappingProxyType({})
) -> Recorded:
    """A resource as the engine would have recorded it; `taken` says from whom an input is."""
    assert isinstance(inputs, Mapping)
    return Recorded(
        urn=urn(token, name),
        type=token,
        name=name,
        id=f"{name}-id",
        parent_urn=None,
        custom=True,
        inputs=inputs,
        provider=None,
        protect=False,
        ignore_changes=(),
        aliases=(),
        depends_on=(),
        property_dependencies={key: (other,) for key, other in taken.items()},
        additional_secret_outputs=(),
        retain_on_delete=False,
        deleted_with=None,
        delete_before_replace=None,
        custom_timeouts={},
        outputs=None,
    )


def urn(token: str, name: str) -> str:
    """The URN of a resource without parents."""
    return f"urn:pulumi:dev::plinth::{token}::{name}"


def good() -> tuple[Recorded, ...]:
    """Every good resource, connected with the others."""
    taken = {
        token: {key: urn(other, "good") for key, other in links.items()}
        for token, links in LINKS.items()
    }
    return tuple(
        recorded(token, "good", inputs, taken.get(token, {})) for token, inputs in GOOD.items()
    )


def unencrypted() -> tuple[Recorded, ...]:
    """A database whose parameters let clients in without TLS."""
    parameters = changed(GOOD[PARAMETERS], ("parameters", 2, "value"), "0")
    taken = {"parameterGroupName": urn(PARAMETERS, "unencrypted")}
    return (
        recorded(PARAMETERS, "unencrypted", parameters),
        recorded(DATABASE, "unencrypted", GOOD[DATABASE], taken),
    )


def bad(number: int, fault: Fault) -> Recorded:
    """A good resource with the fault, connected with nothing."""
    return recorded(
        fault.token, f"bad-{number}", changed(GOOD[fault.token], fault.path, fault.value)
    )


def alone(token: str) -> Recorded:
    """A good resource that is connected with nothing."""
    return recorded(token, "alone", GOOD[token])
