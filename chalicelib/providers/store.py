"""The practice's directory of therapists: one item each, all in the practice's partition, so that one query lists them."""

from collections.abc import Iterator

import msgspec
from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.access import Grant
from chalicelib.core.records import ClearText, Key, Record, table, transaction
from chalicelib.providers.schemas import Listing

LISTED = "provider.listed"


class ProviderRecord(Record):
    """One therapist in the directory. Partition: the practice; sort: the provider."""

    class Meta(Record.Meta):
        table_name = table("providers")
        subject = "practice"

    practice_id = UnicodeAttribute(hash_key=True)
    provider_id = UnicodeAttribute(range_key=True)
    facts = ClearText(why="public directory: what the therapist tells anybody, licence numbers included as state boards publish them")


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


def every(practice_id: str) -> Iterator[Listing]:
    """Every listing of the practice, in one query."""
    return (read(record) for record in ProviderRecord.query(practice_id))


def save(grant: Grant, listing: Listing) -> None:
    """Enter a therapist into the directory, or replace their listing."""
    record = ProviderRecord(grant.key("practice"), listing.provider_id, facts=msgspec.json.encode(listing).decode())
    with transaction(grant, "provider.list") as write:
        write.put(record, replace=True)
        write.tell(LISTED, {"provider_id": listing.provider_id})
