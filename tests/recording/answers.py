"""Outputs that a provider computes and the program builds on, for every plan."""

import json
from collections.abc import Mapping

from tests.recording.monitor import Answer
from tests.recording.wire import Secret, Wire

CLUSTER_TOKEN = "recorded-cluster-token"
GENERATED_SECRET = "recorded-generated-secret"

DATABASE_PASSWORD_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-recorded"

SECRET_ANSWERS = (CLUSTER_TOKEN, GENERATED_SECRET)
"""What must stand in no plain value of any plan."""

ENDPOINT = "https://127.0.0.1:6443"
KUBECONFIG = json.dumps(
    {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "recorded", "cluster": {"server": ENDPOINT}}],
        "users": [{"name": "recorded", "user": {"token": CLUSTER_TOKEN}}],
        "contexts": [{"name": "recorded", "context": {"cluster": "recorded", "user": "recorded"}}],
        "current-context": "recorded",
    }
)


def _kwok_cluster(_: Mapping[str, Wire]) -> Mapping[str, Wire]:
    return {"kubeconfig": Secret(KUBECONFIG), "endpoint": ENDPOINT}


def _existing_cluster(_: Mapping[str, Wire]) -> Mapping[str, Wire]:
    return {"kubeconfig": Secret(KUBECONFIG)}


def _generated_secret(_: Mapping[str, Wire]) -> Mapping[str, Wire]:
    return {"value": Secret(GENERATED_SECRET)}


def _eks_cluster(inputs: Mapping[str, Wire]) -> Mapping[str, Wire]:
    vpc = inputs["vpcConfig"]
    assert isinstance(vpc, Mapping)
    return {
        "endpoint": "https://recorded.gr7.eu-west-1.eks.amazonaws.com",
        "certificateAuthority": {"data": "cmVjb3JkZWQ="},
        "vpcConfig": {**vpc, "clusterSecurityGroupId": "sg-0123456789abcdef0"},
        "identities": [{"oidcs": [{"issuer": "https://oidc.eks.eu-west-1.amazonaws.com/id/R"}]}],
    }


def _node_group(inputs: Mapping[str, Wire]) -> Mapping[str, Wire]:
    return {"resources": [{"autoscalingGroups": [{"name": f"eks-{inputs['nodeGroupName']}"}]}]}


def _launch_template(_: Mapping[str, Wire]) -> Mapping[str, Wire]:
    return {"latestVersion": 1}


def _file_system(inputs: Mapping[str, Wire]) -> Mapping[str, Wire]:
    name = inputs["creationToken"]
    return {"arn": f"arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/{name}"}


def _key(_: Mapping[str, Wire]) -> Mapping[str, Wire]:
    return {"arn": "arn:aws:kms:eu-west-1:123456789012:key/recorded"}


def _certificate(inputs: Mapping[str, Wire]) -> Mapping[str, Wire]:
    proof = {
        "domainName": inputs["domainName"],
        "resourceRecordName": f"_recorded.{inputs['domainName']}.",
        "resourceRecordType": "CNAME",
        "resourceRecordValue": "_recorded.acm-validations.aws.",
    }
    return {"domainValidationOptions": [proof]}


def _database(inputs: Mapping[str, Wire]) -> Mapping[str, Wire]:
    kept = [{"secretArn": DATABASE_PASSWORD_ARN}] if inputs.get("manageMasterUserPassword") else []
    return {
        "resourceId": "db-RECORDED",
        "address": f"{inputs['identifier']}.recorded.eu-west-1.rds.amazonaws.com",
        "masterUserSecrets": kept,
    }


def _cache(inputs: Mapping[str, Wire]) -> Mapping[str, Wire]:
    name = inputs["replicationGroupId"]
    return {"primaryEndpointAddress": f"master.{name}.recorded.eu-west-1.cache.amazonaws.com"}


def _zone(inputs: Mapping[str, Wire]) -> Mapping[str, Wire]:
    servers = [f"ns-{number}.recorded.example" for number in (1, 2)]
    return {
        "zoneId": f"ZONEOF{str(inputs['name']).replace('.', '').upper()}",
        "nameServers": servers,
    }


def _record(inputs: Mapping[str, Wire]) -> Mapping[str, Wire]:
    return {"fqdn": inputs["name"]}


DEFAULT_ANSWERS: Mapping[str, Answer] = {
    "aws:acm/certificate:Certificate": _certificate,
    "aws:ec2/launchTemplate:LaunchTemplate": _launch_template,
    "aws:elasticache/replicationGroup:ReplicationGroup": _cache,
    "aws:rds/instance:Instance": _database,
    "aws:route53/record:Record": _record,
    "aws:route53/zone:Zone": _zone,
    "aws:eks/cluster:Cluster": _eks_cluster,
    "aws:eks/nodeGroup:NodeGroup": _node_group,
    "aws:efs/fileSystem:FileSystem": _file_system,
    "aws:kms/key:Key": _key,
    "pulumi-python:dynamic/plinth:KwokCluster": _kwok_cluster,
    "pulumi-python:dynamic/plinth:ExistingCluster": _existing_cluster,
    "pulumi-python:dynamic/plinth:GeneratedSecret": _generated_secret,
}
