"""The directory's snapshot: built from the table, asked for at most once a minute, and never in the way when S3 fails."""

import msgspec
import pytest

from chalicelib.core import settings
from chalicelib.providers import directory, service
from infra.local.ticker import Ticker
from tests import make
from tests.counting import aws_calls


@pytest.fixture
def minute(monkeypatch):
    """Let the machine's clock move on by more than a minute: `minute()`."""
    passed = 0.0
    real = directory.time.monotonic
    monkeypatch.setattr(directory.time, "monotonic", lambda: real() + passed)

    def pass_one():
        nonlocal passed
        passed += directory.HELD_SECONDS + 1

    return pass_one


@pytest.fixture
def app():
    """The whole application."""
    import app

    return app.app


def names():
    return sorted(listing.name for listing in service.listings())


def asked():
    """What reading the directory asks of AWS."""
    with aws_calls() as calls:
        service.listings()
    return dict(calls)


def test_without_a_snapshot_the_table_answers_with_one_query(aws):
    make.listing(name="Pat")
    service.forget()
    assert asked() == {"s3.GetObject": 1, "dynamodb.Query": 1}
    assert names() == ["Pat"]


def test_a_snapshot_answers_in_place_of_the_table_and_a_warm_minute_asks_nothing(aws):
    made = make.listing(name="Pat", licences=[make.licence()], concerns=["sleep"])
    directory.publish()
    service.forget()
    assert asked() == {"s3.GetObject": 1}
    assert asked() == {}
    assert service.listings() == [made]


def test_after_a_minute_one_conditional_get_keeps_what_has_not_changed(aws, minute):
    make.listing(name="Pat")
    directory.publish()
    service.forget()
    held = directory.current()
    minute()
    assert asked() == {"s3.GetObject": 1}
    assert directory.current() is held


def test_a_newer_snapshot_is_seen_within_a_minute(aws, minute):
    make.listing(name="Pat")
    directory.publish()
    service.forget()
    assert names() == ["Pat"]
    make.listing(name="Quinn")
    directory.publish()
    service.forget()
    minute()
    assert names() == ["Pat", "Quinn"]


def test_any_change_of_the_table_builds_the_snapshot_anew(aws, clock, app):
    ticker = Ticker(app, aws, clock.now)
    pat = make.listing(name="Pat")
    ticker.run_due()
    make.listing(pat.provider_id, name="Pat Hollis")
    ticker.run_due()
    service.forget()
    assert asked() == {"s3.GetObject": 1}
    assert names() == ["Pat Hollis"]


def test_while_s3_fails_what_is_held_goes_on(aws, minute):
    make.listing(name="Pat")
    directory.publish()
    service.forget()
    assert names() == ["Pat"]
    minute()
    aws.dispatcher.faults.add("s3", "*", "SlowDown", 9)
    assert names() == ["Pat"]


def test_a_cold_start_while_s3_fails_reads_the_table(aws):
    make.listing(name="Pat")
    directory.publish()
    service.forget()
    aws.dispatcher.faults.add("s3", "*", "SlowDown", 9)
    assert names() == ["Pat"]


@pytest.mark.parametrize("body", [b"", b"not gzip", directory.gzip.compress(b"[{}]")], ids=["empty", "not gzip", "of another shape"])
def test_a_damaged_snapshot_is_no_snapshot(aws, body):
    make.listing(name="Pat")
    aws.client("s3").put_object(Bucket=settings.load().bucket, Key="directory/snapshot.json.gz", Body=body)
    service.forget()
    assert names() == ["Pat"]


def test_a_snapshot_of_the_same_table_is_the_same_object(aws):
    make.listing()
    directory.publish()
    bucket = {"Bucket": settings.load().bucket, "Key": "directory/snapshot.json.gz"}
    first = aws.client("s3").head_object(**bucket)["ETag"]
    directory.publish()
    assert aws.client("s3").head_object(**bucket)["ETag"] == first


def test_entries_survive_the_snapshot_as_they_are(aws):
    made = make.listing(gender="woman", capacity=3)
    (entry,) = msgspec.json.decode(msgspec.json.encode(directory.current().entries), type=list[directory.Entry])
    assert entry.listing == made
