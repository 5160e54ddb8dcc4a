"""Private calendar addresses: whose calendar a secret shows, and which secret somebody's calendar has. The secret is kept nowhere."""

import hashlib
from datetime import datetime

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core.access import Grant
from chalicelib.core.records import ClearText, Key, Record, get_many, table
from chalicelib.core.writing import transaction

_FEED = "feed"


class FeedRecord(Record):
    """Whose calendar a secret address shows. Partition: `feed#` and the digest of the secret, which itself is kept nowhere."""

    class Meta(Record.Meta):
        table_name = table("scheduling")
        subject = ("provider", "client")

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    person_id = ClearText(why="an id, whose calendar it is")
    person_kind = ClearText(why="client or provider, decides whose copies are read")


class FeedStateRecord(Record):
    """Which secret a person's calendar has now. Partition: the person; sort: the word `feed`."""

    class Meta(Record.Meta):
        table_name = table("scheduling")
        subject = ("provider", "client")

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    digest = ClearText(why="the digest of a random secret, to end it by")
    language = ClearText(why="the language of the one word that entries carry")
    since = UTCDateTimeAttribute()


def key(secret: str) -> Key:
    """Where it says whose calendar a secret shows, for the rule of access that the secret itself passes."""
    return Key(FeedRecord, f"{_FEED}#{_digest(secret)}", _FEED)


def state(grant: Grant) -> FeedStateRecord | None:
    """The person's secret calendar address, None while there is none."""
    (row,) = get_many([Key(FeedStateRecord, grant.key("provider", "client"), _FEED)])
    return row  # type: ignore[no-any-return]


def change(grant: Grant, secret: str | None, language: str, at: datetime) -> None:
    """End the secret there was, and let another one show the calendar, or none. Raises Conflict if it was changed meanwhile."""
    owner_id, known = grant.key("provider", "client"), state(grant)
    with transaction(grant, "feed.change") as write:
        if known is not None:
            write.delete(FeedRecord(f"{_FEED}#{known.digest}", _FEED))
        unchanged = FeedStateRecord.digest == known.digest if known else FeedStateRecord.owner_id.does_not_exist()
        if secret is not None:
            write.put(FeedStateRecord(owner_id, _FEED, digest=_digest(secret), language=language, since=at), unchanged)
            write.put(FeedRecord(f"{_FEED}#{_digest(secret)}", _FEED, person_id=owner_id, person_kind=grant.subject.kind))
        elif known is not None:
            write.delete(FeedStateRecord(owner_id, _FEED), unchanged)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
