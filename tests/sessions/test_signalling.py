"""The presigned URL, checked by a verifier that shares no code with the signer."""

import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib.sessions import signalling
from infra.local.kvs.signature import verify

ARN = "arn:aws:kinesisvideo:us-east-1:123456789012:channel/abc/1700000000000"


@pytest.mark.parametrize("client_id", ["01hzviewer", None])
@pytest.mark.parametrize("endpoint", ["wss://v-1a2b3c4d.kinesisvideo.us-east-1.amazonaws.com", "ws://127.0.0.1:4711/viewer"])
def test_a_url_is_signed_for_one_channel_one_viewer_and_less_than_five_minutes(aws, endpoint: str, client_id: str | None):
    url = urlsplit(signalling.presign(ARN, endpoint, client_id))

    given = verify(url.path, url.query, url.netloc, "us-east-1", {"local": "local"}.get, datetime.now(UTC))

    assert (given["X-Amz-ChannelARN"], given.get("X-Amz-ClientId"), given["X-Amz-Expires"]) == (ARN, client_id, "299")
    assert url.scheme == endpoint.split(":", maxsplit=1)[0]


def test_a_session_token_is_part_of_what_is_signed(aws, monkeypatch):
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token/with+signs=")
    url = urlsplit(signalling.presign(ARN, "wss://v.example", "viewer"))

    assert parse_qs(url.query)["X-Amz-Security-Token"] == ["token/with+signs="]
    verify(url.path, url.query, url.netloc, "us-east-1", {"local": "local"}.get, datetime.now(UTC))


def test_a_url_holds_no_secret(aws):
    assert "secret" not in signalling.presign(ARN, "wss://v.example", "viewer").lower()


def test_a_channels_name_is_opaque_and_the_same_each_time(aws):
    person = "0f9d6b0e-1111-4222-8333-444455556666"

    assert signalling.channel_name(person) == signalling.channel_name(person) != signalling.channel_name(person + "0")
    assert re.fullmatch(r"[0-9a-f]{32}", signalling.channel_name(person))
    assert person[:8] not in signalling.channel_name(person)


def test_making_a_channel_twice_makes_one(aws):
    assert signalling.make_channel("someone") == signalling.make_channel("someone")


def test_relays_are_asked_for_again_when_the_channel_was_asked_too_often(aws):
    arn = signalling.make_channel("someone")
    place = signalling.endpoints(arn, "VIEWER")["HTTPS"]

    assert [signalling.ice_servers(arn, place, "viewer") for _ in range(7)] == [[]] * 7
