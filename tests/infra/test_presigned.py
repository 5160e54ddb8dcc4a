"""Presigned URLs of the embedded S3: good as signed, for as long as signed, and for nothing else."""

from __future__ import annotations

import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from infra.local.aws import LocalAws, presigned
from infra.local.server import Request


def send(method: str, url: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    """Ask as a browser would: with nothing but the URL."""
    given = {"Content-Type": "application/octet-stream"} | {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, given, method=method), timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read()


def url(aws: LocalAws, operation: str = "put_object", lasts: int = 60, **more: object) -> str:
    """A presigned URL for one object."""
    return str(
        aws.client("s3").generate_presigned_url(operation, {"Bucket": aws.outputs["Bucket"], "Key": "a file", **more}, ExpiresIn=lasts)
    )


def test_what_is_put_by_one_url_is_got_by_another(aws: LocalAws) -> None:
    assert send("PUT", url(aws), b"sealed")[0] == 200
    assert send("GET", url(aws, "get_object")) == (200, b"sealed")


def test_a_url_for_reading_does_not_write(aws: LocalAws) -> None:
    status, answer = send("PUT", url(aws, "get_object"), b"sealed")
    assert status == 403
    assert b"SignatureDoesNotMatch" in answer


def test_a_changed_url_is_refused(aws: LocalAws) -> None:
    assert send("PUT", url(aws).replace("a%20file", "other"), b"sealed")[0] == 403
    assert send("PUT", url(aws).replace("X-Amz-Expires=60", "X-Amz-Expires=600"), b"sealed")[0] == 403


def test_an_unsigned_request_is_refused(aws: LocalAws) -> None:
    status, answer = send("GET", url(aws).split("?")[0])
    assert status == 403
    assert b"AccessDenied" in answer


def test_a_signed_type_is_held_to(aws: LocalAws) -> None:
    signed = url(aws, ContentType="application/octet-stream")
    assert send("PUT", signed, b"sealed", Content_Type="text/html")[0] == 403
    assert send("PUT", signed, b"sealed", Content_Type="application/octet-stream")[0] == 200


@pytest.mark.parametrize(("later", "expired"), [(0, False), (59, False), (61, True), (-3600, True)])
def test_a_url_works_until_it_expires(aws: LocalAws, later: int, expired: bool) -> None:
    parts = urlsplit(url(aws))
    request = Request("PUT", f"{parts.path}?{parts.query}", {"host": parts.netloc}, b"")
    answer = presigned.refusal(request, {"local": "local"}.get, datetime.now(UTC) + timedelta(seconds=later))
    assert (answer is not None) == expired


@pytest.mark.parametrize(
    "query", ["X-Amz-Signature=x", "X-Amz-Signature=x&X-Amz-Date=x&X-Amz-Expires=x&X-Amz-Credential=x&X-Amz-SignedHeaders=host"]
)
def test_half_a_signature_is_refused(query: str) -> None:
    answer = presigned.refusal(Request("GET", f"/bucket/key?{query}", {}), {}.get, datetime.now(UTC))
    assert answer is not None
    assert answer.status == 400
