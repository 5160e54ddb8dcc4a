"""The control plane, as boto3 asks it."""

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from infra.local.kvs import Kvs
from infra.local.server import serve
from tests.infra.kvs_client import ACCOUNT, HOLDERS, REGION


@pytest.fixture(scope="module")
def endpoint():
    kvs = Kvs(HOLDERS.get, region=REGION, account=ACCOUNT)
    server = serve(kvs)
    yield server.url
    server.close()
    kvs.close()


def _client(service: str, endpoint: str):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id="local",
        aws_secret_access_key="secret",
        config=Config(retries={"total_max_attempts": 1}),
    )


@pytest.fixture(scope="module")
def video(endpoint):
    return _client("kinesisvideo", endpoint)


def _code(failed) -> str:
    return failed.value.response["Error"]["Code"]


def test_a_channel_is_found_by_the_name_and_the_arn_it_was_made_with(video):
    arn = video.create_signaling_channel(ChannelName="found")["ChannelARN"]

    assert video.describe_signaling_channel(ChannelName="found")["ChannelInfo"]["ChannelARN"] == arn
    assert video.describe_signaling_channel(ChannelARN=arn)["ChannelInfo"]["ChannelStatus"] == "ACTIVE"


def test_a_taken_name_is_refused(video):
    video.create_signaling_channel(ChannelName="taken")

    with pytest.raises(ClientError) as failed:
        video.create_signaling_channel(ChannelName="taken")
    assert _code(failed) == "ResourceInUseException"


def test_a_deleted_channel_is_gone(video):
    arn = video.create_signaling_channel(ChannelName="gone")["ChannelARN"]
    video.delete_signaling_channel(ChannelARN=arn)

    with pytest.raises(ClientError) as failed:
        video.describe_signaling_channel(ChannelARN=arn)
    assert _code(failed) == "ResourceNotFoundException"


def test_a_list_goes_on_where_the_page_before_ended(video):
    for number in range(3):
        video.create_signaling_channel(ChannelName=f"page-{number}")
    condition = {"ComparisonOperator": "BEGINS_WITH", "ComparisonValue": "page-"}

    first = video.list_signaling_channels(MaxResults=2, ChannelNameCondition=condition)
    rest = video.list_signaling_channels(MaxResults=2, ChannelNameCondition=condition, NextToken=first["NextToken"])

    assert [info["ChannelName"] for page in (first, rest) for info in page["ChannelInfoList"]] == ["page-0", "page-1", "page-2"]
    assert "NextToken" not in rest


def test_master_and_viewer_have_endpoints_of_their_own(video):
    arn = video.create_signaling_channel(ChannelName="places")["ChannelARN"]

    def places(role: str) -> dict[str, str]:
        wanted = {"Protocols": ["WSS", "HTTPS"], "Role": role}
        found = video.get_signaling_channel_endpoint(ChannelARN=arn, SingleMasterChannelEndpointConfiguration=wanted)
        return {one["Protocol"]: one["ResourceEndpoint"] for one in found["ResourceEndpointList"]}

    assert places("MASTER")["WSS"] != places("VIEWER")["WSS"]
    assert _client("kinesis-video-signaling", places("MASTER")["HTTPS"]).get_ice_server_config(ChannelARN=arn)["IceServerList"] == []


def test_a_sixth_ice_configuration_in_a_second_is_refused(video, endpoint):
    arn = video.create_signaling_channel(ChannelName="hasty")["ChannelARN"]
    signalling = _client("kinesis-video-signaling", endpoint)
    for _ in range(5):
        signalling.get_ice_server_config(ChannelARN=arn)

    with pytest.raises(ClientError) as failed:
        signalling.get_ice_server_config(ChannelARN=arn)
    assert _code(failed) == "ClientLimitExceededException"
