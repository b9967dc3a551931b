"""Cloud resources that Checkov has nothing against, as they go over the wire."""

import json
from collections.abc import Mapping

from tests.plan import Wire

VPC, FLOW_LOG = "aws:ec2/vpc:Vpc", "aws:ec2/flowLog:FlowLog"
DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
SUBNET, GROUP = "aws:ec2/subnet:Subnet", "aws:ec2/securityGroup:SecurityGroup"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
CLUSTER, NODES = "aws:eks/cluster:Cluster", "aws:eks/nodeGroup:NodeGroup"
TEMPLATE, KEY = "aws:ec2/launchTemplate:LaunchTemplate", "aws:kms/key:Key"
LOGS, TRAIL = "aws:cloudwatch/logGroup:LogGroup", "aws:cloudtrail/trail:Trail"
ROLE, POLICY = "aws:iam/role:Role", "aws:iam/policy:Policy"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
ATTACHED = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
DATABASE, PARAMETERS = "aws:rds/instance:Instance", "aws:rds/parameterGroup:ParameterGroup"
CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
BUCKET, REPOSITORY = "aws:s3/bucket:Bucket", "aws:ecr/repository:Repository"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
CLOSED = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
BUCKET_KEY = (
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
)
FILES, SECRET = "aws:efs/fileSystem:FileSystem", "aws:secretsmanager/secret:Secret"

_KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/k"


def policy(action: str, resource: str = "arn:aws:s3:::b/*", principal: Wire = None) -> str:
    statement: dict[str, Wire] = {"Effect": "Allow", "Action": action, "Resource": resource}
    if principal is not None:
        del statement["Resource"]
        statement["Principal"] = principal
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


_EC2 = {"Service": "ec2.amazonaws.com"}
OWNER = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
                "Action": "kms:*",
                "Resource": "*",
            }
        ],
    }
)

GOOD: Mapping[str, Mapping[str, Wire]] = {
    VPC: {"cidrBlock": "10.0.0.0/16", "enableDnsSupport": True},
    FLOW_LOG: {"vpcId": "v", "trafficType": "ALL"},
    DEFAULT_GROUP: {"vpcId": "v"},
    SUBNET: {"vpcId": "v", "cidrBlock": "10.0.0.0/24", "mapPublicIpOnLaunch": False},
    GROUP: {"vpcId": "v", "description": "the database"},
    INGRESS: {
        "securityGroupId": "g",
        "description": "pods",
        "cidrIpv4": "10.0.0.0/16",
        "fromPort": 22,
        "toPort": 22,
        "ipProtocol": "tcp",
    },
    CLUSTER: {
        "version": "1.35",
        "enabledClusterLogTypes": [
            "api",
            "audit",
            "authenticator",
            "controllerManager",
            "scheduler",
        ],
        "encryptionConfig": {"provider": {"keyArn": _KEY_ARN}, "resources": ["secrets"]},
        "vpcConfig": {
            "endpointPublicAccess": False,
            "endpointPrivateAccess": True,
            "publicAccessCidrs": ["10.0.0.0/8"],
            "subnetIds": ["s"],
        },
    },
    NODES: {
        "clusterName": "c",
        "remoteAccess": {"ec2SshKey": "k", "sourceSecurityGroupIds": ["g"]},
        "scalingConfig": {"minSize": 1, "maxSize": 2, "desiredSize": 1},
    },
    TEMPLATE: {
        "metadataOptions": {
            "httpEndpoint": "enabled",
            "httpTokens": "required",
            "httpPutResponseHopLimit": 1,
        },
        "networkInterfaces": [{"associatePublicIpAddress": "false"}],
    },
    KEY: {"enableKeyRotation": True, "policy": OWNER},
    LOGS: {"retentionInDays": 365, "kmsKeyId": _KEY_ARN},
    TRAIL: {
        "s3BucketName": "b",
        "kmsKeyId": _KEY_ARN,
        "isMultiRegionTrail": True,
        "enableLogFileValidation": True,
    },
    ROLE: {"assumeRolePolicy": policy("sts:AssumeRole", principal=_EC2)},
    POLICY: {"policy": policy("s3:GetObject")},
    ROLE_POLICY: {"role": "r", "policy": policy("s3:GetObject")},
    ATTACHED: {"role": "r", "policyArn": "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"},
    DATABASE: {
        "engine": "postgres",
        "storageEncrypted": True,
        "publiclyAccessible": False,
        "monitoringInterval": 60,
        "enabledCloudwatchLogsExports": ["postgresql", "upgrade"],
        "backupRetentionPeriod": 7,
        "multiAz": True,
        "iamDatabaseAuthenticationEnabled": True,
        "caCertIdentifier": "rds-ca-rsa2048-g1",
        "autoMinorVersionUpgrade": True,
        "deletionProtection": True,
        "performanceInsightsEnabled": True,
        "performanceInsightsKmsKeyId": _KEY_ARN,
        "copyTagsToSnapshot": True,
        "parameterGroupName": "p",
    },
    PARAMETERS: {
        "family": "postgres17",
        "parameters": [
            {"name": "log_statement", "value": "ddl"},
            {"name": "log_min_duration_statement", "value": "1000"},
            {"name": "rds.force_ssl", "value": "1"},
        ],
    },
    CACHE: {
        "description": "queue",
        "atRestEncryptionEnabled": True,
        "transitEncryptionEnabled": True,
        "authToken": "cGxhY2Vob2xkZXI=",
        "kmsKeyId": _KEY_ARN,
        "automaticFailoverEnabled": True,
        "multiAzEnabled": True,
    },
    BUCKET: {"bucket": "b"},
    VERSIONING: {"bucket": "b", "versioningConfiguration": {"status": "Enabled"}},
    LIFECYCLE: {
        "bucket": "b",
        "rules": [
            {
                "id": "old",
                "status": "Enabled",
                "filter": {"prefix": ""},
                "expiration": {"days": 90},
                "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
            }
        ],
    },
    CLOSED: {
        "bucket": "b",
        "blockPublicAcls": True,
        "blockPublicPolicy": True,
        "ignorePublicAcls": True,
        "restrictPublicBuckets": True,
    },
    BUCKET_KEY: {
        "bucket": "b",
        "rules": [
            {
                "applyServerSideEncryptionByDefault": {
                    "sseAlgorithm": "aws:kms",
                    "kmsMasterKeyId": _KEY_ARN,
                }
            }
        ],
    },
    REPOSITORY: {
        "imageTagMutability": "IMMUTABLE",
        "imageScanningConfiguration": {"scanOnPush": True},
        "encryptionConfigurations": [{"encryptionType": "KMS", "kmsKey": _KEY_ARN}],
    },
    FILES: {"encrypted": True, "kmsKeyId": _KEY_ARN},
    SECRET: {"kmsKeyId": _KEY_ARN},
}
"""One of each type, as it goes over the wire."""

LINKS: Mapping[str, Mapping[str, str]] = {
    FLOW_LOG: {"vpcId": VPC},
    DEFAULT_GROUP: {"vpcId": VPC},
    DATABASE: {"parameterGroupName": PARAMETERS, "vpcSecurityGroupIds": GROUP},
    VERSIONING: {"bucket": BUCKET},
    LIFECYCLE: {"bucket": BUCKET},
    CLOSED: {"bucket": BUCKET},
    BUCKET_KEY: {"bucket": BUCKET},
}
"""Which inputs of the good ones were taken from which other good one."""
