"""The presigned URL: the same as the official SDK signs, good for one channel in one role, and refused by a verifier that shares no code with it."""

import json
import re
import subprocess
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import botocore.auth
import pytest
from botocore.credentials import Credentials
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from chalicelib.sessions import signalling
from infra.local.kvs.signature import Holder, verify

ARN = "arn:aws:kinesisvideo:us-east-1:123456789012:channel/abc/1700000000000"
FRONTEND = Path(__file__).parents[2] / "frontend"
KEY = ("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "token/with+signs==")
NOW = datetime(2026, 11, 22, 12, 34, 56, tzinfo=UTC)
SDK = """
// The package's own crypto is left out of the pages, which have the browser's; node has the same.
const Module = require("module");
const load = Module._load;
Module._load = (name, ...more) => (name === "isomorphic-webcrypto" ? { __esModule: true, default: globalThis.crypto } : load(name, ...more));
const { SigV4RequestSigner } = require("amazon-kinesis-video-streams-webrtc/lib/SigV4RequestSigner");
const { endpoint, params, key, now } = JSON.parse(process.argv[1]);
const [accessKeyId, secretAccessKey, sessionToken] = key;
new SigV4RequestSigner("us-east-1", { accessKeyId, secretAccessKey, sessionToken }).getSignedURL(endpoint, params, new Date(now)).then((url) => console.log(url));
"""


def _signed_by_the_sdk(endpoint: str, client_id: str | None) -> str:
    params = {"X-Amz-ChannelARN": ARN, **({"X-Amz-ClientId": client_id} if client_id else {})}
    asked = json.dumps({"endpoint": endpoint, "params": params, "key": KEY, "now": NOW.isoformat()})
    return subprocess.run(["node", "-e", SDK, asked], cwd=FRONTEND, check=True, capture_output=True, text=True, timeout=60).stdout.strip()


@pytest.fixture
def lent(aws, monkeypatch):
    """Credentials as a role gives them, known to the test."""
    monkeypatch.setattr(signalling, "_credentials", lambda *_: Credentials(*KEY))


@pytest.mark.parametrize("client_id", ["01hzviewer", None])
@pytest.mark.parametrize(
    "endpoint", ["wss://v-1a2b3c4d.kinesisvideo.us-east-1.amazonaws.com", "wss://m-1a2b3c4d.kinesisvideo.us-east-1.amazonaws.com/"]
)
def test_our_signature_is_the_official_sdks_own(lent, monkeypatch, endpoint: str, client_id: str | None):
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda **_: NOW.replace(tzinfo=None))
    ours, theirs = (
        dict(parse_qsl(urlsplit(url).query))
        for url in (signalling.presign(ARN, endpoint, client_id), _signed_by_the_sdk(endpoint, client_id))
    )

    assert ours == theirs
    assert ours["X-Amz-Security-Token"] == KEY[2]


@pytest.mark.parametrize("client_id", ["01hzviewer", None])
@pytest.mark.parametrize("endpoint", ["wss://v-1a2b3c4d.kinesisvideo.us-east-1.amazonaws.com", "ws://127.0.0.1:4711/viewer"])
def test_a_url_is_signed_for_one_channel_one_viewer_and_less_than_five_minutes(lent, endpoint: str, client_id: str | None):
    url = urlsplit(signalling.presign(ARN, endpoint, client_id))

    given, _ = verify(url.path, url.query, url.netloc, "us-east-1", {KEY[0]: Holder(*KEY[1:])}.get, datetime.now(UTC))

    assert (given["X-Amz-ChannelARN"], given.get("X-Amz-ClientId"), given["X-Amz-Expires"]) == (ARN, client_id, "299")
    assert url.scheme == endpoint.split(":", maxsplit=1)[0]


def _opens(url: str) -> bool:
    try:
        with connect(url):
            return True
    except InvalidStatus as refused:
        if refused.response.status_code != HTTPStatus.FORBIDDEN:
            raise
        return False


def test_the_credentials_that_sign_a_url_open_its_channel_and_no_other(aws):
    mine, other = signalling.make_channel("mine"), signalling.make_channel("other")
    place = signalling.endpoints(mine, "VIEWER")["WSS"]

    assert _opens(signalling.presign(mine, place, "ana"))
    lent = signalling._credentials(mine, "VIEWER")
    assert not _opens(_presigned_with(lent, other, place, "ana"))


def test_the_credentials_that_sign_a_viewers_url_open_no_masters_socket_and_the_other_way_round(aws):
    arn = signalling.make_channel("mine")
    master, viewer = (signalling.endpoints(arn, role)["WSS"] for role in ("MASTER", "VIEWER"))

    assert not _opens(_presigned_with(signalling._credentials(arn, "VIEWER"), arn, master, None))
    assert not _opens(_presigned_with(signalling._credentials(arn, "MASTER"), arn, viewer, "ana"))


def _presigned_with(lent: Credentials, arn: str, place: str, client_id: str | None) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signalling, "_credentials", lambda *_: lent)
        return signalling.presign(arn, place, client_id)


def test_a_changed_url_is_refused_and_one_that_has_expired(aws, monkeypatch):
    arn = signalling.make_channel("mine")
    place = signalling.endpoints(arn, "VIEWER")["WSS"]

    assert not _opens(signalling.presign(arn, place, "ana").replace("ana", "eve"))
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda **_: datetime.now(UTC).replace(year=2025, tzinfo=None))
    assert not _opens(signalling.presign(arn, place, "ana"))


def test_a_url_holds_no_secret(aws):
    assert parse_qs(urlsplit(signalling.presign(ARN, "wss://v.example", "viewer")).query)["X-Amz-Security-Token"]
    assert "secret" not in signalling.presign(ARN, "wss://v.example", "viewer").lower()


def test_a_channels_name_is_opaque_and_the_same_each_time(aws):
    person = "0f9d6b0e-1111-4222-8333-444455556666"

    assert signalling.channel_name(person) == signalling.channel_name(person) != signalling.channel_name(person + "0")
    assert re.fullmatch(r"[0-9a-f]{32}", signalling.channel_name(person))
