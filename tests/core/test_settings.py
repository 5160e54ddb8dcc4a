import pytest

from chalicelib.core import settings
from chalicelib.core.errors import Misuse
from chalicelib.core.settings import MissingSetting


@pytest.fixture(autouse=True)
def fresh():
    settings.load.cache_clear()
    yield
    settings.load.cache_clear()


@pytest.mark.parametrize("name", settings.NAMES.values())
def test_a_missing_setting_stops_the_start_and_is_named(monkeypatch, name):
    monkeypatch.delenv(name)

    with pytest.raises(MissingSetting, match=name):
        settings.load()


@pytest.mark.parametrize("name", ["QUIETROOM_AWS_ENDPOINT", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_KMS"])
def test_a_deployed_stage_refuses_any_aws_endpoint_override(monkeypatch, name):
    monkeypatch.delenv("QUIETROOM_AWS_ENDPOINT")
    monkeypatch.setenv("QUIETROOM_STAGE", "prod")
    monkeypatch.setenv(name, "http://127.0.0.1:1")

    with pytest.raises(Misuse, match=name):
        settings.load()


def test_stage_local_refuses_to_start_in_lambda(monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "quietroom-api")

    with pytest.raises(Misuse):
        settings.load()
