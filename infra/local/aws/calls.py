"""Which service and operation an AWS request asks for, whatever protocol it is written in."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qs

import botocore.session
from botocore.model import ServiceModel

from infra.local.server import Request

_TARGETS = {
    "DynamoDB_20120810": "dynamodb",
    "DynamoDBStreams_20120810": "dynamodbstreams",
    "TrentService": "kms",
    "AmazonSQS": "sqs",
    "AWSCognitoIdentityProviderService": "cognito-idp",
}
_REST_MODELS = {"ses": ("sesv2",), "s3": ("s3",), "kinesisvideo": ("kinesisvideo", "kinesis-video-signaling")}


class Call(NamedTuple):
    """One AWS call. `service` as in endpoints (kms, dynamodb, ses, ...), `protocol` json, query, rest-json or rest-xml."""

    service: str
    operation: str
    protocol: str

    def __str__(self) -> str:
        return f"{self.service}.{self.operation}"


def describe(request: Request) -> Call:
    """Read the call from its target header, its form or its path. An unsigned path is taken for S3; unknown operations are empty."""
    target = request.headers.get("x-amz-target", "")
    if target:
        prefix, _, operation = target.partition(".")
        return Call(_TARGETS.get(prefix, prefix), operation, "json")
    service = _scope_service(request)
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        action = parse_qs(request.body.decode("utf-8", "replace")).get("Action", [""])[0]
        return Call(service, action, "query")
    return Call(service, _rest_operation(service, request), "rest-xml" if service == "s3" else "rest-json")


def _scope_service(request: Request) -> str:
    scope = re.search(r"Credential=[^/]+/\d{8}/[^/]+/([^/]+)/aws4_request", request.headers.get("authorization", ""))
    if scope is None:
        scope = re.search(r"X-Amz-Credential=[^&]+?%2F\d{8}%2F[^&]+?%2F([^&]+?)%2Faws4_request", request.query)
    return scope.group(1) if scope else "s3"


def _rest_operation(service: str, request: Request) -> str:
    for method, pattern, operation in _routes(service):
        if method == request.method and pattern.fullmatch(request.path):
            return operation
    return ""


@cache
def _routes(service: str) -> list[tuple[str, re.Pattern[str], str]]:
    """Every operation of a REST service as (method, path pattern, name), the most particular path and plainest name first."""
    routes = []
    for name in _REST_MODELS.get(service, ()):
        model = ServiceModel(botocore.session.get_session().get_service_data(name), name)
        for operation in model.operation_names:
            http = model.operation_model(operation).http
            if "?" not in http["requestUri"]:
                routes.append((http["method"], _pattern(http["requestUri"]), operation))
    return sorted(routes, key=lambda route: (route[1].pattern.count(".+"), -route[1].pattern.count("/"), len(route[2])))


def _pattern(uri: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{\w+\\\+\\}", ".+", re.sub(r"\\{\w+\\}", "[^/]+", re.escape(uri))))
