"""The websocket: who gets in, what is relayed, where the limits are."""

import json
import time
from contextlib import ExitStack

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from infra.local.kvs import Holder, Kvs, Limits
from tests.infra.kvs_client import ACCOUNT, HOLDERS, REGION, channel, enter, post, presigned, receive, send


@pytest.fixture
def kvs():
    service = Kvs(HOLDERS.get, region=REGION, account=ACCOUNT)
    yield service
    service.close()


@pytest.fixture
def hasty():
    """A service whose sockets live a second and idle half of one."""
    service = Kvs(HOLDERS.get, region=REGION, account=ACCOUNT, limits=Limits(lifetime=1.0, grace=0.4, idle=0.5))
    yield service
    service.close()


def _refused(url: str) -> int:
    with pytest.raises(InvalidStatus) as failed, connect(url):
        pass
    return failed.value.response.status_code


def test_an_offer_reaches_the_master_with_its_sender_and_the_answer_comes_back(kvs):
    arn = channel(kvs)
    with enter(kvs, arn) as master, enter(kvs, arn, "ana") as viewer:
        send(viewer, "SDP_OFFER", {"type": "offer", "sdp": "o"})
        offer = receive(master)
        send(master, "SDP_ANSWER", {"type": "answer", "sdp": "a"}, recipientClientId=offer["senderClientId"])
        answer = receive(viewer)

    assert (offer["messageType"], offer["senderClientId"], offer["payload"]["sdp"]) == ("SDP_OFFER", "ana", "o")
    assert (answer["messageType"], answer["payload"]["sdp"]) == ("SDP_ANSWER", "a")
    assert "senderClientId" not in answer


def test_a_viewer_reaches_the_master_only_whoever_it_names(kvs):
    arn = channel(kvs)
    with enter(kvs, arn) as master, enter(kvs, arn, "one") as one, enter(kvs, arn, "two") as two:
        send(one, "ICE_CANDIDATE", {"candidate": "c"}, recipientClientId="two")

        assert receive(master)["senderClientId"] == "one"
        with pytest.raises(TimeoutError):
            two.recv(timeout=0.2)


def test_a_message_with_a_correlation_id_gets_its_status(kvs):
    arn = channel(kvs)
    with enter(kvs, arn) as master:
        send(master, "SDP_ANSWER", {}, recipientClientId="ana", correlationId="c1")
        fine = receive(master)["statusResponse"]
        send(master, "SDP_ANSWER", {}, correlationId="c2")
        nobody = receive(master)["statusResponse"]

    assert (fine["correlationId"], fine["statusCode"]) == ("c1", "200")
    assert (nobody["correlationId"], nobody["errorType"], nobody["statusCode"]) == ("c2", "InvalidArgumentException", "400")


def test_an_offer_to_an_absent_master_waits_and_the_newest_replaces_it(kvs):
    arn = channel(kvs)
    with enter(kvs, arn, "ana") as viewer:
        for number in (1, 2):
            send(viewer, "SDP_OFFER", {"number": number}, correlationId=f"c{number}")
            receive(viewer)
        with enter(kvs, arn) as master:
            assert receive(master)["payload"] == {"number": 2}
            with pytest.raises(TimeoutError):
                master.recv(timeout=0.2)


@pytest.mark.parametrize(
    "changed",
    [{"key": ("local", "wrong")}, {"key": ("stranger", "secret")}, {"region": "eu-west-1"}, {"service": "kinesis"}, {"expires": 300}],
    ids=lambda changed: next(iter(changed)),
)
def test_a_url_signed_otherwise_is_refused(kvs, changed):
    assert _refused(presigned(kvs, channel(kvs), "ana", **changed)) == 403


def test_a_changed_url_is_refused(kvs):
    url = presigned(kvs, channel(kvs), "ana")

    assert _refused(url.replace("X-Amz-ClientId=ana", "X-Amz-ClientId=ben")) == 403
    assert _refused(url.replace("/viewer?", "/master?")) == 403


def test_an_expired_url_is_refused(kvs):
    url = presigned(kvs, channel(kvs), "ana", expires=1)
    time.sleep(2.1)

    assert _refused(url) == 403


def test_a_viewer_cannot_enter_as_master_nor_a_master_as_viewer(kvs):
    arn = channel(kvs)

    assert _refused(presigned(kvs, arn, "ana", role="MASTER")) == 400
    assert _refused(presigned(kvs, arn, role="VIEWER")) == 400


def test_a_channel_that_is_gone_is_refused_and_its_sockets_close(kvs):
    arn = channel(kvs)
    url = presigned(kvs, arn, "ana")
    with enter(kvs, arn) as master:
        post(kvs, "/deleteSignalingChannel", ChannelARN=arn)
        with pytest.raises(ConnectionClosed):
            master.recv(timeout=10)

    assert _refused(url) == 404


