"""What a provider offers: one item in the provider's partition of the table of appointments, read together with what is taken of it."""

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.availability.schemas import Offer
from chalicelib.core.access import Grant
from chalicelib.core.records import ClearText, Key, Record, get_many, table
from chalicelib.core.writing import transaction

FREED = "times.freed"
"""Topic: times of this provider may have become free; whoever waits is looked after."""
_AVAILABILITY = "availability"


class AvailabilityRecord(Record):
    """What a provider offers. Partition: the provider; sort: the word `availability`."""

    class Meta(Record.Meta):
        table_name = table("scheduling")
        subject = "provider"

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    facts = ClearText(why="working hours, session lengths and limits, shown to clients as open times")
    revision = NumberAttribute()


def key(provider_id: str) -> Key:
    """Where a provider's offer is. Anybody signed in may see open times, so this takes the id."""
    return Key(AvailabilityRecord, provider_id, _AVAILABILITY)


def offer_of(record: AvailabilityRecord) -> Offer:
    """The offer an item holds."""
    return msgspec.json.decode(record.facts, type=Offer)


def replace(grant: Grant, offer: Offer) -> None:
    """Put a provider's offer in place of the one before. Raises Conflict if that was changed meanwhile."""
    (known,) = get_many([key(grant.key("provider"))])
    revision = int(known.revision) if known else 0
    record = AvailabilityRecord(grant.key("provider"), _AVAILABILITY, facts=msgspec.json.encode(offer).decode(), revision=revision + 1)
    unchanged = AvailabilityRecord.revision == revision if known else AvailabilityRecord.owner_id.does_not_exist()
    with transaction(grant, "availability.change") as write:
        write.put(record, condition=unchanged)
        write.tell(FREED, {})
