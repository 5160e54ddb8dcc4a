"""The practice's directory of therapists: one item each, all in the practice's partition, so that one query lists them."""

from collections.abc import Iterator

import msgspec
from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict
from chalicelib.core.records import ClearText, Key, Record, table
from chalicelib.core.writing import Transaction, transaction
from chalicelib.providers.schemas import Entry, Listing, Tally

LISTED = "provider.listed"


class ProviderRecord(Record):
    """One therapist in the directory. Partition: the practice; sort: the provider."""

    class Meta(Record.Meta):
        table_name = table("providers")
        subject = "practice"
        stream = True

    practice_id = UnicodeAttribute(hash_key=True)
    provider_id = UnicodeAttribute(range_key=True)
    facts = ClearText(why="public directory: what the therapist tells anybody, licence numbers included as state boards publish them")
    outcomes = ClearText(why="by concern, how many cases were closed and sums of their scores: numbers that name nobody", null=True)


def key(practice_id: str, provider_id: str) -> Key:
    """Where one therapist's item is."""
    return Key(ProviderRecord, practice_id, provider_id)


def read(record: ProviderRecord) -> Listing:
    """The listing an item holds."""
    return msgspec.json.decode(record.facts, type=Listing)


def find(practice_id: str, provider_id: str) -> Listing | None:
    """One therapist's listing, None where there is none."""
    try:
        return read(ProviderRecord.get(practice_id, provider_id, consistent_read=True))
    except ProviderRecord.DoesNotExist:
        return None


def every(practice_id: str) -> Iterator[Entry]:
    """Every therapist of the practice, in one query."""
    return (Entry(listing=read(record), outcomes=outcomes(record)) for record in ProviderRecord.query(practice_id, consistent_read=True))


def outcomes(record: ProviderRecord) -> dict[str, Tally]:
    """What closed cases came to, by concern."""
    return msgspec.json.decode(record.outcomes, type=dict[str, Tally]) if record.outcomes else {}


def keep_outcomes(write: Transaction, record: ProviderRecord, sums: dict[str, Tally]) -> None:
    """Replace what closed cases came to, within a transaction. Raises Conflict if it is not as `record` says any more."""
    same = ProviderRecord.outcomes == record.outcomes if record.outcomes else ProviderRecord.outcomes.does_not_exist()
    changed = ProviderRecord.outcomes.set(msgspec.json.encode(sums).decode())
    write.update(ProviderRecord(record.practice_id, record.provider_id), [changed], same, Conflict())


def save(grant: Grant, listing: Listing) -> None:
    """Enter a therapist into the directory, or replace their listing."""
    record = ProviderRecord(grant.key("practice"), listing.provider_id)
    with transaction(grant, "provider.list") as write:
        write.update(record, [ProviderRecord.facts.set(msgspec.json.encode(listing).decode())])
        write.tell(LISTED, {"provider_id": listing.provider_id})


def revise(grant: Grant, record: ProviderRecord, listing: Listing) -> None:
    """Replace the listing `record` holds. Raises Conflict if it was changed since."""
    with transaction(grant, "provider.list") as write:
        facts = ProviderRecord.facts.set(msgspec.json.encode(listing).decode())
        write.update(ProviderRecord(record.practice_id, record.provider_id), [facts], ProviderRecord.facts == record.facts, Conflict())
        write.tell(LISTED, {"provider_id": listing.provider_id})