def test_an_eleventh_viewer_is_refused_and_a_returning_one_is_not(kvs):
    arn = channel(kvs)
    with ExitStack() as opened:
        viewers = [opened.enter_context(enter(kvs, arn, f"v{number}")) for number in range(10)]

        assert _refused(presigned(kvs, arn, "v10")) == 400
        opened.enter_context(enter(kvs, arn, "v0"))
        with pytest.raises(ConnectionClosed):
            viewers[0].recv(timeout=10)


def test_a_second_master_takes_over(kvs):
    arn = channel(kvs)
    with enter(kvs, arn) as first, enter(kvs, arn) as second, enter(kvs, arn, "ana") as viewer:
        with pytest.raises(ConnectionClosed):
            first.recv(timeout=10)
        send(viewer, "SDP_OFFER", {})

        assert receive(second)["messageType"] == "SDP_OFFER"


def test_a_payload_over_the_limit_is_refused_and_the_socket_stays(kvs):
    arn = channel(kvs)
    with enter(kvs, arn, "ana") as viewer:
        send(viewer, "SDP_OFFER", {"sdp": "x" * 7_480}, correlationId="fits")
        assert receive(viewer)["statusResponse"]["statusCode"] == "200"
        send(viewer, "SDP_OFFER", {"sdp": "x" * 7_500}, correlationId="large")
        assert receive(viewer)["statusResponse"]["errorType"] == "InvalidArgumentException"


@pytest.mark.parametrize(("action", "allowed"), [("SDP_OFFER", 5), ("ICE_CANDIDATE", 20)])
def test_messages_over_the_rate_are_refused(kvs, action, allowed):
    arn = channel(kvs)
    with enter(kvs, arn, "ana") as viewer:
        for number in range(allowed + 1):
            send(viewer, action, {}, correlationId=f"c{number}")
        codes = [receive(viewer)["statusResponse"].get("errorType", "") for _ in range(allowed + 1)]

    assert codes == [""] * allowed + ["ClientLimitExceededException"]


@pytest.mark.parametrize(
    "frame",
    [
        "not json",
        "[]",
        '{"action":"SDP_OFFER"}',
        '{"action":"HELLO","messagePayload":"e30="}',
        '{"action":"SDP_OFFER","messagePayload":"?"}',
    ],
)
def test_a_malformed_message_is_dropped_and_the_socket_stays(kvs, frame):
    arn = channel(kvs)
    with enter(kvs, arn) as master, enter(kvs, arn, "ana") as viewer:
        viewer.send(frame)
        send(viewer, "SDP_OFFER", {"number": 1})

        assert receive(master)["payload"] == {"number": 1}


def test_a_socket_is_told_to_go_and_closed_at_the_end_of_its_life(hasty):
    arn = channel(hasty)
    with enter(hasty, arn, "ana") as viewer:
        for number in range(2):
            send(viewer, "ICE_CANDIDATE", {}, correlationId=f"c{number}")
            receive(viewer)
            time.sleep(0.25)
        assert receive(viewer)["messageType"] == "GO_AWAY"
        with pytest.raises(ConnectionClosed):
            viewer.recv(timeout=10)


def test_an_idle_socket_is_closed(hasty):
    arn = channel(hasty)
    started = time.monotonic()
    with enter(hasty, arn, "ana") as viewer, pytest.raises(ConnectionClosed):
        viewer.recv(timeout=10)

    assert 0.4 < time.monotonic() - started < 5


def _borrowed(action: str, resource: str) -> Holder:
    return Holder(
        "theirs", "token", json.dumps({"Statement": [{"Effect": "Allow", "Action": f"kinesisvideo:{action}", "Resource": resource}]})
    )


def test_a_session_policy_opens_its_own_channel_in_its_own_role_only(monkeypatch, kvs):
    one, other = channel(kvs, "one"), channel(kvs, "other")
    key = ("borrowed", "theirs", "token")
    monkeypatch.setitem(HOLDERS, "borrowed", _borrowed("ConnectAsViewer", one))

    with connect(presigned(kvs, one, "ana", key=key)):
        pass
    assert _refused(presigned(kvs, other, "ana", key=key)) == 403
    assert _refused(presigned(kvs, one, key=key)) == 403


def test_borrowed_credentials_need_their_session_token(monkeypatch, kvs):
    arn = channel(kvs)
    monkeypatch.setitem(HOLDERS, "borrowed", _borrowed("ConnectAsMaster", arn))

    with connect(presigned(kvs, arn, key=("borrowed", "theirs", "token"))):
        pass
    assert _refused(presigned(kvs, arn, key=("borrowed", "theirs"))) == 403
    assert _refused(presigned(kvs, arn, key=("borrowed", "theirs", "another"))) == 403
